using Homeward.Domain;

namespace Homeward.Access.Reads;

/// <summary>
/// How many people somebody may open in an hour without having been given them: those their organisation merely holds a record of.
/// Children in their care, offered, assigned, disclosed or opened in an emergency aren't counted, nor those whose restrictions child protection
/// decides about: whoever looks after forty children at once, or frees a hand-over, must never stand before a closed page.
/// </summary>
public static class ReadBudget
{
    public const int PeoplePerHour = 30;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Whether a reading on this ground counts.</summary>
    public static bool Counts(Ground ground) => ground == Ground.OwnRecord;
}
