namespace Homeward.Domain;

/// <summary>
/// Who answers for a child. A child leaves one holder only when the next one takes over; the one exception, a child who
/// ran or was taken, ends custody and alarms.
/// </summary>
internal static class CustodyDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        SeeChild c => OnChild(state, c.Person, (person, child) => See(state, person, child, c)),
        TakeIn c => OnChild(state, c.Person, (person, child) => TakeIn(state, actor, person, child, c)),
        OfferTransfer c => OnChild(state, c.Person, (person, child) => Offer(state, actor, person, child, c)),
        AcceptTransfer c => OnChild(state, c.Person, (person, child) => Accept(state, actor, person, child, c)),
        DeclineTransfer c => OnChild(state, c.Person, (person, child) => Decline(state, actor, person, child, c)),
        WithdrawTransfer c => OnChild(state, c.Person, (person, child) => Withdraw(state, actor, person, child, c)),
        ReportLeftOutsideGate c => OnChild(state, c.Person, (person, child) => Left(state, actor, person, child, c)),
        AnswerAlarm c => OnChild(state, c.Person, (person, child) =>
            !child.Alarm ? Decision.AlreadySo : Limits.Text(c.Note, 4000, "Note") ?? WithNote(state, person, [new AlarmAnswered(person.Id)], NoteKind.Custody, c.Note)),
        AssignWorker c => OnChild(state, c.Person, (person, child) => child.Worker == c.Worker ? Decision.AlreadySo : new WorkerAssigned(person.Id, c.Worker)),
        ConfirmDeath c => OnChild(state, c.Person, (person, child) => ConfirmDeath(state, actor, person, child, c)),
        TakeBackDeath c => OnChild(state, c.Person, (person, child) => TakeBackDeath(state, actor, person, child, c)),
        SetNotCounted c => OnChild(state, c.Person, (person, child) => SetNotCounted(person, child, c)),
        CountAgain c => OnChild(state, c.Person, (person, child) => child.NotCounted is null ? Decision.AlreadySo : new ChildCountedAgain(person.Id)),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision OnChild(IncidentState state, Id<Person> id, Func<Person, ChildFacts, Decision> decide) =>
        state.Find(id) is not { } person ? (Refusal)RefusalReason.NoSuchPerson
        : person.Child is not { } child ? (Refusal)RefusalReason.NotAChild
        : decide(person, child);

    private static Decision See(IncidentState state, Person person, ChildFacts child, SeeChild c)
    {
        if (c.Place is { } place && !state.Places.ContainsKey(place))
        {
            return (Refusal)RefusalReason.NoSuchPlace;
        }

        return new List<IncidentEvent>(
            [.. Counting.Enter(person.Id, child), new ChildSeen(person.Id, c.Place), .. Counting.AlarmIfElsewhere(person.Id, child, c.Place)]);
    }

    private static Decision TakeIn(IncidentState state, Actor actor, Person person, ChildFacts child, TakeIn c)
    {
        if (child.Died)
        {
            return (Refusal)RefusalReason.ChildDied;
        }

        if (child.Custody is { } custody)
        {
            return custody.Holder == c.Holder ? Decision.AlreadySo : (Refusal)RefusalReason.AlreadyInCare;
        }

        // A child who was handed over and is found alone again: taking it in undoes "with a parent", so a supervisor does it.
        if (child.ReleasedBy is not null && !Permissions.Supervises(actor.Role))
        {
            return (Refusal)RefusalReason.AlreadyReleased;
        }

        // Leaving a child with a neighbour is no way around the release desk for somebody who must not have it.
        if (c.Holder.Caregiver is { } caregiver && Barred.MayMean(state, person, caregiver))
        {
            return (Refusal)RefusalReason.UseReleaseDesk;
        }

        return CheckHolder(state, actor, c.Holder, mustBeOurs: true)
            ?? (Decision)new List<IncidentEvent>([.. Counting.Enter(person.Id, child), new CustodyTaken(person.Id, c.Holder)]);
    }

    private static Decision Offer(IncidentState state, Actor actor, Person person, ChildFacts child, OfferTransfer c)
    {
        if (child.Custody is not { } custody)
        {
            return (Refusal)RefusalReason.NotInCare;
        }

        if (!AnswersFor(actor, custody))
        {
            return (Refusal)RefusalReason.NotYourCustody;
        }

        if (child.Offer is { } pending)
        {
            return pending.Id == c.Offer ? Decision.AlreadySo : (Refusal)RefusalReason.OfferPending;
        }

        // A hand-over to a parent or relative is a release, with everything that asks for.
        return CheckHolder(state, actor, c.To, mustBeOurs: false)
            ?? (c.To.Organisation is null ? (Refusal)RefusalReason.UseReleaseDesk : null)
            ?? (Decision)new TransferOffered(person.Id, c.Offer, c.To);
    }

    private static Decision Accept(IncidentState state, Actor actor, Person person, ChildFacts child, AcceptTransfer c)
    {
        if (child.Offer is not { } offer || offer.Id != c.Offer)
        {
            return person.Child!.Chain.Any(s => s.Kind == CustodyStepKind.Accepted && s.Reference == c.Offer.Value)
                ? Decision.AlreadySo
                : (Refusal)RefusalReason.NoSuchOffer;
        }

        // Within one organisation two people are the two parties; between organisations the receiver's yes is its own.
        return offer.To.Organisation != actor.Organisation ? (Refusal)RefusalReason.NotYourCustody
            : offer.By == actor.User ? (Refusal)RefusalReason.NeedsAnotherPerson
            : new List<IncidentEvent>(
                [.. Counting.EndAttempts(state, person), .. Counting.Enter(person.Id, child), new TransferAccepted(person.Id, c.Offer)]);
    }

    private static Decision Decline(IncidentState state, Actor actor, Person person, ChildFacts child, DeclineTransfer c) =>
        child.Offer is not { } offer || offer.Id != c.Offer ? (Refusal)RefusalReason.NoSuchOffer
        : offer.To.Organisation != actor.Organisation ? (Refusal)RefusalReason.NotYourCustody
        : new TransferDeclined(person.Id, c.Offer);

    private static Decision Withdraw(IncidentState state, Actor actor, Person person, ChildFacts child, WithdrawTransfer c) =>
        child.Offer is not { } offer || offer.Id != c.Offer ? (Refusal)RefusalReason.NoSuchOffer
        : !AnswersFor(actor, child.Custody!) ? (Refusal)RefusalReason.NotYourCustody
        : new TransferWithdrawn(person.Id, c.Offer);

    private static Decision Left(IncidentState state, Actor actor, Person person, ChildFacts child, ReportLeftOutsideGate c)
    {
        if (child.Custody is not { } custody)
        {
            return (Refusal)RefusalReason.NotInCare;
        }

        if (!AnswersFor(actor, custody))
        {
            return (Refusal)RefusalReason.NotYourCustody;
        }

        return Limits.Note(c.Note) ?? WithNote(state, person, [.. Leave(state, person, child, c.How)], NoteKind.LeftOutsideGate, c.Note);
    }

    /// <summary>A child is gone from its holder without a hand-over. It counts from here at the latest.</summary>
    internal static IEnumerable<IncidentEvent> Leave(IncidentState state, Person person, ChildFacts child, LeftHow how) =>
        [.. Counting.EndAttempts(state, person), .. Counting.Enter(person.Id, child), new LeftOutsideGate(person.Id, how)];

    private static Decision ConfirmDeath(IncidentState state, Actor actor, Person person, ChildFacts child, ConfirmDeath c)
    {
        if (child.Died)
        {
            return Decision.AlreadySo;
        }

        if (child.Worker != actor.User)
        {
            return (Refusal)RefusalReason.OnlyAssignedWorker;
        }

        return Limits.Text(c.Note, 4000, "Note")
            ?? (Decision)new List<IncidentEvent>(
                [.. Counting.EndAttempts(state, person), .. Counting.Enter(person.Id, child), new DeathConfirmed(person.Id), new NoteGiven(person.Id, person.Records[0], NoteKind.Death, c.Note, default)]);
    }

    /// <summary>Telling a family that a child is alive after all is no smaller thing than the other: two people have to be sure.</summary>
    private static Decision TakeBackDeath(IncidentState state, Actor actor, Person person, ChildFacts child, TakeBackDeath c)
    {
        if (!child.Died)
        {
            return (Refusal)RefusalReason.NoDeathConfirmed;
        }

        if (child.DeathDoubtedBy == actor.User)
        {
            return (Refusal)RefusalReason.NeedsAnotherPerson;
        }

        // Whoever it is with, and whether it is with anybody, has to be looked at afresh.
        return Limits.Text(c.Note, 4000, "Note") ?? (child.DeathDoubtedBy is null
            ? WithNote(state, person, [new DeathDoubted(person.Id)], NoteKind.Death, c.Note)
            : WithNote(state, person, [new DeathTakenBack(person.Id), new AlarmRaised(person.Id)], NoteKind.Death, c.Note));
    }

    private static Decision SetNotCounted(Person person, ChildFacts child, SetNotCounted c) =>
        child.NotCounted == c.Reason ? Decision.AlreadySo
        : child.Died ? (Refusal)RefusalReason.ChildDied
        : child.Custody is not null ? (Refusal)RefusalReason.AlreadyInCare
        // A child who ran or was taken doesn't leave the headline before somebody has answered for that.
        : child.Alarm ? (Refusal)RefusalReason.AlarmNotAnswered
        : new List<IncidentEvent>([.. Counting.Enter(person.Id, child).Where(e => e is ChildEnteredCensus), new ChildNotCounted(person.Id, c.Reason)]);

    /// <summary>The organisation that holds the child answers for it; for a private caregiver, whoever keeps in touch does.</summary>
    internal static bool AnswersFor(Actor actor, Custody custody) =>
        custody.Holder.Organisation is { } holder ? holder == actor.Organisation : Permissions.ReadsAndReports(actor.Role);

    private static Refusal? CheckHolder(IncidentState state, Actor actor, Holder holder, bool mustBeOurs)
    {
        if (holder.Place is { } place && !state.Places.ContainsKey(place))
        {
            return RefusalReason.NoSuchPlace;
        }

        if (holder.Organisation is { } organisation)
        {
            return !state.Organisations.ContainsKey(organisation) ? RefusalReason.NoSuchOrganisation
                // Being offered a child is being told who it is.
                : !mustBeOurs && !state.IsVouchedFor(organisation) ? RefusalReason.NotVouchedFor
                : mustBeOurs && organisation != actor.Organisation ? RefusalReason.NotYourCustody
                : null;
        }

        return holder.Caregiver is { } caregiver && state.Find(caregiver) is { Kind: PersonKind.Adult } ? null : RefusalReason.NoSuchPerson;
    }

    private static Decision WithNote(IncidentState state, Person person, List<IncidentEvent> happened, NoteKind kind, string? note)
    {
        if (!string.IsNullOrWhiteSpace(note) && state.RecordsOf(person).FirstOrDefault() is { } record)
        {
            happened.Add(new NoteGiven(record.Person, record.Id, kind, note, default));
        }

        return happened;
    }
}
