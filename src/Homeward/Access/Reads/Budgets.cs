using Homeward.Domain;

namespace Homeward.Access.Reads;

// How much one person reads of people whom nobody gave them, however they go about it. There are four ways: opening one after the other, looking through
// lists, taking lists out in files, and typing codes of wristbands to see what opens. Each has its limit here; what goes beyond isn't shown, is written
// down, and stands on the privacy officer's page. All of it is counted from the read journal, so that a restart forgives nothing.
//
//   opening                30 people in an hour
//   lists on a screen      500 people in an hour, 1,000 in 24 hours
//   files                  1,000 names in 24 hours, whoever they are: a file goes anywhere
//   codes that are nobody's  5 in an hour

/// <summary>
/// How many people somebody may open in an hour without having been given them: those their organisation merely holds a record of, or whose
/// wristband or card was in their hands. Children in their care, offered, assigned, disclosed or opened in an emergency aren't counted, nor those
/// whose restrictions child protection decides about, nor the adults at a hand-over of one's own desk, nor the two people of a lead that one answers:
/// whoever looks after forty children at once, or hands over to forty families in an hour, must never stand before a closed page.
/// </summary>
public static class ReadBudget
{
    public const int PeoplePerHour = 30;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Whether a reading on this ground counts, opened or in a list.</summary>
    public static bool Counts(Ground ground) => ground is Ground.OwnRecord or Ground.Code;
}

/// <summary>How many different people one person is shown by name in lists, of those that count; nor does the roll of a place by whoever calls it.</summary>
/// <remarks>
/// In the drill of the Mississippi raid whole desks work under one name. The busiest one, which looks up each name before it takes down a
/// declaration, is shown 265 people in its busiest hour and 547 in two days; <c>ListUsageTests</c> counts them.
/// </remarks>
public static class ListBudget
{
    public const int NamesPerHour = 500;

    public const int NamesPerDay = 1_000;
}

/// <summary>
/// How many names one person may take out in files. On a screen a list stays in the building; a file goes anywhere. A school's whole roll
/// still fits, and a larger one goes class by class or is shared between two people.
/// </summary>
public static class FileBudget
{
    public const int NamesPerDay = ListBudget.NamesPerDay;

    public static readonly TimeSpan Window = TimeSpan.FromHours(24);
}

/// <summary>
/// How often one person may type the code of a wristband or card that is nobody's. A slip of the pen is told at once; whoever guesses needs a
/// million tries for one child, and is stopped and reported after the fifth.
/// </summary>
public static class CodeTries
{
    public const int PerHour = 5;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);
}
