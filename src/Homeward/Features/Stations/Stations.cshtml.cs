using Homeward.Access;
using Homeward.Domain;
using Homeward.SealedReports;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Stations;

/// <summary>The keys that an organisation's devices sign sealed reports with, the line that reports are sealed to, and what came in and couldn't be filed.</summary>
public sealed class StationsModel(AccountStore accounts, ReportInbox inbox) : ActionPage
{
    [BindProperty]
    public string? PublicKey { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty(Name = "act")]
    public string? Asked { get; set; }

    /// <summary>Those of this organisation, the newest first.</summary>
    public IReadOnlyList<ReportingKey> Keys { get; private set; } = [];

    /// <summary>What reports are sealed to, as <c>homeward report seal</c> takes it.</summary>
    public string SealTo { get; private set; } = "";

    /// <summary>How many reports wait, were put aside, or came under the id of another.</summary>
    public (int Waiting, int Refused, int Copies) Counts { get; private set; }

    protected override Type Command => typeof(EnrolReportingKey);

    protected override bool IsAboutPeople => false;

    public void OnGet() => List();

    public async Task<IActionResult> OnPostAsync()
    {
        List();
        if (Asked == "end" && Id<ReportingKey>.TryParse(Key, out var ended))
        {
            return await SubmitAsync(new EndReportingKey(ended)) ? To("stations") : Again();
        }

        var line = Station.ReadPublic(PublicKey);
        if (line is null)
        {
            Problems.Add(nameof(PublicKey), T.Of(RefusalReason.KeyUnreadable));
            return Again();
        }

        return await SubmitAsync(new EnrolReportingKey(Station.IdOf(line), WordChoices.ReadPlace(this, Place), [.. line])) ? To("stations") : Again();
    }

    public string NameOf(Id<User> user) => accounts.Current.Find(user)?.Name ?? T["reading.somebody"];

    private void List()
    {
        var code = Engine.Current.Incident!.Code;
        using var sealing = Engine.Journal.SealingKey();
        SealTo = $"{code}:{Convert.ToBase64String(sealing.ExportSubjectPublicKeyInfo())}";
        Keys = [.. Engine.Current.ReportingKeys.Values.Where(key => key.Organisation == Account.Organisation).OrderBy(key => key.EndedAt is not null).ThenByDescending(key => key.EnrolledAt)];
        Counts = (inbox.Files(code, ReportInbox.Kept.Waiting).Count, inbox.Files(code, ReportInbox.Kept.Refused).Count, inbox.Files(code, ReportInbox.Kept.Copies).Count);
    }
}
