using System.Globalization;

namespace Homeward.Features.People;

/// <summary>
/// One page of a long list. Only as many rows are kept as the page needs: to show the first fifty of a hundred thousand
/// takes a pass and a small heap, not a sort of everything.
/// </summary>
public sealed class ListPage<T>
{
    public const int Size = 50;

    private ListPage(IReadOnlyList<T> rows, int total, int number) => (Rows, Total, Number) = (rows, total, number);

    public IReadOnlyList<T> Rows { get; }

    /// <summary>How many there are on all pages.</summary>
    public int Total { get; }

    /// <summary>Which page this is, from 1.</summary>
    public int Number { get; }

    public int Last => Math.Max(1, (Total + Size - 1) / Size);

    public int FirstRow => Total == 0 ? 0 : ((Number - 1) * Size) + 1;

    public int LastRow => FirstRow == 0 ? 0 : FirstRow + Rows.Count - 1;

    /// <summary>The page of those that a page number in an address means; a number that is none, or too high, means the nearest there is.</summary>
    /// <param name="comparer">The order. Rows that compare equal would shift between pages, so it must tell any two apart.</param>
    public static ListPage<T> Of(IEnumerable<T> all, IComparer<T> comparer, string? asked)
    {
        var number = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, 1_000_000) : 1;
        var wanted = (long)number * Size;
        var backwards = Comparer<T>.Create((a, b) => comparer.Compare(b, a));
        var best = new PriorityQueue<T, T>(backwards);
        var total = 0;
        foreach (var one in all)
        {
            total++;
            if (best.Count < wanted)
            {
                best.Enqueue(one, one);
            }
            else if (comparer.Compare(one, best.Peek()) < 0)
            {
                best.DequeueEnqueue(one, one);
            }
        }

        var kept = new T[best.Count];
        for (var i = kept.Length - 1; i >= 0; i--)
        {
            kept[i] = best.Dequeue();
        }

        number = Math.Min(number, Math.Max(1, (total + Size - 1) / Size));
        return new ListPage<T>(kept[Math.Min(kept.Length, (number - 1) * Size)..Math.Min(kept.Length, number * Size)], total, number);
    }
}
