using System.Collections.Immutable;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.SettingUp;

/// <summary>Opening an incident: what happened, where, when, and who must be told of it.</summary>
public sealed class OpenModel(IncidentOpening opening, CurrentUser user, Texts t, Here here) : PageModel
{
    private const int LongestName = 200;
    private const int MostAgencies = 100;

    /// <summary>Made when the form was drawn; sent back with it.</summary>
    [BindProperty(Name = "command")]
    public Guid CommandId { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Town { get; set; }

    /// <summary>One of the zones offered.</summary>
    [BindProperty]
    public string? Zone { get; set; }

    /// <summary>Any other, typed.</summary>
    [BindProperty]
    public string? OtherZone { get; set; }

    /// <summary>As typed, on the clocks of the incident's time zone.</summary>
    [BindProperty]
    public string? Began { get; set; }

    /// <summary>Who must be told, one to a line.</summary>
    [BindProperty]
    public string? Agencies { get; set; }

    /// <summary>What the opener's own organisation is.</summary>
    [BindProperty]
    public string? OwnKind { get; set; }

    /// <summary>Invented people only; every page says so.</summary>
    [BindProperty]
    public bool Exercise { get; set; }

    public FormProblems Problems { get; } = new();

    public Account Account => user.Account;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        CommandId = CommandId == Guid.Empty ? Guid.CreateVersion7(here.Now) : CommandId;
        if (!ActionPage.May(Account.Role, typeof(OpenIncident)))
        {
            HttpContext.Items[typeof(WhoMay)] = new WhoMay([.. Enum.GetValues<Role>().Where(role => role != Role.System && ActionPage.May(role, typeof(OpenIncident)))]);
            context.Result = StatusCode(StatusCodes.Status403Forbidden);
        }
    }

    public void OnGet() => (Agencies, OwnKind) = (t["open.agencies_suggested"], WordChoices.Sent(OrganisationKind.Coordination));

    public async Task<IActionResult> OnPostAsync()
    {
        var (code, name, town) = (PersonForm.Trimmed(Code), ReadText(nameof(Name), Name), ReadText(nameof(Town), Town));
        if (!Engine.Incidents.IsCode(code))
        {
            Problems.Add(nameof(Code), t["open.code_unreadable"]);
        }

        var kind = ReadWord<IncidentKind>(nameof(Kind), Kind);
        var ownKind = ReadWord<OrganisationKind>(nameof(OwnKind), OwnKind);
        var zone = ReadZone();
        var began = ReadBegan(zone);
        var agencies = ReadAgencies();
        if (Problems.Any)
        {
            return Again(StatusCodes.Status422UnprocessableEntity);
        }

        var incident = new Incident(MadeFrom.Id<Incident>(CommandId, "incident"), code!, name, kind, town, zone!.Id, IsDrill: Exercise, began);
        var own = new Organisation(Account.Organisation, Account.OrganisationName, ownKind);
        switch (await opening.OpenAsync(CommandId, user.Actor, here.Now, incident, agencies, own))
        {
            case Opening.Done done:
                return new SeeOther($"/incidents/{done.Incident.Code}/places");

            case Opening.CodeTaken:
                Problems.Add(nameof(Code), t["open.code_taken", code]);
                return Again(StatusCodes.Status422UnprocessableEntity);

            case Opening.Refused { Reason: var reason }:
                // The form was sent before with other answers. Whoever sends it again means another incident.
                CommandId = reason == RefusalReason.IdAlreadyUsed ? Guid.CreateVersion7(here.Now) : CommandId;
                Problems.Add("form", t.Of(reason));
                return Again(StatusCodes.Status422UnprocessableEntity);

            default:
                Problems.Add("form", t["act.unavailable"]);
                return Again(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private PageResult Again(int status)
    {
        // What the binder kept would be drawn instead of the new id.
        ModelState.Remove("command");
        Response.StatusCode = status;
        return Page();
    }

    private string ReadText(string field, string? typed)
    {
        var text = PersonForm.Trimmed(typed) ?? "";
        if (text.Length is 0 or > LongestName)
        {
            Problems.Add(field, text.Length == 0 ? t.Of(RefusalReason.TextMissing) : t["act.too_long", text.Length]);
        }

        return text;
    }

    private T ReadWord<T>(string field, string? sent) where T : struct, Enum
    {
        if (WordChoices.Read<T>(sent) is { } word)
        {
            return word;
        }

        Problems.Add(field, t["act.choose_one"]);
        return default;
    }

    private TimeZoneInfo? ReadZone()
    {
        var typed = PersonForm.Trimmed(OtherZone);
        var zone = TimeZones.Find(typed ?? Zone);
        if (zone is null)
        {
            Problems.Add(typed is null ? nameof(Zone) : nameof(OtherZone), typed is null ? t["act.choose_one"] : t["open.zone_unknown", typed]);
        }

        return zone;
    }

    private DateTimeOffset ReadBegan(TimeZoneInfo? zone)
    {
        if (string.IsNullOrWhiteSpace(Began) || !LocalMoment.TryRead(Began, zone ?? TimeZoneInfo.Utc, out var began))
        {
            Problems.Add(nameof(Began), t["open.began_unreadable"]);
            return default;
        }

        // Without a zone, whether it has come yet isn't known.
        if (zone is not null && began > here.Now)
        {
            Problems.Add(nameof(Began), t.Of(RefusalReason.TimeInFuture));
        }

        return began;
    }

    private ImmutableArray<AgencyToTell> ReadAgencies()
    {
        var names = (Agencies ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DistinctBy(Accounts.Key).ToList();
        if (names.Count is 0 or > MostAgencies)
        {
            Problems.Add(nameof(Agencies), t["open.agencies_missing", MostAgencies]);
        }

        if (names.Find(name => name.Length > LongestName) is { } tooLong)
        {
            Problems.Add(nameof(Agencies), t["act.too_long", tooLong.Length]);
        }

        return [.. names.Select((name, i) => new AgencyToTell(MadeFrom.Id<Agency>(CommandId, $"agency {i}"), name))];
    }
}
