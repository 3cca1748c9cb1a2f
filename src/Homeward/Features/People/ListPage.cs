using System.Globalization;

namespace Homeward.Features.People;

/// <summary>
/// One page of a long list. Of a list that has no order yet only as many rows are kept as the page needs: the first fifty of
/// a hundred thousand take a pass and a small heap, not a sort of everything.
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

    /// <summary>The page of those of an ordered list that are shown.</summary>
    public static ListPage<T> Of(IReadOnlyList<T> ordered, Func<T, bool> shows, string? asked)
    {
        var number = Read(asked);
        var (rows, total) = Rows(number);
        if (rows.Count == 0 && total > 0)
        {
            number = (total + Size - 1) / Size;
            (rows, total) = Rows(number);
        }

        return new ListPage<T>(rows, total, total == 0 ? 1 : number);

        (List<T> Rows, int Total) Rows(int page)
        {
            var (rows, total, first) = (new List<T>(Size), 0, (page - 1) * Size);
            foreach (var one in ordered)
            {
                if (shows(one))
                {
                    if (total >= first && rows.Count < Size)
                    {
                        rows.Add(one);
                    }

                    total++;
                }
            }

            return (rows, total);
        }
    }

    /// <summary>The page of those that a page number in an address means; a number that is none, or too high, means the nearest there is.</summary>
    /// <param name="comparer">The order. Rows that compare equal would shift between pages, so it must tell any two apart.</param>
    public static ListPage<T> Of(IEnumerable<T> all, IComparer<T> comparer, string? asked)
    {
        var number = Read(asked);
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
    private static int Read(string? asked) =>
        int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, 1_000_000) : 1;
}
