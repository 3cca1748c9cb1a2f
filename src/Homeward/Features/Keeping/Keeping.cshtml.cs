using Homeward.Access;
using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Keeping;

/// <summary>What is due to be destroyed and when, what is held, which receipts wait, and the end of the incident. With codes, never with names.</summary>
public sealed class KeepingModel(AccountStore accounts) : ActionPage
{
    /// <summary>How many rows of a list are shown.</summary>
    public const int MostShown = 100;

    /// <summary>Holds that stand, the newest first, and then those that were lifted.</summary>
    public IReadOnlyList<LegalHold> Holds { get; private set; } = [];

    /// <summary>Receipts that nobody has acknowledged, the longest first.</summary>
    public IReadOnlyList<Receipt> Waiting { get; private set; } = [];

    /// <summary>Those who lose a record next, and when; held ones keep theirs.</summary>
    public IReadOnlyList<(Person Person, Ending Ends, int Records, bool Held)> Next { get; private set; } = [];

    /// <summary>How many public claims are there, and when the first of them ends; null while they are held.</summary>
    public (int Count, DateTimeOffset? First) Claims { get; private set; }

    /// <summary>How many records end at some time, and how many stay and why.</summary>
    public (int Ending, IReadOnlyList<(StaysBecause Why, int Records)> Staying) Numbers { get; private set; }

    /// <summary>How many records were destroyed, and why.</summary>
    public IReadOnlyList<(ExpiryReason Why, int Records, DateTimeOffset Last)> Destroyed { get; private set; } = [];

    [BindProperty]
    public string? Child { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Hold { get; set; }

    [BindProperty(Name = "act")]
    public string? Asked { get; set; }

    protected override Type Command => typeof(PlaceHold);

    public void OnGet() => List();

    public async Task<IActionResult> OnPostAsync()
    {
        List();
        var done = Asked switch
        {
            "hold" => await PlaceAsync(),
            "lift" when Id<LegalHold>.TryParse(Hold, out var id) => await SubmitAsync(new LiftHold(id)),
            "close" when May<CloseIncident>() => await SubmitAsync(new CloseIncident()),
            "reopen" when May<ReopenIncident>() => await SubmitAsync(new ReopenIncident()),
            _ => false,
        };
        if (done)
        {
            return To("keeping");
        }

        List();
        return Problems.Any || Response.StatusCode != StatusCodes.Status200OK ? Again() : NotFound();
    }

    public string NameOf(Id<User> user) => accounts.Current.Find(user)?.Name ?? T["reading.somebody"];

    /// <summary>Whether this person may open a receipt.</summary>
    public bool MayRead(Receipt receipt) => Sight.Sees(receipt);

    /// <summary>Whom a hold concerns, by their codes.</summary>
    public string? CodesOf(LegalHold hold) => hold.OnIncident ? null : string.Join(", ", hold.People.Select(id => Engine.Current.People[id].Code).Order(StringComparer.Ordinal));

    private async Task<bool> PlaceAsync()
    {
        if (WordChoices.Read<HoldReason>(Reason) is not { } reason)
        {
            Problems.Add(nameof(Reason), T["keeping.reason_missing"]);
            return false;
        }

        var person = string.IsNullOrWhiteSpace(Child) ? null : FindByCode(Child);
        if (person is null && !string.IsNullOrWhiteSpace(Child))
        {
            Problems.Add(nameof(Child), T.Of(RefusalReason.NoSuchPerson));
            return false;
        }

        return await SubmitAsync(new PlaceHold(Made<LegalHold>("hold"), person?.Id, reason));
    }

    private void List()
    {
        var state = Engine.Current;
        var kept = Kept.Of(state, Here.Now);
        var all = kept.All;
        Claims = (kept.Claims.Count, kept.Claims.Where(claim => claim.Hold is null).Min(claim => (DateTimeOffset?)claim.Ends.At));
        Holds = [.. state.Holds.Values.OrderBy(hold => !hold.Holds).ThenByDescending(hold => hold.PlacedAt).Take(MostShown)];
        Waiting = [.. state.Receipts.Values.Where(receipt => receipt.AcknowledgedBy is null).OrderBy(receipt => receipt.MadeAt).Take(MostShown)];
        Next =
        [
            .. all.Where(fate => fate.Ends is not null).GroupBy(fate => (fate.Person, Ends: fate.Ends!, Held: fate.Hold is not null))
                .Select(one => (state.People[one.Key.Person], one.Key.Ends, one.Count(), one.Key.Held)).OrderBy(one => one.Ends.At).ThenBy(one => one.Item1.Code, StringComparer.Ordinal).Take(MostShown),
        ];
        Numbers = (
            all.Count(fate => fate.Ends is not null),
            [.. all.Where(fate => fate.Stays is not null).GroupBy(fate => fate.Stays!.Value).Select(one => (one.Key, one.Count())).OrderByDescending(one => one.Item2)]);
        Destroyed = [.. state.Expired.Values.GroupBy(expired => expired.Reason).Select(one => (one.Key, one.Count(), one.Max(expired => expired.At)))];
    }
}
