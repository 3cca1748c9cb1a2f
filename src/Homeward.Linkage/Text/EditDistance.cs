namespace Homeward.Linkage;

/// <summary>
/// Optimal string alignment distance: the fewest letters inserted, dropped, changed, or swapped with their neighbour that
/// turn one text into the other, no letter edited twice. Typing slips are exactly these four.
/// </summary>
public static class EditDistance
{
    /// <summary>
    /// The distance when it is at most <paramref name="limit"/>, otherwise <paramref name="limit"/> + 1. Symmetric.
    /// Takes time in the product of <paramref name="limit"/> and the length, whatever the texts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative or above 255.</exception>
    public static int Within(int limit, ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 255);
        var common = text.CommonPrefixLength(other);
        text = text[common..];
        other = other[common..];
        if (Math.Abs(text.Length - other.Length) > limit)
        {
            return limit + 1;
        }

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
