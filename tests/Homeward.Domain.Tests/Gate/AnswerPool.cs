namespace Homeward.Domain.Tests;

/// <summary>
/// A few answers of families with what they mean, written down by hand: the oracle compares the meanings and never asks the code
/// under test whether two answers are alike.
/// </summary>
public static class AnswerPool
{
    private static readonly (string Answer, string Means)[] Pool =
    [
        ("Firulais", "firulais"), ("el firuláis", "firulais"), ("Firulays", "firulais"),
        ("Manchas", "manchas"), ("MANCHAS!", "manchas"),
        ("the red ball", "red ball"), ("la pelota roja", "red ball"),
        ("Tata Chón", "chon"), ("tata chon", "chon"),
        ("Duque", "duque"),
    ];

    private static readonly Dictionary<string, string> Meaning = Pool.ToDictionary(p => p.Answer, p => p.Means);

    public static IReadOnlyList<string> Answers { get; } = [.. Pool.Select(p => p.Answer)];

    public static bool Agree(string one, string other) => Meaning[one] == Meaning[other];

    /// <summary>Any answer that means the same.</summary>
    public static string Alike(string answer, Random random) =>
        Pool.Where(p => p.Means == Meaning[answer]).OrderBy(_ => random.Next()).First().Answer;
}
