namespace Homeward.Domain;

/// <summary>The open pages of an incident, and the cards that open a sentence there.</summary>
internal static class FamilyCardDecisions
{
    private const int NumberLength = 40;

    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        OpenFamilyPage c => Open(state, c),
        CloseFamilyPage => state.FamilyPage is null ? Decision.AlreadySo : new FamilyPageClosed(),
        IssueFamilyCard c => Issue(state, actor, c),
        RevokeFamilyCard c => Find(state, c.Card) is not { } card ? RefusalReason.NoSuchCard.Refused()
            : !Reads(state, actor, card.Adult) ? RefusalReason.BelongsToAnotherOrganisation.Refused()
            : card.Revoked ? Decision.AlreadySo : new FamilyCardRevoked(card.Id),
        SayFamilyAnswer c => Find(state, c.Card) is not { } card ? RefusalReason.NoSuchCard.Refused()
            : !Reads(state, actor, card.Adult) ? RefusalReason.BelongsToAnotherOrganisation.Refused()
            : card.Said == c.Answer ? Decision.AlreadySo : new FamilyAnswerSaid(card.Id, c.Answer),
        CountMistypedPin c => Find(state, c.Card) is not { } card ? RefusalReason.NoSuchCard.Refused()
            // What a closed card is tried with after that is not worth a line: nobody can fill the journal with it.
            : card.Answers ? new FamilyCardMistyped(card.Id) : Decision.AlreadySo,
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Open(IncidentState state, OpenFamilyPage c)
    {
        if (Limits.Text(c.HelpNumber, NumberLength, nameof(c.HelpNumber)) is { } wrong)
        {
            return wrong;
        }

        if (c.OtherLanguages?.Length > NumberLength)
        {
            return new Refusal(RefusalReason.TextTooLong, nameof(c.OtherLanguages), $"{c.OtherLanguages.Length}");
        }

        return !state.Organisations.ContainsKey(c.AnsweredBy) ? new Refusal(RefusalReason.NoSuchOrganisation, nameof(c.AnsweredBy))
            : state.FamilyPage == new FamilyPage(c.HelpNumber, c.OtherLanguages, c.AnsweredBy) ? Decision.AlreadySo
            : new FamilyPageOpened(c.HelpNumber, c.OtherLanguages, c.AnsweredBy);
    }

    private static Decision Issue(IncidentState state, Actor actor, IssueFamilyCard c)
    {
        if (state.Find(c.Adult) is not { } adult)
        {
            return (Refusal)RefusalReason.NoSuchPerson;
        }

        if (adult.Adult is null)
        {
            return (Refusal)RefusalReason.NotAnAdult;
        }

        if (!Reads(state, actor, adult.Id))
        {
            return (Refusal)RefusalReason.BelongsToAnotherOrganisation;
        }

        // Two cards with one code could not be told apart.
        if (state.VersionOf(c.Card.Value) != 0 || c.Card.Value == Guid.Empty || state.CardsByCode.ContainsKey(c.CodePrint))
        {
            return new Refusal(RefusalReason.IdAlreadyUsed, nameof(c.Card));
        }

        // Whoever gets a new card has lost the old one, or somebody else has it.
        return
        (IncidentEvent[])[
            .. state.CardsOf(adult).Where(card => !card.Revoked).Select(card => new FamilyCardRevoked(card.Id)),
            new FamilyCardIssued(c.Card, adult.Id, c.CodePrint, c.PinPrint, actor.Organisation),
        ];
    }

    private static bool Reads(IncidentState state, Actor actor, Id<Person> adult) =>
        state.Find(adult) is { } person && Sight.Of(state, actor).RecordsOf(person).Any();

    private static FamilyCard? Find(IncidentState state, Id<FamilyCard> id) => state.FamilyCards.TryGetValue(id, out var card) ? card : null;

    private static Decision Refused(this RefusalReason reason) => (Refusal)reason;
}
