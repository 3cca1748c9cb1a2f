using System.Numerics;

namespace Homeward.Linkage;

/// <summary>What a word counts as, for its frequency.</summary>
internal enum TokenRole
{
    Given = 0,
    Surname = 1,
    Town = 2,
    School = 3,
    Place = 4,

    /// <summary>The given name of an adult, which another generation bears than a child's.</summary>
    AdultGiven = 5,
}

/// <summary>One distinct word of all records, with what comparing it again and again would otherwise recompute.</summary>
internal sealed class NameToken
{
    private readonly int[] counts = new int[6];

    internal NameToken(string text)
    {
        Text = text;
        Sound = SpanishSound.Of(text);
        SoundHash = KeyHash.OfText(Sound);
        Formals = Nicknames.Formals(text);
        GivenPrior = NameFrequencies.Given(text);
        SurnamePrior = NameFrequencies.Surname(text);
        foreach (var letter in text)
        {
            Letters |= 1UL << (letter & 63);
        }
    }

    internal string Text { get; }

    internal string Sound { get; }

    internal ulong SoundHash { get; }

    internal int[] Formals { get; }

    internal float GivenPrior { get; }

    internal float SurnamePrior { get; }

    /// <summary>Which letters occur (modulo 64): two words with few letters in common cannot be similar.</summary>
    internal ulong Letters { get; }

    /// <summary>How many encoded records refer to this word, in any place; at zero it is forgotten.</summary>
    internal int References { get; set; }

    internal ref int Count(TokenRole role) => ref counts[(int)role];

    internal int LettersMissingIn(NameToken other) => BitOperations.PopCount(Letters & ~other.Letters);
}
