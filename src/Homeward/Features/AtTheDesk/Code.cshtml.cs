using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Features.OpenPages;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.AtTheDesk;

/// <summary>
/// Somebody stands at the desk with a wristband or a family's card: its code opens that one person for half an hour. A code is sent as a form, so
/// that none stands in an address.
/// </summary>
public sealed class CodeModel(TimeProvider clock) : ActionPage
{
    /// <summary>What was typed or scanned.</summary>
    [BindProperty]
    public string? Code { get; set; }

    protected override Type Command => typeof(ShowByCode);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Wristband.Read(Code) is null && CardCode.Read(Code) is null)
        {
            Problems.Add("Code", T["desk_code.not_whole"]);
            return Again();
        }

        Person? found = null;
        var tried = new PersonRead(Account.Id, Account.Organisation, Account.Role, default, Ground.Code, "desk", clock.GetUtcNow(), Refused: true);
        switch (await Reads.RecordCodeAsync(tried, () => (found = Find()) is not null))
        {
            case CodeTry.TooMany:
                Problems.Add("Code", T["desk_code.too_many", CodeTries.PerHour]);
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return Again();
            case CodeTry.Wrong:
                Problems.Add("Code", T["desk_code.nobodys"]);
                return Again();
            default:
                return await SubmitAsync(new ShowByCode(found!.Id)) ? To(PersonAddress.Of(found)) : Again();
        }
    }

    protected override string FieldOf(Refusal refusal, int at) => "Code";

    private Person? Find() =>
        Wristband.Read(Code) is var (code, letters) ? Wristband.Find(Engine, code, letters)
        : CardCode.Read(Code) is { } card && CardDesk.Given(Engine, card) is { } given ? Engine.Current.Find(given.Adult)
        : null;
}
