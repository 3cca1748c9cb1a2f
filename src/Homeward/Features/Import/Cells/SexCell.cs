using Homeward.Domain;
using Homeward.Text;

namespace Homeward.Features.Import;

/// <summary>
/// What M stands for in a column of sexes. Beside F it is male or masculino; beside H (hombre) it is mujer.
/// A column with nothing but M proves neither, and is left unknown rather than turned around.
/// </summary>
/// <param name="SawF">F or a longer word for female that starts with it occurs.</param>
/// <param name="SawH">H occurs.</param>
public readonly record struct SexLetters(bool SawF, bool SawH)
{
    /// <summary>The letters seen, with those of one more cell.</summary>
    public SexLetters With(string cell) => cell.Trim('.', ' ') switch
    {
        "f" or "F" => this with { SawF = true },
        "h" or "H" => this with { SawH = true },
        _ => this,
    };

    /// <summary>What a lone M means in this column.</summary>
    public Sex M => (SawF, SawH) switch
    {
        (true, false) => Sex.Male,
        (false, true) => Sex.Female,
        _ => Sex.Unknown,
    };
}

/// <summary>Reads a sex in English and Spanish.</summary>
public static class SexCell
{
    /// <summary>Reads one cell, or says why it can't be told.</summary>
    /// <param name="cell">A cleaned cell that is not empty.</param>
    /// <param name="letters">What the whole column says about M.</param>
    public static (Sex Sex, ProblemKind? Problem) Read(string cell, SexLetters letters) => Accents.Fold(cell).Trim('.', ' ') switch
    {
        "f" or "fem" or "female" or "femenino" or "femenina" or "femme" or "girl" or "woman" or "mujer" or "nina" or "muchacha" or "hembra" or "w" => (Sex.Female, null),
        "male" or "masculino" or "masc" or "boy" or "man" or "hombre" or "nino" or "muchacho" or "varon" or "h" => (Sex.Male, null),
        "m" => (letters.M, letters.M == Sex.Unknown ? ProblemKind.SexLetterUnclear : null),
        "x" or "other" or "otro" or "otra" or "nonbinary" or "non-binary" or "no binario" or "no binaria" or "nb" => (Sex.Other, null),
        "u" => (Sex.Unknown, null),
        _ => (Sex.Unknown, ProblemKind.NotASex),
    };
}
