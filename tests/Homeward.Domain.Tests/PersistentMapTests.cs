using CsCheck;
using Homeward.Domain.Collections;

namespace Homeward.Domain.Tests;

public sealed class PersistentMapTests
{
    /// <summary>A key whose hash has a few values only, so that keys collide at every depth.</summary>
    private readonly record struct BadKey(int Number, int Hash)
    {
        public override int GetHashCode() => Hash;
    }

    // Few keys, so that they are set again and removed; hashes that are equal, that differ in the last two bits only, and that differ widely.
    private static readonly Gen<BadKey> Keys = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3]).Select((number, kind) => new BadKey(number, kind switch
    {
        0 => 1,
        1 => number % 3,
        2 => unchecked((number % 4) << 30),
        _ => unchecked(number * 0x01000193),
    }));

    [Fact]
    public void It_holds_what_a_dictionary_holds_after_any_sequence_of_changes() =>
        Gen.Select(Keys, Gen.Int, Gen.Int[0, 3]).Array[0, 200].Sample(changes =>
        {
            var map = PersistentMap<BadKey, int>.Empty;
            var dictionary = new Dictionary<BadKey, int>();
            foreach (var (key, value, kind) in changes)
            {
                (map, var changed) = kind == 0 ? (map.Remove(key), dictionary.Remove(key)) : (map.Set(key, value), true);
                if (kind != 0)
                {
                    dictionary[key] = value;
                }

                if (map.Count != dictionary.Count || map.ContainsKey(key) != dictionary.ContainsKey(key))
                {
                    return false;
                }

                _ = changed;
            }

            return Same(map, dictionary) && dictionary.All(pair => map[pair.Key] == pair.Value);
        }, iter: Proof.Scaled(2_000));

    [Fact]
    public void An_earlier_version_never_changes() =>
        Gen.Select(Keys, Gen.Int).Array[1, 60].Sample(changes =>
        {
            var versions = new List<(PersistentMap<BadKey, int> Map, Dictionary<BadKey, int> Then)> { (PersistentMap<BadKey, int>.Empty, []) };
            foreach (var (key, value) in changes)
            {
                var next = value % 4 == 0 ? versions[^1].Map.Remove(key) : versions[^1].Map.Set(key, value);
                versions.Add((next, next.ToDictionary(pair => pair.Key, pair => pair.Value)));
            }

            return versions.All(version => Same(version.Map, version.Then));
        }, iter: Proof.Scaled(500));

    [Fact]
    public void Two_versions_differ_in_the_keys_that_were_set_or_removed_between_them() =>
        Gen.Select(Gen.Select(Keys, Gen.Int, Gen.Int[0, 3]).Array[0, 200], Gen.Int[0, 200]).Sample((changes, kept) =>
        {
            var (map, first) = (PersistentMap<BadKey, int>.Empty, PersistentMap<BadKey, int>.Empty);
            var touched = new HashSet<BadKey>();
            for (var i = 0; i < changes.Length; i++)
            {
                if (i == kept)
                {
                    first = map;
                    touched.Clear();
                }

                var (key, value, kind) = changes[i];
                var next = kind == 0 ? map.Remove(key) : map.Set(key, value);
                if (!ReferenceEquals(next, map))
                {
                    touched.Add(key);
                }

                map = next;
            }

            // A key that was set and then removed again differs in neither; everything else that was touched is found, and nothing more.
            touched.RemoveWhere(key => !map.ContainsKey(key) && !first.ContainsKey(key));
            return touched.SetEquals(map.ChangedSince(first)) && touched.SetEquals(first.ChangedSince(map));
        }, iter: Proof.Scaled(2_000));

    [Fact]
    public void A_key_that_is_not_there_is_a_mistake_of_ours() =>
        Assert.Throws<KeyNotFoundException>(() => PersistentMap<BadKey, int>.Empty.Set(new(1, 1), 1)[new(2, 1)]);

    [Fact]
    public void Removing_the_last_key_leaves_the_empty_map() =>
        Assert.Same(PersistentMap<BadKey, int>.Empty, PersistentMap<BadKey, int>.Empty.Set(new(1, 5), 1).Remove(new(1, 5)));

    [Fact]
    public void Equal_hashes_of_a_hundred_keys_are_kept_apart()
    {
        var map = PersistentMap<BadKey, int>.Empty;
        for (var i = 0; i < 100; i++)
        {
            map = map.Set(new(i, -1), i);
        }

        Assert.Equal(Enumerable.Range(0, 100), map.Values.Order());
        for (var i = 0; i < 99; i++)
        {
            map = map.Remove(new(i, -1));
        }

        Assert.Equal([99], map.Values);
    }

    private static bool Same(PersistentMap<BadKey, int> map, Dictionary<BadKey, int> dictionary) =>
        map.Count == dictionary.Count && map.OrderBy(p => p.Key.GetHashCode()).ThenBy(p => p.Key.Number)
            .SequenceEqual(dictionary.OrderBy(p => p.Key.GetHashCode()).ThenBy(p => p.Key.Number));
}
