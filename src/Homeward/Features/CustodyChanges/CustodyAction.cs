using Homeward.Domain;

namespace Homeward.Features.CustodyChanges;

/// <summary>What an action asks. Each question is one box on the page.</summary>
public enum Ask
{
    Place,
    Organisation,
    HowLeft,
    Worker,
    NotCounted,
    Restriction,
    Note,
    NoteNeeded,
}

/// <summary>
/// One thing that can be done about who answers for a child: what it is called, whose commands it sends, when it makes
/// sense, and what has to be asked. The page draws it, the child's own page offers it.
/// </summary>
/// <param name="Name">In the address, and of its texts: <c>custody.offer.title</c>.</param>
/// <param name="Command">Whoever may send this may do it.</param>
/// <param name="Offered">Whether it makes sense for this child and this person now.</param>
public sealed record CustodyAction(string Name, Type Command, Func<Person, Actor, bool> Offered, params Ask[] Asks)
{
    /// <summary>Every one of them, in the order they are offered.</summary>
    public static readonly IReadOnlyList<CustodyAction> All =
    [
        new("accept", typeof(AcceptTransfer), (p, a) => p.Child!.Offer is { } offer && offer.To.Organisation == a.Organisation && offer.By != a.User),
        new("decline", typeof(DeclineTransfer), (p, a) => p.Child!.Offer is { } offer && offer.To.Organisation == a.Organisation),
        new("take-in", typeof(TakeIn), (p, _) => p.Child is { Custody: null, Died: false }, Ask.Place),
        new("offer", typeof(OfferTransfer), (p, a) => IsOurs(p, a) && p.Child!.Offer is null, Ask.Organisation, Ask.Place),
        new("withdraw", typeof(WithdrawTransfer), (p, a) => IsOurs(p, a) && p.Child!.Offer is not null),
        new("left", typeof(ReportLeftOutsideGate), IsOurs, Ask.HowLeft, Ask.Note),
        new("alarm", typeof(AnswerAlarm), (p, _) => p.Child!.Alarm, Ask.NoteNeeded),
        new("restrict", typeof(RaiseRestriction), (p, _) => !p.Child!.Died, Ask.Restriction, Ask.Note),
        new("worker", typeof(AssignWorker), (p, _) => !p.Child!.Died, Ask.Worker),
        new("not-counted", typeof(SetNotCounted), (p, _) => p.Child is { NotCounted: null, Custody: null, Died: false }, Ask.NotCounted),
        new("count-again", typeof(CountAgain), (p, _) => p.Child!.NotCounted is not null),
        new("death", typeof(ConfirmDeath), (p, a) => p.Child!.Worker == a.User && !p.Child.Died, Ask.NoteNeeded),
        new("death-doubted", typeof(TakeBackDeath), (p, _) => p.Child is { Died: true, DeathDoubtedBy: null }, Ask.NoteNeeded),
        new("death-back", typeof(TakeBackDeath), (p, a) => p.Child is { Died: true, DeathDoubtedBy: { } first } && first != a.User, Ask.NoteNeeded),
    ];

    /// <summary>The actions that make sense for a child and that this person may do.</summary>
    public static IEnumerable<CustodyAction> For(Person child, Actor actor) =>
        All.Where(action => Web.Acting.ActionPage.May(actor.Role, action.Command) && action.Offered(child, actor));

    // The organisation that holds the child answers for it; for a private caregiver, whoever keeps in touch does.
    private static bool IsOurs(Person person, Actor actor) =>
        person.Child!.Custody is { } custody && (custody.Holder.Organisation is not { } holder || holder == actor.Organisation);
}
