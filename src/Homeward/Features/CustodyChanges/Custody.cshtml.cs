using Homeward.Access;
using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.CustodyChanges;

/// <summary>One change of who answers for a child, with the questions it asks. Both parties of a transfer come through here.</summary>
public sealed class CustodyModel(AccountStore accounts) : ActionPage
{
    public CustodyAction Action { get; private set; } = null!;

    public Person Child { get; private set; } = null!;

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Organisation { get; set; }

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? Worker { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public PersonForm Adult { get; set; } = new();

    [BindProperty]
    public string? CourtDocument { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public IReadOnlyList<Choice> Organisations =>
        [.. State.Organisations.Values.OrderBy(o => o.Id != Account.Organisation).ThenBy(o => o.Name, StringComparer.Ordinal)
            .Select(o => new Choice(o.Id.ToString(), o.Name))];

    /// <summary>Colleagues of one's own organisation: names of others are not ours to list.</summary>
    public IReadOnlyList<Choice> Workers =>
        [.. accounts.Current.ById.Values.Where(account => !account.Ended && account.Organisation == Account.Organisation && Permissions.ReadsAndReports(account.Role))
            .OrderBy(account => account.Name, StringComparer.Ordinal)
            .Select(account => new Choice(account.Id.ToString(), $"{account.Name}, {T.Of(account.Role)}"))];

    protected override Type Command => CustodyAction.All.FirstOrDefault(action => action.Name == RouteData.Values["what"] as string)?.Command ?? typeof(TakeIn);

    public IActionResult OnGet(string child, string what)
    {
        if (!Find(child, what))
        {
            return NotFound();
        }

        // Somebody else did it meanwhile, or it never made sense: the child's page shows what is so.
        return Action.Offered(Child, Actor) ? Page() : To(PersonAddress.Of(Child));
    }

    public async Task<IActionResult> OnPostAsync(string child, string what)
    {
        if (!Find(child, what))
        {
            return NotFound();
        }

        var command = Read();
        if (command is not null && !Problems.Any && await SubmitAsync(command))
        {
            return To(PersonAddress.Of(Child));
        }

        Find(child, what);
        return Again();
    }

    protected override string FieldOf(Refusal refusal, int at) => base.FieldOf(refusal, at) switch
    {
        "form" or "Happened" or "Note" => base.FieldOf(refusal, at),
        var field => "Adult." + field,
    };

    private bool Find(string child, string what)
    {
        if (FindChild(child) is not { } found || CustodyAction.All.FirstOrDefault(action => action.Name == what) is not { } action)
        {
            return false;
        }

        (Child, Action) = (found, action);
        Opened(found);
        return true;
    }

    private Command? Read() => Action.Name switch
    {
        "accept" => new AcceptTransfer(Child.Id, Offer),
        "decline" => new DeclineTransfer(Child.Id, Offer),
        "withdraw" => new WithdrawTransfer(Child.Id, Offer),
        "take-in" => ReadPlace() is { } place ? new TakeIn(Child.Id, new(Account.Organisation, place)) : null,
        "offer" => ReadOffer(),
        "left" => WordChoices.Read<LeftHow>(How) is { } how ? new ReportLeftOutsideGate(Child.Id, how, PersonForm.Trimmed(Note)) : Choose("How"),
        "alarm" => new AnswerAlarm(Child.Id, Note ?? ""),
        "restrict" => ReadRestriction(),
        "worker" => Id<User>.TryParse(Worker, out var worker) && Workers.Any(choice => choice.Value == worker.ToString())
            ? new AssignWorker(Child.Id, worker)
            : Choose("Worker"),
        "not-counted" => WordChoices.Read<NotCounted>(Reason) is { } reason ? new SetNotCounted(Child.Id, reason) : Choose("Reason"),
        "count-again" => new CountAgain(Child.Id),
        "death" => new ConfirmDeath(Child.Id, Note ?? ""),
        "death-doubted" or "death-back" => new TakeBackDeath(Child.Id, Note ?? ""),
        _ => throw new InvalidOperationException($"No command is made for {Action.Name}."),
    };

    private Id<Offer> Offer => Child.Child!.Offer?.Id ?? default;

    private Id<Place>? ReadPlace()
    {
        var place = WordChoices.ReadPlace(this, Place);
        if (place is null)
        {
            Problems.Add("Place", T["act.choose_place"]);
        }

        return place;
    }

    private OfferTransfer? ReadOffer()
    {
        var place = ReadPlace();
        if (!Id<Organisation>.TryParse(Organisation, out var to) || !State.Organisations.ContainsKey(to))
        {
            Problems.Add("Organisation", T.Of(RefusalReason.NoSuchOrganisation));
            return null;
        }

        return place is null ? null : new(Child.Id, Made<Offer>("offer"), new(to, place));
    }

    private RaiseRestriction? ReadRestriction()
    {
        if (WordChoices.Read<RestrictionKind>(Kind) is not { } kind)
        {
            Choose("Kind");
            return null;
        }

        // Without a name nobody may collect the child: the most careful reading of "I don't know who".
        var against = PersonForm.Trimmed(Adult.NameAsSaid) is null
            ? null
            : new BarredAdult(Made<Person>("barred"), Made<Record>("barred's record"), Adult.Read(Problems, T, "Adult."));
        return new(Made<Restriction>("restriction"), Child.Id, kind, null, against, PersonForm.Trimmed(CourtDocument), PersonForm.Trimmed(Note));
    }

    private Command? Choose(string field)
    {
        Problems.Add(field, T["act.choose_one"]);
        return null;
    }
}
