namespace Homeward.Domain;

/// <summary>
/// The steps in which two organisations that don't see each other's records come to know of each other's half of a family.
/// Each is asked of those who decide leads, for the side whose record they may read.
/// </summary>
internal static class DisclosureDecisions
{
    /// <summary>How many sheets of questions one person may have compared in an hour, over all leads.</summary>
    public const int SheetsPerHour = 12;

    /// <summary>How many first names or pairs of records one person may open in an hour this way.</summary>
    public const int OpeningsPerHour = 20;

    /// <summary>With fewer answers one could ask one thing at a time.</summary>
    public const int FewestAnswers = 2;

    public static Decision Decide(IncidentState state, Actor actor, Command command, DateTimeOffset now) => command switch
    {
        CompareBlindAnswers c => OnSide(state, actor, c.Lead, now, (disclosure, side) => Compare(state, actor, disclosure, side, c, now)),
        AgreeToNames c => OnSide(state, actor, c.Lead, now, (disclosure, side) => Agree(actor, disclosure, side)),
        OpenFirstNames c => OnSide(state, actor, c.Lead, now, (disclosure, side) =>
            disclosure.HasOpenedNames(actor.User) ? Decision.AlreadySo
            : disclosure.Asks(side, actor.User) != DisclosureAsks.OpenNames ? NotNow
            : Spent(state, actor, now, OpeningsPerHour, DisclosureActKind.OpenedNames, DisclosureActKind.TakenUp) ?? (Decision)new FirstNamesOpened(c.Lead, side, actor.Organisation)),
        AgreeToContact c => OnSide(state, actor, c.Lead, now, (disclosure, side) =>
            disclosure.Asks(side, actor.User) == DisclosureAsks.AgreeToContact ? new ContactAgreedTo(c.Lead, side, actor.Organisation) : NotNow),
        StopDisclosure c => OnSide(state, actor, c.Lead, now, (disclosure, side) =>
            disclosure.Hindrance == DisclosureHindrance.Stopped ? Decision.AlreadySo
            : !disclosure.IsOpen || disclosure.Step == DisclosureStep.Contact ? NotNow
            : new DisclosureStopped(c.Lead, side, actor.Organisation)),
        SharePlan c => OnSide(state, actor, c.Lead, now, (disclosure, side) => Share(state, disclosure, side, c)),
        ResumeDisclosure c => Find(state, c.Lead, now) is not { } disclosure ? (Refusal)RefusalReason.NoSuchLead
            : disclosure.IsOpen && disclosure.Hindrance is not null ? new DisclosureResumed(c.Lead)
            : NotNow,
        TakeUpLead c => Find(state, c.Lead, now) is not { } disclosure ? (Refusal)RefusalReason.NoSuchLead
            : disclosure.IsTakenUpBy(actor.User) ? Decision.AlreadySo
            : !disclosure.MayBeTakenUp ? NotNow
            : Spent(state, actor, now, OpeningsPerHour, DisclosureActKind.OpenedNames, DisclosureActKind.TakenUp) ?? (Decision)new LeadTakenUp(c.Lead, actor.Organisation),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision NotNow => (Refusal)RefusalReason.NotAskedNow;

    private static Decision OnSide(IncidentState state, Actor actor, Id<Lead> id, DateTimeOffset now, Func<LeadDisclosure, LeadSide, Decision> decide) =>
        Find(state, id, now) is not { } disclosure ? (Refusal)RefusalReason.NoSuchLead
        : disclosure.SideOf(Sight.Of(state, actor)) is { } side ? decide(disclosure, side)
        : (Refusal)RefusalReason.BelongsToAnotherOrganisation;

    private static LeadDisclosure? Find(IncidentState state, Id<Lead> id, DateTimeOffset now) =>
        state.Leads.TryGetValue(id, out var lead) ? LeadDisclosure.Of(state, lead, now) : null;

    private static Decision Compare(IncidentState state, Actor actor, LeadDisclosure disclosure, LeadSide side, CompareBlindAnswers c, DateTimeOffset now)
    {
        if (disclosure.Asks(side, actor.User) is not (DisclosureAsks.Answers or DisclosureAsks.AnswersAgain))
        {
            return NotNow;
        }

        // The answers were compared with what the other record said a moment ago.
        var compared = state.Records[disclosure.RecordOf(LeadDisclosure.Other(side))];
        return c.ComparedWith != compared.Recorded ? (Refusal)RefusalReason.SomebodyWasFaster
            : c.Agree < 0 || c.Differ < 0 || c.Unknown < 0 || c.Agree + c.Differ + c.Unknown < FewestAnswers ? new Refusal(RefusalReason.TooFewAnswers)
            : Spent(state, actor, now, SheetsPerHour, DisclosureActKind.Answered)
                ?? (Decision)new BlindAnswersCompared(c.Lead, side, actor.Organisation, c.Agree, c.Differ, c.Unknown);
    }

    private static Decision Agree(Actor actor, LeadDisclosure disclosure, LeadSide side)
    {
        // Two people of each side: nobody counts twice, not even after changing sides.
        var agreed = new[] { LeadSide.Left, LeadSide.Right }.SelectMany(disclosure.AgreedToNames).ToList();
        return agreed.Contains(actor.User) ? (Refusal)RefusalReason.NeedsAnotherPerson
            : disclosure.Asks(side, actor.User) == DisclosureAsks.AgreeToNames ? new NamesAgreedTo(disclosure.Lead.Id, side, actor.Organisation)
            : NotNow;
    }

    private static Decision Share(IncidentState state, LeadDisclosure disclosure, LeadSide side, SharePlan c)
    {
        if (disclosure.Step < DisclosureStep.Names)
        {
            return NotNow;
        }

        var record = state.Records[disclosure.RecordOf(side)];
        return Limits.Text(c.Text, 1000, nameof(c.Text)) ?? (Decision)new NoteGiven(record.Person, record.Id, NoteKind.Plan, c.Text, c.Lead.Value);
    }

    /// <summary>A refusal when this person did so much of this in the last hour; only leads somebody acted on are looked at.</summary>
    private static Refusal? Spent(IncidentState state, Actor actor, DateTimeOffset now, int most, params DisclosureActKind[] kinds) =>
        state.Disclosures.Values.SelectMany(disclosure => disclosure.Acts)
            .Count(act => act.By == actor.User && act.At > now.AddHours(-1) && kinds.Contains(act.Kind)) >= most
            ? RefusalReason.BudgetSpent
            : null;
}
