namespace Homeward.Domain;

/// <summary>The open pages of an incident, while there are any.</summary>
/// <param name="HelpNumber">The telephone number on every one of them.</param>
/// <param name="OtherLanguages">The number for other languages, if it is another one.</param>
/// <param name="AnsweredBy">Who reads what strangers write there.</param>
public sealed record FamilyPage(string HelpNumber, string? OtherLanguages, Id<Organisation> AnsweredBy);

/// <summary>A card with a code and a PIN that a worker gave to a parent or relative. It opens one sentence and nothing else.</summary>
/// <param name="CodePrint">The code as a keyed print: who has the journal and not its keys can't try codes.</param>
/// <param name="PinPrint">Code and PIN together, stretched and keyed.</param>
/// <param name="Organisation">Of the worker who gave it.</param>
/// <param name="Mistyped">How often the code was right and the PIN wrong.</param>
/// <param name="Said">The answer a worker chose; null lets it follow from the facts.</param>
public sealed record FamilyCard(
    Id<FamilyCard> Id, Id<Person> Adult, Guid CodePrint, Guid PinPrint, Id<Organisation> Organisation, Id<User> IssuedBy, DateTimeOffset IssuedAt, int Version,
    int Mistyped = 0, bool Revoked = false, FamilyAnswer? Said = null)
{
    /// <summary>How many wrong PINs a card bears. After that it answers nobody and a person helps.</summary>
    public const int MostMistyped = 5;

    /// <summary>Whether the right PIN still opens it.</summary>
    public bool Answers => !Revoked && Mistyped < MostMistyped;
}

/// <summary>The sentences a card can answer with.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<FamilyAnswer>))]
public enum FamilyAnswer { NoNewsYet, PersonWillCall, ComeToTheSite, CallUs }

/// <summary>Which sentence a card answers with.</summary>
public static class FamilyAnswers
{
    /// <summary>
    /// What a worker chose; otherwise that a person will call, once one of the family's children is found and a worker has verified that this adult is
    /// who they say. A claimed relationship moves nothing: whoever invents one would learn by it that the child is known.
    /// </summary>
    public static FamilyAnswer Of(IncidentState state, FamilyCard card)
    {
        if (state.Find(card.Adult) is not { } adult)
        {
            return card.Said ?? FamilyAnswer.NoNewsYet;
        }

        var ties = state.Cluster(adult).SelectMany(member => member.Relationships).Select(id => state.Relationships[id])
            .Where(tie => tie.Status != RelationshipStatus.Refuted).Select(tie => (tie.Status, Child: state.Find(tie.Child)!)).ToList();
        var restricted = ties.Exists(tie => Barred.StandingOrPossible(state, tie.Child).Any());

        // A restriction is stronger than what somebody chose before they knew of it: nobody is sent to the site on it.
        return card.Said is { } said ? restricted && said == FamilyAnswer.ComeToTheSite ? FamilyAnswer.CallUs : said
            : !restricted && ties.Exists(tie => tie.Status == RelationshipStatus.Verified && IsFound(tie.Child)) ? FamilyAnswer.PersonWillCall
            : FamilyAnswer.NoNewsYet;
    }

    // A death is told by a person and never by a page, also not by a sentence that changes.
    private static bool IsFound(Person child) =>
        child.Child!.State is ChildState.LocatedUnaccompanied or ChildState.InInterimCare or ChildState.WithParentOrVerifiedCaregiver;
}
