using Homeward.Domain;

namespace Homeward.Access.Reads;

/// <summary>
/// How many different people one person is shown by name in lists, of those nobody gave them: what their organisation merely holds a record
/// of. Children in their care, offered, assigned or in nobody's care aren't counted, nor the roll of a place that calls it.
/// </summary>
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
/// Whom each reader was shown in lists within a day. Kept in memory: the read journal holds how many names a list had and not whose, and a
/// restart, which no reader can cause, forgives.
/// </summary>
public sealed class ListedNames
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly Dictionary<Id<User>, Dictionary<Id<Person>, DateTimeOffset>> shown = [];

    /// <summary>Counts the people of a list that is about to be shown, all of them or none.</summary>
    /// <returns>False when it would be too many. Whoever was shown within the hour is no new one.</returns>
    public bool MayShow(Id<User> reader, IReadOnlyCollection<Id<Person>> people, DateTimeOffset at)
    {
        lock (gate)
        {
            var before = shown.TryGetValue(reader, out var known) ? known : shown[reader] = [];
            foreach (var old in before.Where(one => one.Value <= at - Day).Select(one => one.Key).ToList())
            {
                before.Remove(old);
            }

            var fresh = people.Where(person => !before.TryGetValue(person, out var last) || last <= at - Hour).Distinct().ToList();
            if (fresh.Count > 0
                && (before.Values.Count(last => last > at - Hour) + fresh.Count > ListBudget.NamesPerHour
                    || before.Count + fresh.Count(person => !before.ContainsKey(person)) > ListBudget.NamesPerDay))
            {
                return false;
            }

            foreach (var person in people)
            {
                before[person] = at;
            }

            return true;
        }
    }
}
