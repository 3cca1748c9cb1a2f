using System.Runtime.CompilerServices;
using Homeward.Domain;
using Homeward.Engine;

namespace Homeward.Web;

/// <summary>
/// Something worked out from a whole incident that is too dear to make again for every report: the next state's is made from
/// the last one's and from the people who changed between them. Each kind of question (<typeparamref name="TKey"/>) has its own.
/// A moment of the past is worked out whole and kept with its state.
/// </summary>
public sealed class CarriedOver<TKey, T>(Func<Reading, TKey, T> make, Func<T, Reading, TKey, IReadOnlySet<Id<Person>>, T> carry)
    where TKey : notnull
    where T : class
{
    // Enough for the people who look at one incident at the same time; the question asked longest ago gives way.
    private const int MostKept = 32;

    // More than this and making it again is as fast.
    private const int MostChanged = 2_000;

    private sealed class Kept
    {
        public IncidentState? State { get; set; }

        public T? Value { get; set; }
    }

    private sealed class Questions
    {
        private readonly Dictionary<TKey, LinkedListNode<(TKey Key, Kept Kept)>> known = [];
        private readonly LinkedList<(TKey Key, Kept Kept)> byUse = [];

        public Kept Of(TKey key)
        {
            lock (known)
            {
                if (known.TryGetValue(key, out var node))
                {
                    byUse.Remove(node);
                }
                else
                {
                    node = known[key] = new((key, new Kept()));
                    if (known.Count > MostKept)
                    {
                        known.Remove(byUse.Last!.Value.Key);
                        byUse.RemoveLast();
                    }
                }

                byUse.AddFirst(node);
                return node.Value.Kept;
            }
        }
    }

    private readonly ConditionalWeakTable<object, Questions> incidents = [];

    /// <param name="engine">The incident whose present states follow each other; what was carried over goes when it does.</param>
    /// <param name="reading">The state asked about, and who looks.</param>
    public T Of(IncidentEngine engine, Reading reading, TKey key)
    {
        var kept = incidents.GetOrCreateValue(reading.IsOfNow ? engine : reading.State).Of(key);
        // Two who ask the same at once: one works it out, the other waits and has it for nothing.
        lock (kept)
        {
            if (!ReferenceEquals(kept.State, reading.State) || kept.Value is null)
            {
                kept.Value = kept is { State: { } before, Value: { } value } && PeopleChanged.Between(before, reading.State, MostChanged) is { } changed
                    ? carry(value, reading, key, changed)
                    : make(reading, key);
                kept.State = reading.State;
            }

            return kept.Value;
        }
    }
}
