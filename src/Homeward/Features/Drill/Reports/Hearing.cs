using Homeward.Features.Drill.Names;

namespace Homeward.Features.Drill.Reports;

/// <summary>What becomes of a name between one person's mouth and another's keyboard.</summary>
internal static class Hearing
{
    // Sounds that are one in Spanish, and what English ears make of them.
    private static readonly (string From, string To)[] SoundsAlike =
    [
        ("v", "b"), ("b", "v"), ("z", "s"), ("s", "z"), ("ll", "y"), ("y", "ll"), ("gue", "ge"), ("c", "k"), ("ci", "si"), ("ñ", "n"),
        ("j", "h"), ("h", ""), ("x", "j"), ("i", "ee"), ("qui", "ki"), ("rr", "r"), ("nn", "n"), ("ph", "f"), ("ck", "k"), ("ie", "i"),
    ];

    /// <summary>A name with one sound or letter wrong; never empty, and now and then right after all.</summary>
    public static string Misheard(SeededRandom random, string name)
    {
        var lower = name.ToLowerInvariant();
        if (random.Chance(0.6))
        {
            var fits = SoundsAlike.Where(s => lower.IndexOf(s.From, 1, StringComparison.Ordinal) > 0).ToArray();
            if (fits.Length > 0)
            {
                var (from, to) = random.Pick(fits);
                var at = lower.IndexOf(from, 1, StringComparison.Ordinal);
                return NameTable.AsWritten(string.Concat(lower.AsSpan(0, at), to, lower.AsSpan(at + from.Length)));
            }
        }

        return NameTable.AsWritten(Mistyped(random, lower));
    }

    // A letter too few, a letter twice, or two letters in the wrong order; the first letter is mostly right.
    private static string Mistyped(SeededRandom random, string lower)
    {
        if (lower.Length < 4) { return lower; }

        var at = random.Between(1, lower.Length - 2);
        return random.Below(3) switch
        {
            0 => lower.Remove(at, 1),
            1 => lower.Insert(at, lower[at].ToString()),
            _ => string.Concat(lower.AsSpan(0, at), lower.AsSpan(at + 1, 1), lower.AsSpan(at, 1), lower.AsSpan(at + 2)),
        };
    }
}
