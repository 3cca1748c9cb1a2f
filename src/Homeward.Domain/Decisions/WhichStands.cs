namespace Homeward.Domain;

/// <summary>
/// Two records of one child that can't both be true: in the care of two holders, or handed over and still in care. They are
/// linked only by somebody who says which of the two stands; what is set aside is kept as it was, and comes back when the
/// link is taken back.
/// </summary>
public static class WhichStands
{
    /// <summary>Whether two children's whereabouts can't both be true of one child.</summary>
    public static bool IsAsked(IncidentState state, Person one, Person other) =>
        one is { Child: { } a } && other is { Child: { } b } && one.Id != other.Id
        && ((a.Custody is { } with && b.Custody is { } alsoWith && !SameHolder(state, with.Holder, alsoWith.Holder))
            || (Ended(a) && Ended(b))
            || (Ended(a) && b.Custody is not null)
            || (Ended(b) && a.Custody is not null));

    /// <summary>Whether one person's word is enough: two places of one organisation, and nobody handed over or dead.</summary>
    public static bool OneIsEnough(Person one, Person other) =>
        !Ended(one.Child!) && !Ended(other.Child!)
        && one.Child!.Custody?.Holder.Organisation is { } holder && other.Child!.Custody?.Holder.Organisation == holder;

    /// <summary>What somebody said of these two, as long as nothing has happened to either since.</summary>
    public static StandsOver? SaidAlready(Person stands, Person other) =>
        stands.Child!.StandsOver is { } said && said.Other == other.Id && (stands.Child.Chain.Length, other.Child!.Chain.Length) == (said.Steps, said.OtherSteps) ? said : null;

    internal static Decision Decide(IncidentState state, Actor actor, SayWhichStands c)
    {
        if (state.Find(c.Stands) is not { } stands || state.Find(c.Other) is not { } other)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if (stands.Child is not { } facts || other.Child is not { } aside)
        {
            return (Refusal)RefusalReason.NotAChild;
        }

        if (stands.Id == other.Id)
        {
            return (Refusal)RefusalReason.SamePersonAlready;
        }

        var sight = Sight.Of(state, actor);
        if (!sight.SeesRestrictions(stands) || !sight.SeesRestrictions(other))
        {
            // The second of the two may be the one who holds the child that is set aside, and sees no more than that.
            if (SaidAlready(stands, other) is null || (!sight.SeesRestrictions(stands) && !sight.SeesRestrictions(other)))
            {
                return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
            }
        }

        if (!IsAsked(state, stands, other))
        {
            return (Refusal)RefusalReason.NothingToSettle;
        }

        if ((facts.Offer ?? aside.Offer) is not null)
        {
            return (Refusal)RefusalReason.OfferPending;
        }

        // A confirmed death isn't outvoted. Whoever doubts it takes it back first.
        if (aside.Died && !facts.Died)
        {
            return (Refusal)RefusalReason.ChildDied;
        }

        if (c.Lead is { } lead && !(state.Leads.TryGetValue(lead, out var known) && known.Kind == LeadKind.SamePerson && sight.Sees(known) && Joins(state, known, stands, other)))
        {
            return (Refusal)RefusalReason.NoSuchLead;
        }

        return Limits.Text(c.Note, 4000, "Note") ?? Say(state, actor, stands, other, c);
    }

    internal static bool SameHolder(IncidentState state, Holder one, Holder other) =>
        one.Organisation == other.Organisation
        && (one.Caregiver is { } a ? state.Find(a)?.Id : null) == (other.Caregiver is { } b ? state.Find(b)?.Id : null)
        // Two reports of one neighbour may name the place or not; two places of one organisation are two.
        && (one.Place == other.Place || one.Organisation is null);

    private static Decision Say(IncidentState state, Actor actor, Person stands, Person other, SayWhichStands c)
    {
        // Custody has two parties: whoever loses it has a word, or child protection has.
        var forHolder = actor.Role == Role.ChildProtection
            || other.Child!.Custody?.Holder.Organisation is not { } holder || holder == actor.Organisation;
        var said = SaidAlready(stands, other);
        var record = state.RecordsOf(stands).First();
        var note = new NoteGiven(record.Person, record.Id, NoteKind.Custody, c.Note, other.Id.Value);
        var enough = OneIsEnough(stands, other)
            ? forHolder
            : said is not null && said.By != actor.User && (forHolder || said.ForHolder);
        if (!enough)
        {
            return said?.By == actor.User ? (Refusal)RefusalReason.NeedsAnotherPerson
                : new List<IncidentEvent> { new StandsSaid(stands.Id, other.Id, forHolder, stands.Child!.Chain.Length, other.Child!.Chain.Length), note };
        }

        var events = new List<IncidentEvent>(
            [.. Counting.EndAttempts(state, stands), .. Counting.EndAttempts(state, other), new WhichStandsDecided(stands.Id, other.Id), note]);
        if (c.Lead is { } lead && state.Leads[lead].Status is LeadStatus.Open or LeadStatus.CannotTellYet)
        {
            events.Add(new LeadDecided(lead, LeadAnswer.Same));
        }

        events.Add(new PersonsLinked(stands.Id, other.Id, c.Lead));
        // What stands may be a hand-over to an adult whom a restriction on the other record bars.
        if (stands.Child!.ReleasedBy is { } release && Barred.MayMean(state, other, state.Records[state.Releases[release].Claimant].Person))
        {
            events.Add(new AlarmRaised(stands.Id));
        }

        return events;
    }

    private static bool Joins(IncidentState state, Lead lead, Person one, Person other)
    {
        var (left, right) = (state.Find(state.Records[lead.Left].Person)!.Id, state.Find(state.Records[lead.Right].Person)!.Id);
        return (left == one.Id && right == other.Id) || (left == other.Id && right == one.Id);
    }

    private static bool Ended(ChildFacts child) => child.Died || child.ReleasedBy is not null;
}
