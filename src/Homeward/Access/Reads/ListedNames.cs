using Homeward.Domain;

namespace Homeward.Access.Reads;

/// <summary>
/// Whom each reader was shown in lists within a day. Kept in memory, and made again from the read journal at a start.
/// </summary>
public sealed class ListedNames
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly Dictionary<Id<User>, Dictionary<Id<Person>, DateTimeOffset>> shown = [];

    /// <summary>Counts the people of a list that is about to be shown, all of them or none.</summary>
    /// <returns>Those who are new: whoever was shown within the hour is not. Null when it would be too many.</returns>
    public IReadOnlyList<Id<Person>>? Show(Id<User> reader, IReadOnlyCollection<Id<Person>> people, DateTimeOffset at)
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
                return null;
            }

            foreach (var person in people)
            {
                before[person] = at;
            }

            return fresh;
        }
    }

    /// <summary>What was counted before the server was started again.</summary>
    public void Remember(Id<User> reader, IEnumerable<Id<Person>> people, DateTimeOffset at)
    {
        lock (gate)
        {
            var before = shown.TryGetValue(reader, out var known) ? known : shown[reader] = [];
            foreach (var person in people)
            {
                before[person] = at;
            }
        }
    }
}
