namespace Homeward.Domain;

/// <summary>
/// Opening one person for half an hour: in an emergency, loudly, with the second person who looks at it afterwards; or quietly, with the code of the
/// wristband or card in hand.
/// </summary>
internal static class GlassDecisions
{
    /// <summary>How often one person may do so in a day.</summary>
    public const int MostPerDay = 3;

    public static Decision Decide(IncidentState state, Actor actor, Command command, DateTimeOffset now) => command switch
    {
        BreakGlass c => Break(state, actor, c, now),
        ReviewGlass c => Review(state, actor, c),
        ShowByCode c => Show(state, actor, c),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Break(IncidentState state, Actor actor, BreakGlass c, DateTimeOffset now)
    {
        if (state.BrokenGlass.ContainsKey(c.Glass))
        {
            return Decision.AlreadySo;
        }

        if (state.Find(c.Child) is not { Child: not null } child)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if (Limits.Text(c.Words, 1000, nameof(c.Words)) is { } wrong)
        {
            return wrong;
        }

        if (!state.IsVouchedFor(actor.Organisation))
        {
            return (Refusal)RefusalReason.NotVouchedFor;
        }

        // Whoever reads the child anyway needs no emergency.
        if (Sight.Of(state, actor).RecordsOf(child).Any() || state.RecordsOf(child).FirstOrDefault() is not { } record)
        {
            return Decision.AlreadySo;
        }

        return state.BrokenGlass.Values.Count(glass => glass.By == actor.User && glass.At > now.AddDays(-1)) >= MostPerDay
            ? (Refusal)RefusalReason.BudgetSpent
            : new List<IncidentEvent>
            {
                new GlassBroken(child.Id, c.Glass, c.Reason, actor.Organisation),
                new NoteGiven(record.Person, record.Id, NoteKind.BrokenGlass, c.Words, c.Glass.Value),
            };
    }

    private static Decision Show(IncidentState state, Actor actor, ShowByCode c) =>
        state.Find(c.Person) is not { } person ? (Refusal)RefusalReason.NoSuchPerson
        : !state.IsVouchedFor(actor.Organisation) ? (Refusal)RefusalReason.NotVouchedFor
        : Sight.Of(state, actor).RecordsOf(person).Any() || !state.RecordsOf(person).Any() ? Decision.AlreadySo
        : new PersonShownByCode(person.Id, actor.Organisation);

    private static Decision Review(IncidentState state, Actor actor, ReviewGlass c) =>
        !state.BrokenGlass.TryGetValue(c.Glass, out var glass) ? (Refusal)RefusalReason.NoSuchRecord
        : glass.By == actor.User ? (Refusal)RefusalReason.NeedsAnotherPerson
        : glass.WasRight is not null ? Decision.AlreadySo
        : actor.Role == Role.PrivacyOfficer || glass.Concerns(state, actor.Organisation) ? new GlassReviewed(glass.Child, glass.Id, c.WasRight)
        : (Refusal)RefusalReason.BelongsToAnotherOrganisation;
}
