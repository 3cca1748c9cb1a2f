namespace Homeward.Features.Drill.Families;

/// <summary>
/// How often somebody gets something wrong or leaves it out, each as a probability for one statement. Invented. Level 0 is
/// a town in which everybody is right and says everything; at level 1 a logistic regression that looks at one pair of child
/// and dependent at a time, and was shown the truth, reaches an F1 of at most 0.88 (docs/linkage/families.md).
/// </summary>
internal sealed class FamilyNoise(double level)
{
    /// <summary>No field is wrong or missing more often than this, however loud the noise.</summary>
    private const double Most = 0.9;

    // The probabilities below were first thoughts; so much louder they had to become.
    private const double AtLevelOne = 1.1;

    /// <summary>A sound or letter of a name is heard or typed wrong.</summary>
    public double NameMisheard { get; } = Scaled(0.15, level);

    /// <summary>A child is called by a nickname, or by only the first of two given names.</summary>
    public double CalledBy { get; } = Scaled(0.25, level);

    /// <summary>A child's surname is not said at all, by whoever is not the family.</summary>
    public double NoSurname { get; } = Scaled(0.3, level);

    public double SecondSurnameDropped { get; } = Scaled(0.4, level);

    public double SurnamesSwapped { get; } = Scaled(0.06, level);

    public double MothersSurnames { get; } = Scaled(0.07, level);

    public double AgeOffByOne { get; } = Scaled(0.22, level);

    public double AgeOffByTwo { get; } = Scaled(0.05, level);

    public double AgeUnknown { get; } = Scaled(0.12, level);

    public double SexUnknown { get; } = Scaled(0.1, level);

    public double SexWrong { get; } = Scaled(0.01, level);

    /// <summary>What is known but not said: town, school, mother, father, siblings, phone.</summary>
    public double LeftOut { get; } = Scaled(0.4, level);

    /// <summary>Somebody names a sitter, an aunt or a stepmother as the mother.</summary>
    public double WrongParent { get; } = Scaled(0.04, level);

    /// <summary>A digit of a telephone number is wrong.</summary>
    public double PhoneDigit { get; } = Scaled(0.04, level);

    /// <summary>A declaration leaves out a child who is reported all the same.</summary>
    public double ChildOmitted { get; } = Scaled(0.07, level);

    private static double Scaled(double probability, double level) =>
        level >= 0 ? Math.Min(Most, probability * level * AtLevelOne) : throw new ArgumentOutOfRangeException(nameof(level), level, "Noise is 0 or louder.");
}
