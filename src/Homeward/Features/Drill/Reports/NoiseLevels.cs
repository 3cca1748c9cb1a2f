namespace Homeward.Features.Drill.Reports;

/// <summary>
/// How often people get something wrong, each as a probability for one statement. The defaults are invented, and chosen
/// so that about half of the records about a child differ from the truth in some field; published studies of matched
/// registries report that order of disagreement for names taken down by telephone. 0 everywhere is a drill in which
/// everybody is right.
/// </summary>
internal sealed record NoiseLevels
{
    public static readonly NoiseLevels Default = new();

    /// <summary>Everybody is right, and nobody reports twice.</summary>
    public static readonly NoiseLevels None = new()
    {
        NameMisheard = 0,
        NicknameOnly = 0,
        SecondSurnameDropped = 0,
        SurnamesSwapped = 0,
        MothersSurname = 0,
        AgeOffByOne = 0,
        AgeUnknown = 0,
        DayMonthSwapped = 0,
        SexUnknown = 0,
        NobodyKnowsTheName = 0,
        ReportedTwice = 0,
        ReportedLate = 0,
        NewRecordAtHandover = 0,
        WrongMark = 0,
    };

    /// <summary>A letter or sound of a name is heard or typed wrong.</summary>
    public double NameMisheard { get; init; } = 0.15;

    /// <summary>Only the name the child is called by, no given name and no surname.</summary>
    public double NicknameOnly { get; init; } = 0.18;

    /// <summary>Of two surnames only the first is written down.</summary>
    public double SecondSurnameDropped { get; init; } = 0.35;

    /// <summary>Two surnames in the wrong order.</summary>
    public double SurnamesSwapped { get; init; } = 0.06;

    /// <summary>The child is written down under the mother's surnames.</summary>
    public double MothersSurname { get; init; } = 0.05;

    public double AgeOffByOne { get; init; } = 0.2;

    public double AgeUnknown { get; init; } = 0.12;

    /// <summary>4 July becomes 7 April.</summary>
    public double DayMonthSwapped { get; init; } = 0.05;

    public double SexUnknown { get; init; } = 0.06;

    /// <summary>A child under three arrives with nobody who knows the name.</summary>
    public double NobodyKnowsTheName { get; init; } = 0.35;

    /// <summary>The same child is reported again by somebody else.</summary>
    public double ReportedTwice { get; init; } = 0.15;

    /// <summary>A report arrives three to twelve hours after it should have.</summary>
    public double ReportedLate { get; init; } = 0.07;

    /// <summary>The receiver of a child makes a record of its own instead of accepting the giver's.</summary>
    public double NewRecordAtHandover { get; init; } = 0.3;

    /// <summary>A roll call says something else than the truth ("collected" of a child who waits before a locked door).</summary>
    public double WrongMark { get; init; } = 0.05;
}
