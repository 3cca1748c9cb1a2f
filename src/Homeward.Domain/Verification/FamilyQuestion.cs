using System.Text.Json.Serialization;

namespace Homeward.Domain;

/// <summary>
/// What only the family knows: closed questions with short answers, asked by trained staff. Never about the body, never about
/// papers or origin. The list is fixed, so that nobody improvises at a desk.
/// </summary>
[JsonConverter(typeof(SnakeCase<FamilyQuestion>))]
public enum FamilyQuestion
{
    PetsName,
    GrandmotherCalled,
    CalledAtHome,
    BestFriend,
    FavouriteToy,
    Song,
    Breakfast,
    FrontDoor,
}

/// <summary>What is known about the questions themselves.</summary>
public static class FamilyQuestions
{
    /// <summary>Whether a stranger may well guess it: asked only when there are too few others.</summary>
    public static bool IsEasy(FamilyQuestion question) => question is FamilyQuestion.Breakfast or FamilyQuestion.FrontDoor;

    /// <summary>Whether an answer is one that anybody would say first, such as "Grandma" for what a grandmother is called: it is not sealed.</summary>
    public static bool IsFirstGuess(FamilyQuestion question, SealedAnswer answer) => answer.IsFirstGuess(question);
}
