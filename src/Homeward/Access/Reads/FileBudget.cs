namespace Homeward.Access.Reads;

/// <summary>
/// How many names one person may take out in files. On a screen a list stays in the building; a file goes anywhere. A school's whole roll
/// still fits, and a larger one goes class by class or is shared between two people.
/// </summary>
public static class FileBudget
{
    public const int NamesPerDay = 1_000;

    public static readonly TimeSpan Window = TimeSpan.FromHours(24);
}
