using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Notifications;

/// <summary>Keeps that an agency was told, or that somebody there acknowledged it.</summary>
public sealed class TellModel : ActionPage
{
    [BindProperty]
    public string? Means { get; set; }

    [BindProperty]
    public string? Said { get; set; }

    [BindProperty]
    public string? ByWhom { get; set; }

    public Agency Agency { get; private set; } = null!;

    protected override Type Command => typeof(TellAgency);

    public IActionResult OnGet(string agency) => Find(agency) ? Page() : NotFound();

    public async Task<IActionResult> OnPostToldAsync(string agency)
    {
        if (!Find(agency))
        {
            return NotFound();
        }

        if (WordChoices.Read<ToldBy>(Means) is not { } means)
        {
            Problems.Add(nameof(Means), T["act.choose_one"]);
            return Again();
        }

        return await SubmitAsync(new TellAgency(Agency.Id, Made<Telling>("telling"), means, Said ?? "")) ? To("notifications") : Again();
    }

    public async Task<IActionResult> OnPostAcknowledgedAsync(string agency) =>
        !Find(agency) ? NotFound()
        : await SubmitAsync(new AcknowledgeAgency(Agency.Id, ByWhom ?? "")) ? To("notifications")
        : Again();

    private bool Find(string agency)
    {
        Agency = Engine.Current.Agencies.Find(one => one.Id.ToString() == agency)!;
        return Agency is not null;
    }
}
