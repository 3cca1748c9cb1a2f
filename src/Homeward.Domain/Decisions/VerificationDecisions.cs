namespace Homeward.Domain;

/// <summary>Sealing what only the family knows, and the report of a hand-over that nobody asked the gate about.</summary>
internal static class VerificationDecisions
{
    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        SealFact c => Seal(state, actor, c),
        ReportHandedOver c => HandedOver(state, actor, c),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Seal(IncidentState state, Actor actor, SealFact c)
    {
        if (state.Find(c.Child) is not { Child: not null } child)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if (FamilyFacts.All(state, child).FirstOrDefault(fact => fact.Id == c.Fact) is not null)
        {
            return (Refusal)RefusalReason.IdAlreadyUsed;
        }

        if (c.SaidBy is { } adult && state.Find(adult) is not { Adult: not null })
        {
            return (Refusal)RefusalReason.NotAnAdult;
        }

        // Whoever talks with the child, or with its parent, has a record of it.
        if (Sight.Of(state, actor).RecordsOf(child).FirstOrDefault() is not { } record)
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        return c.Answer.IsTooLong ? new Refusal(RefusalReason.TextTooLong, nameof(c.Answer), $"{SealedAnswer.Longest}")
            : !c.Answer.SaysSomething ? new Refusal(RefusalReason.TextMissing, nameof(c.Answer))
            : FamilyQuestions.IsFirstGuess(c.Question, c.Answer) ? new Refusal(RefusalReason.TooEasyToGuess, nameof(c.Answer))
            : new FactSealed(record.Person, record.Id, c.Fact, c.Question, c.Answer, c.SaidBy is { } by ? state.Find(by)!.Id : null);
    }

    /// <summary>What has happened is kept, whoever the adult is: a report that is refused is a child nobody knows about.</summary>
    private static Decision HandedOver(IncidentState state, Actor actor, ReportHandedOver c)
    {
        if (state.Find(c.Child) is not { Child: { } facts } child)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if (facts.Died)
        {
            return (Refusal)RefusalReason.ChildDied;
        }

        if (actor.Role != Role.ChildProtection && facts.Custody?.Holder.Organisation != actor.Organisation
            && !facts.Chain.Any(step => step.From?.Organisation == actor.Organisation || step.To?.Organisation == actor.Organisation))
        {
            return (Refusal)RefusalReason.NotYourCustody;
        }

        var events = new List<IncidentEvent>(Counting.EndAttempts(state, child));
        if (c.DetailsOfTo is { } details)
        {
            if (Filing.Check(state, c.To, c.PersonTo, PersonKind.Adult, null, details, c.Note) is { } wrong)
            {
                return wrong;
            }

            if (details.DisplayName() is null)
            {
                return new Refusal(RefusalReason.TextMissing, nameof(PersonDetails.NameAsSaid));
            }

            Filing.Add(events, state, actor, c.To, state.Find(c.PersonTo)?.Id ?? c.PersonTo, PersonKind.Adult, Source.ReleaseDesk, facts.Place, details, note: c.Note);
        }
        else if (!state.Records.TryGetValue(c.To, out var to) || state.Find(to.Person) is not { Kind: PersonKind.Adult })
        {
            return (Refusal)RefusalReason.NoSuchRecord;
        }

        events.AddRange(Counting.Enter(child.Id, facts));
        events.Add(new HandedOverOutsideGate(child.Id, c.To, actor.Organisation));
        return events;
    }
}
