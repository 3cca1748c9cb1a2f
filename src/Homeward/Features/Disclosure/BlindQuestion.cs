using System.Text.Json.Serialization;
using Homeward.Domain;

namespace Homeward.Features.Disclosure;

/// <summary>
/// What one side is asked about the other side's person: closed questions, never about the body. The same ones whatever the other side
/// holds, so that being asked tells nothing.
/// </summary>
[JsonConverter(typeof(SnakeCase<BlindQuestion>))]
public enum BlindQuestion
{
    FirstName,
    Surname,
    Age,
    Mother,
    Father,
    School,
    Town,

    /// <summary>The first name of a child of this adult.</summary>
    Child,
}

/// <summary>Which questions are asked.</summary>
public static class BlindQuestions
{
    private static readonly BlindQuestion[] AboutAChild =
        [BlindQuestion.FirstName, BlindQuestion.Surname, BlindQuestion.Age, BlindQuestion.Mother, BlindQuestion.Father, BlindQuestion.School];

    private static readonly BlindQuestion[] AboutAnAdult = [BlindQuestion.FirstName, BlindQuestion.Surname, BlindQuestion.Child, BlindQuestion.Age, BlindQuestion.Town];

    /// <summary>The questions about a child or an adult.</summary>
    public static IReadOnlyList<BlindQuestion> About(PersonKind kind) => kind == PersonKind.Child ? AboutAChild : AboutAnAdult;
}
