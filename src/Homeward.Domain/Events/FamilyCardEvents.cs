namespace Homeward.Domain;

/// <summary>From now on families are answered on the open pages, and what strangers write there goes to this organisation.</summary>
/// <param name="HelpNumber">The telephone number on every open page.</param>
/// <param name="OtherLanguages">The number for languages the pages are not written in, if it is another one.</param>
public sealed record FamilyPageOpened(string HelpNumber, string? OtherLanguages, Id<Organisation> AnsweredBy) : IncidentWideEvent;

/// <summary>The open pages of this incident answer nobody any more.</summary>
public sealed record FamilyPageClosed : IncidentWideEvent;

/// <summary>An event of one family's card, on a stream of its own: what a stranger tries there moves nobody's record.</summary>
public abstract record FamilyCardEvent(Id<FamilyCard> Card) : IncidentEvent
{
    /// <inheritdoc/>
    public sealed override Guid Stream => Card.Value;
}

/// <summary>An adult was given a card. Its code and its PIN are here as keyed prints only.</summary>
public sealed record FamilyCardIssued(Id<FamilyCard> Card, Id<Person> Adult, Guid CodePrint, Guid PinPrint, Id<Organisation> Organisation) : FamilyCardEvent(Card);

public sealed record FamilyCardRevoked(Id<FamilyCard> Card) : FamilyCardEvent(Card);

/// <summary>A worker says what the card answers; null lets it follow from the facts again.</summary>
public sealed record FamilyAnswerSaid(Id<FamilyCard> Card, FamilyAnswer? Answer) : FamilyCardEvent(Card);

/// <summary>Somebody knew the code and not the PIN.</summary>
public sealed record FamilyCardMistyped(Id<FamilyCard> Card) : FamilyCardEvent(Card);
