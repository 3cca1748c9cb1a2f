namespace Homeward.Linkage;

/// <summary>
/// Optimal string alignment distance: the fewest letters inserted, dropped, changed, or swapped with their neighbour that
/// turn one text into the other, no letter edited twice. Typing slips are exactly these four.
/// </summary>
/// <remarks>
/// H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", Nordic Journal of Computing 10
/// (2003): one column of the table of distances is a handful of operations on one register, for texts of at most 64 letters
/// once their common beginning and end are taken off. Longer ones fill the band of the table that the limit allows.
/// </remarks>
public static class EditDistance
{
    /// <summary>
    /// The distance when it is at most <paramref name="limit"/>, otherwise <paramref name="limit"/> + 1. Symmetric.
    /// Takes time in the product of <paramref name="limit"/> and the length at most, whatever the texts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative or above 255.</exception>
    public static int Within(int limit, ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 255);
        if (text.Length > other.Length)
        {
            return Within(limit, other, text);
        }

        // Equal beginnings and ends are never worth an edit.
        var common = text.CommonPrefixLength(other);
        text = text[common..];
        other = other[common..];
        while (!text.IsEmpty && text[^1] == other[^1])
        {
            text = text[..^1];
            other = other[..^1];
        }

        var fewest = other.Length - text.Length;
        if (fewest > limit)
        {
            return limit + 1;
        }

        return (text.Length, other.Length) switch
        {
            (0, _) => fewest,
            _ when limit == 0 => 1,
            (1, 1) => 1,
            (2, 2) when text[0] == other[1] && text[1] == other[0] => 1,

            // What is left differs at both ends: nothing but the above is one edit.
            _ when limit == 1 => 2,
            ( <= LetterPositions.MostLetters, _) when LetterPositions.AreFast => WithinByPlaces(limit, text, other),
            _ => WithinBand(limit, text, other),
        };
    }

    // Names of the vectors as in the paper: where the column rises (vp) or falls (vn) from one row to the next, where the row
    // does (hp, hn), and where the diagonal does not change (d0).
    private static int WithinByPlaces(int limit, ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        unchecked
        {
            var positions = new LetterPositions(text);
            ulong vp = ulong.MaxValue, vn = 0, d0 = 0, matchesBefore = 0;
            var lastRow = text.Length - 1;
            var distance = text.Length;
            for (var j = 0; j < other.Length; j++)
            {
                var matches = positions.Of(other[j]);
                var swapped = ((~d0 & matches) << 1) & matchesBefore;
                d0 = (((matches & vp) + vp) ^ vp) | matches | vn | swapped;
                var hp = vn | ~(d0 | vp);
                var hn = d0 & vp;
                distance += (int)((hp >> lastRow) & 1) - (int)((hn >> lastRow) & 1);

                // Every letter still to come can lower the distance by one.
                if (distance - (other.Length - 1 - j) > limit)
                {
                    return limit + 1;
                }

                hp = (hp << 1) | 1;
                hn <<= 1;
                vp = hn | ~(d0 | hp);
                vn = hp & d0;
                matchesBefore = matches;
            }

            return distance;
        }
    }

    internal static int WithinBand(int limit, ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        // Row i holds the cells |i - j| <= limit of the full table, at column j - i + limit + 1, with a wall on both sides.
        var width = (2 * limit) + 3;
        var far = limit + 1;
        Span<int> rows = stackalloc int[width * 3];
        rows.Fill(far);
        var beforeLast = rows[..width];
        var last = rows.Slice(width, width);
        var current = rows[(2 * width)..];
        for (var j = 0; j <= Math.Min(limit, other.Length); j++)
        {
            last[j + limit + 1] = j;
        }

        for (var i = 1; i <= text.Length; i++)
        {
            current.Fill(far);
            var nearest = far;
            for (var j = Math.Max(0, i - limit); j <= Math.Min(other.Length, i + limit); j++)
            {
                var at = j - i + limit + 1;
                var cell = last[at + 1] + 1;
                if (j > 0)
                {
                    cell = Math.Min(cell, Math.Min(current[at - 1] + 1, last[at] + (text[i - 1] == other[j - 1] ? 0 : 1)));
                    if (i > 1 && j > 1 && text[i - 1] == other[j - 2] && text[i - 2] == other[j - 1])
                    {
                        cell = Math.Min(cell, beforeLast[at] + 1);
                    }
                }

                current[at] = Math.Min(cell, far);
                nearest = Math.Min(nearest, current[at]);
            }

            if (nearest > limit && last.IndexOfAnyInRange(0, limit) < 0)
            {
                return far;
            }

            var free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }

        return last[other.Length - text.Length + limit + 1];
    }
}
