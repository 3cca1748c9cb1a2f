using System.Security.Cryptography;

namespace Homeward.Domain;

/// <summary>Leads: proposed by the follower, decided by people. A rejected one stays rejected; every decision can be undone.</summary>
internal static class LeadDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        ProposeLead c => Propose(state, c),
        WithdrawLead c => Withdraw(state, c),
        DecideLead c => DecideLead(state, actor, c),
        UndoLeadDecision c => Undo(state, actor, c),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Propose(IncidentState state, ProposeLead c)
    {
        if (!state.Records.ContainsKey(c.Left) || !state.Records.ContainsKey(c.Right))
        {
            return (Refusal)RefusalReason.NoSuchRecord;
        }

        if (c.Kind == LeadKind.SamePerson && state.SamePerson(c.Left, c.Right))
        {
            return (Refusal)RefusalReason.SamePersonAlready;
        }

        if (!Fits(c.Kind, state.People[state.Records[c.Left].Person].Kind, state.People[state.Records[c.Right].Person].Kind))
        {
            return (Refusal)RefusalReason.DifferentKinds;
        }

        if (c.Lead.Value == Guid.Empty || state.People.ContainsKey(new(c.Lead.Value)))
        {
            return new Refusal(RefusalReason.IdAlreadyUsed, nameof(c.Lead));
        }

        if (state.Leads.TryGetValue(c.Lead, out var known))
        {
            switch (known.Status)
            {
                case LeadStatus.Rejected:
                    return (Refusal)RefusalReason.LeadStaysRejected;
                case LeadStatus.Confirmed:
                    return (Refusal)RefusalReason.LeadDecidedAlready;
                // Whoever could not tell is asked again when it has become another kind of lead, not when its chance moved a little.
                case LeadStatus.CannotTellYet when known.Band == c.Band:
                case LeadStatus.Open when (known.Band, known.Probability) == (c.Band, c.Probability):
                    return Decision.AlreadySo;
            }
        }

        return new LeadProposed(c.Lead, c.Kind, c.Left, c.Right, c.Bits, c.Probability, c.Band, c.Reasons);
    }

    private static bool Fits(LeadKind kind, PersonKind left, PersonKind right) => kind switch
    {
        LeadKind.SamePerson => left == right,
        LeadKind.Siblings => (left, right) is (PersonKind.Child, PersonKind.Child),
        _ => left != right,
    };

    private static Decision Withdraw(IncidentState state, WithdrawLead c) =>
        !state.Leads.TryGetValue(c.Lead, out var lead) ? (Refusal)RefusalReason.NoSuchLead
        // What holds a hand-over isn't dropped by a machine because somebody corrected a name.
        : Barred.Holds(state, lead) ? Decision.AlreadySo
        // Nor what two organisations are already talking about.
        : LeadDisclosure.Of(state, lead, default).Step >= DisclosureStep.Names ? Decision.AlreadySo
        : lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet ? new LeadWithdrawn(c.Lead)
        : Decision.AlreadySo;

    private static Decision DecideLead(IncidentState state, Actor actor, DecideLead c)
    {
        if (!state.Leads.TryGetValue(c.Lead, out var lead))
        {
            return (Refusal)RefusalReason.NoSuchLead;
        }

        if (lead.Status is not (LeadStatus.Open or LeadStatus.CannotTellYet))
        {
            return (Refusal)RefusalReason.LeadDecidedAlready;
        }

        // Deciding means comparing both sides, and nobody compares what they may not see.
        if (!Sight.Of(state, actor).Sees(lead))
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        if (c.Answer == LeadAnswer.NotTheSame && Barred.Holds(state, lead))
        {
            // As for taking a link back: a restriction of one side would no longer hold for the other.
            if (!Permissions.Supervises(actor.Role))
            {
                return (Refusal)RefusalReason.NeedsSupervisor;
            }

            var children = new[] { lead.Left, lead.Right }.Select(record => state.Find(state.Records[record].Person)!);
            if (children.SelectMany(child => Counting.OpenAttempts(state, child)).Any(release => release.StartedBy == actor.User))
            {
                return (Refusal)RefusalReason.NeedsAnotherPerson;
            }
        }

        var decided = new LeadDecided(c.Lead, c.Answer);
        if (c.Answer != LeadAnswer.Same)
        {
            return decided;
        }

        var (left, right) = (state.Records[lead.Left].Person, state.Records[lead.Right].Person);
        switch (lead.Kind)
        {
            case LeadKind.SamePerson when state.SamePerson(lead.Left, lead.Right):
                return decided;

            case LeadKind.SamePerson:
                var link = FamilyDecisions.Link(state, left, right, lead.Id);
                return link is Decision.Accepted linked ? new List<IncidentEvent>([decided, .. linked.Events]) : link;

            case LeadKind.Siblings when state.SamePerson(lead.Left, lead.Right):
                return (Refusal)RefusalReason.SamePersonAlready;

            case LeadKind.Siblings:
                return new List<IncidentEvent> { decided, new SiblingsNoted(state.Find(left)!.Id, state.Find(right)!.Id) };

            case LeadKind.ParentAndChild when state.Relationships.ContainsKey(RelationshipOf(lead)):
                // Claimed by this lead once before, and looked into since: what was found stands.
                return decided;

            default:
                var (adult, child) = state.People[left].Kind == PersonKind.Adult ? (left, right) : (right, left);
                return new List<IncidentEvent>
                {
                    decided,
                    new RelationshipClaimed(state.Find(child)!.Id, RelationshipOf(lead), state.Find(adult)!.Id, Kinship.Unknown, lead.Id),
                };
        }
    }

    private static Decision Undo(IncidentState state, Actor actor, UndoLeadDecision c)
    {
        if (!state.Leads.TryGetValue(c.Lead, out var lead))
        {
            return (Refusal)RefusalReason.NoSuchLead;
        }

        if (lead.Status is not (LeadStatus.Confirmed or LeadStatus.Rejected))
        {
            return (Refusal)RefusalReason.LeadNotDecided;
        }

        if (!Sight.Of(state, actor).Sees(lead))
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        var events = new List<IncidentEvent> { new LeadReopened(c.Lead) };
        if (lead.Status == LeadStatus.Rejected)
        {
            return events;
        }

        var (left, right) = (state.People[state.Records[lead.Left].Person], state.People[state.Records[lead.Right].Person]);
        switch (lead.Kind)
        {
            case LeadKind.SamePerson:
                // Only the link this decision made is taken back: it may join persons that stand for a whole chain.
                if (LinkMadeBy(state, lead, left, right) is { } joined)
                {
                    return FamilyDecisions.Unlink(state, actor, joined.CountedAs!.Value, joined.Id) is Decision.Accepted unlinked
                        ? new List<IncidentEvent>([.. events, .. unlinked.Events])
                        : (Refusal)RefusalReason.NeedsSupervisor;
                }

                break;

            case LeadKind.Siblings:
                if (state.Resolve(left).Child!.Siblings.Contains(state.Resolve(right).Id))
                {
                    events.Add(new SiblingsParted(state.Resolve(left).Id, state.Resolve(right).Id));
                }

                break;

            default:
                // Verified since then, it no longer rests on the lead alone.
                if (state.Relationships.TryGetValue(RelationshipOf(lead), out var claimed) && claimed.Status == RelationshipStatus.Claimed)
                {
                    events.Add(new RelationshipWithdrawn(claimed.Child, claimed.Id));
                }

                break;
        }

        return events;
    }

    private static Person? LinkMadeBy(IncidentState state, Lead lead, Person left, Person right) =>
        Upwards(state, left).Concat(Upwards(state, right)).FirstOrDefault(person => person.CountedFrom == lead.Id);

    private static IEnumerable<Person> Upwards(IncidentState state, Person person)
    {
        yield return person;
        while (person.CountedAs is { } next)
        {
            person = state.People[next];
            yield return person;
        }
    }

    /// <summary>The relationship a confirmed family lead claims has an id of its own, worked out from the lead's.</summary>
    private static Id<Relationship> RelationshipOf(Lead lead) =>
        new(new Guid(SHA256.HashData([.. lead.Id.Value.ToByteArray(), .. "relationship"u8]).AsSpan(0, 16)));
}
