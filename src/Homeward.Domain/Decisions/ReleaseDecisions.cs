namespace Homeward.Domain;

/// <summary>The steps at the release desk. Each records one piece of evidence; the last asks the gate.</summary>
internal static class ReleaseDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command, DateTimeOffset now) => command switch
    {
        StartRelease c => Start(state, actor, c),
        SeeIdentity c => OnOpen(state, actor, c.Release, (r, child) =>
            Limits.Note(c.Note) ?? WithDocument(state, r, c, Noted(state, r, new IdentitySeen(child.Id, r.Id, c.How), NoteKind.Identity, c.Note))),
        AnswerFact c => OnOpen(state, actor, c.Release, (r, child) => Answer(state, actor, r, child, c, now)),
        ShowRight c => OnOpen(state, actor, c.Release, (r, child) => ShowRight(state, actor, r, child, c)),
        AskChild c => OnOpen(state, actor, c.Release, (r, child) => Ask(state, r, child, c, now)),
        RaiseDoubt c => OnOpen(state, actor, c.Release, (r, child) =>
            Limits.Note(c.Note) ?? Noted(state, r, new DoubtRaised(child.Id, r.Id), NoteKind.Identity, c.Note)),
        ClearDoubt c => OnOpen(state, actor, c.Release, (r, child) =>
            r.StartedBy == actor.User ? (Refusal)RefusalReason.NeedsAnotherPerson
            : Limits.Text(c.Note, 4000, "Note") ?? Noted(state, r, new DoubtCleared(child.Id, r.Id), NoteKind.Restriction, c.Note)),
        SayNotThisAdult c => OnOpen(state, actor, c.Release, (r, child) => SayNotThisAdult(state, actor, r, child, c)),
        LetSiblingStay c => OnOpen(state, actor, c.Release, (r, child) =>
            r.SiblingsStay.Contains(c.Sibling) ? Decision.AlreadySo
            : state.Find(c.Sibling) is not { } sibling ? (Refusal)RefusalReason.NoSuchPerson
            : new SiblingStays(child.Id, r.Id, sibling.Id)),
        ConfirmAsSecondPerson c => OnOpen(state, actor, c.Release, (r, child) =>
            r.Identity is null || r.Right is null || r.Answer is null ? new Refusal(RefusalReason.GateClosed, Gate: ReleaseGate.Check(state, r, now))
            : r.StartedBy == actor.User || r.Identity.SeenBy == actor.User || r.Supervisor == actor.User ? (Refusal)RefusalReason.NeedsAnotherPerson
            : new SecondPersonConfirmed(child.Id, r.Id)),
        ApproveAsSupervisor c => OnOpen(state, actor, c.Release, (r, child) =>
            r.Identity is null || r.Right is null ? new Refusal(RefusalReason.GateClosed, Gate: ReleaseGate.Check(state, r, now))
            : r.StartedBy == actor.User || r.Identity.SeenBy == actor.User || r.SecondPerson == actor.User ? (Refusal)RefusalReason.NeedsAnotherPerson
            : new SupervisorApproved(child.Id, r.Id)),
        CompleteRelease c => OnOpen(state, actor, c.Release, (r, child) => Complete(state, r, child, now)),
        RefuseRelease c => OnOpen(state, actor, c.Release, (r, child) =>
            Limits.Note(c.Note) ?? Noted(state, r, new ReleaseRefused(child.Id, r.Id, c.Because), NoteKind.Refusal, c.Note)),
        AbandonRelease c => OnOpen(state, actor, c.Release, (r, child) => new ReleaseAbandoned(child.Id, r.Id)),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Start(IncidentState state, Actor actor, StartRelease c)
    {
        if (state.Releases.ContainsKey(c.Release))
        {
            return new Refusal(RefusalReason.IdAlreadyUsed, nameof(c.Release));
        }

        if (state.Find(c.Child) is not { } child)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if (child.Child is not { } facts)
        {
            return (Refusal)RefusalReason.NotAChild;
        }

        if (InTheWay(actor.Organisation, facts) is { } refusal)
        {
            return refusal;
        }

        if (Counting.OpenAttempts(state, child).Any())
        {
            return (Refusal)RefusalReason.ReleaseOpenElsewhere;
        }

        var events = new List<IncidentEvent>();
        if (c.ClaimantDetails is { } details)
        {
            if (Filing.Check(state, c.Claimant, c.ClaimantPerson, PersonKind.Adult, null, details, null) is { } wrong)
            {
                return wrong;
            }

            if (details.DisplayName() is null)
            {
                return new Refusal(RefusalReason.TextMissing, nameof(PersonDetails.NameAsSaid));
            }

            Filing.Add(events, state, actor, c.Claimant, state.Find(c.ClaimantPerson)?.Id ?? c.ClaimantPerson, PersonKind.Adult, Source.ReleaseDesk, facts.Place, details);
        }
        else if (!state.Records.TryGetValue(c.Claimant, out var claimant))
        {
            return (Refusal)RefusalReason.NoSuchRecord;
        }
        else if (state.Find(claimant.Person) is not { Kind: PersonKind.Adult })
        {
            return (Refusal)RefusalReason.NotAnAdult;
        }

        events.Add(new ReleaseStarted(child.Id, c.Release, c.Claimant, actor.Organisation));
        return events;
    }

    private static Decision OnOpen(IncidentState state, Actor actor, Id<Release> id, Func<Release, Person, Decision> decide)
    {
        if (!state.Releases.TryGetValue(id, out var release))
        {
            return (Refusal)RefusalReason.NoSuchRelease;
        }

        if (release.Status != ReleaseStatus.Open)
        {
            return (Refusal)RefusalReason.ReleaseNotOpen;
        }

        // A second person or a supervisor of child protection may come from elsewhere; everybody else stands at this desk.
        return release.DeskOrganisation == actor.Organisation || actor.Role == Role.ChildProtection
            ? decide(release, state.Find(release.Child)!)
            : (Refusal)RefusalReason.BelongsToAnotherOrganisation;
    }

    private static Decision ShowRight(IncidentState state, Actor actor, Release release, Person child, ShowRight c)
    {
        if (c.Kind == RightToCollect.CourtDocument && string.IsNullOrWhiteSpace(c.CourtDocument))
        {
            return (Refusal)RefusalReason.CourtDocumentNeeded;
        }

        if (Limits.Note(c.CourtDocument) is { } wrong)
        {
            return wrong;
        }

        var right = new RightEvidence(c.Kind, c.Reference, actor.User, default);
        return RightToCollectChild.Stands(state, right, child)
            ? Noted(state, release, new RightShown(child.Id, release.Id, c.Kind, c.Reference), NoteKind.CourtDocument, c.CourtDocument)
            : (Refusal)RefusalReason.RightNotFound;
    }

    private static Decision WithDocument(IncidentState state, Release release, SeeIdentity c, Decision decided) =>
        c.Document is { } document && decided is Decision.Accepted accepted
            ? new List<IncidentEvent>([.. accepted.Events, new DocumentShown(state.Records[release.Claimant].Person, release.Claimant, release.Id, document)])
            : decided;

    private static Decision Answer(IncidentState state, Actor actor, Release release, Person child, AnswerFact c, DateTimeOffset now)
    {
        var facts = FamilyFacts.Of(state, release);
        if (facts.OfAdult.Concat(facts.OfChild).FirstOrDefault(asked => asked.Id == c.Fact) is not { } fact)
        {
            return (Refusal)RefusalReason.NoSuchFact;
        }

        // Whoever heard the answer when it was sealed could help somebody to it.
        if (fact.By == actor.User)
        {
            return (Refusal)RefusalReason.NeedsAnotherPerson;
        }

        // What stands against the hand-over ends the asking: nobody finds out answers at a closed gate.
        if (ReleaseGate.Check(state, release, now) is ReleaseGate.Answer.NotYet held)
        {
            return new Refusal(RefusalReason.GateClosed, Gate: held);
        }

        return facts.TriesLeft(fact) <= 0 || Counting.Attempts(state, child).Sum(attempt => attempt.Tries.Length) >= FamilyFacts.TriesPerChild ? (Refusal)RefusalReason.TriesUsedUp
            : Limits.Text(c.Said, 200, nameof(c.Said)) ?? (Decision)new FactTried(child.Id, release.Id, fact.Id, fact.Answer.Agrees(fact.Question, c.Said));
    }

    private static Decision Ask(IncidentState state, Release release, Person child, AskChild c, DateTimeOffset now) =>
        // A no is never talked into a yes: it ends this attempt, and the next one needs a supervisor.
        release.Answer?.Says == ChildSays.No ? new Refusal(RefusalReason.GateClosed, Gate: ReleaseGate.Check(state, release, now))
        : c.Says == ChildSays.TooYoung && !ReleaseGate.MayBeTooYoung(state, child) ? (Refusal)RefusalReason.TooOldForTooYoung
        : new ChildAsked(child.Id, release.Id, c.Says);

    private static Decision SayNotThisAdult(IncidentState state, Actor actor, Release release, Person child, SayNotThisAdult c)
    {
        if (Barred.StandingOrPossible(state, child).FirstOrDefault(r => r.Id == c.Restriction) is not { } restriction)
        {
            return (Refusal)RefusalReason.NoSuchRestriction;
        }

        if (release.StartedBy == actor.User)
        {
            return (Refusal)RefusalReason.NeedsAnotherPerson;
        }

        return Barred.Means(state, restriction, state.Records[release.Claimant]) == Bars.Yes
            ? (Refusal)RefusalReason.RestrictionVerified
            : Limits.Text(c.Note, 4000, "Note") ?? Noted(state, release, new NotThisAdult(child.Id, release.Id, c.Restriction), NoteKind.Restriction, c.Note);
    }

    private static Decision Complete(IncidentState state, Release release, Person child, DateTimeOffset now)
    {
        // The desk that started must still be the one that answers for the child.
        if (InTheWay(release.DeskOrganisation, child.Child!) is { } refusal)
        {
            return refusal;
        }

        return ReleaseGate.Check(state, release, now) switch
        {
            ReleaseGate.Answer.Open => new ReleaseCompleted(child.Id, release.Id),
            var closed => new Refusal(RefusalReason.GateClosed, Gate: closed),
        };
    }

    private static Refusal? InTheWay(Id<Organisation> desk, ChildFacts child) =>
        child.Died ? RefusalReason.ChildDied
        : child.ReleasedBy is not null ? RefusalReason.AlreadyReleased
        : child.Custody is not { } custody ? RefusalReason.NotInCare
        : child.Offer is not null ? RefusalReason.OfferPending
        : custody.Holder.Organisation is { } holder && holder != desk ? RefusalReason.NotYourCustody
        : null;

    private static Decision Noted(IncidentState state, Release release, IncidentEvent happened, NoteKind kind, string? note)
    {
        if (string.IsNullOrWhiteSpace(note))
        {
            return happened;
        }

        var record = state.Records[release.Claimant];
        return new List<IncidentEvent> { happened, new NoteGiven(record.Person, record.Id, kind, note, release.Id.Value) };
    }
}
