namespace Homeward.Linkage;

/// <summary>
/// The order in which a run looks at records: the likes side by side, by surname, given name and birth, so that what is
/// compared lies together in memory and the neighbours of a record are the next numbers. It depends on what rows say alone,
/// so that a file gives the same people however it is sorted.
/// </summary>
internal static class RowOrder
{
    private const int Portions = 16;

    /// <summary>The rows in that order.</summary>
    internal static int[] Of(RecordTable table, IReadOnlyList<ColumnRole> roles, People people, int threads = 1)
    {
        var rows = new int[people.Count];
        var keys = new ulong[people.Count];
        ulong[] whole = [];
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) },
            () =>
            {
                var places = AlphabeticalPlaces(people.Words);
                for (var row = 0; row < keys.Length; row++)
                {
                    rows[row] = row;
                    keys[row] = ((ulong)PlaceOfFirst(places, people.Surnames(row)) << 32) | PlaceOfFirst(places, people.Given(row));
                }

                // Two names fit into one number, which sorts many times faster than names; the few equal ones follow by birth and all else.
                Array.Sort(keys, rows);
            },
            () => whole = WholeRows(table, roles));

        // Each portion ends where a pair of names does.
        Parallel.For(0, Portions, new() { MaxDegreeOfParallelism = Math.Max(1, threads) }, portion =>
        {
            var (begin, end) = (StartOf(portion), StartOf(portion + 1));
            for (int from = begin, to; from < end; from = to)
            {
                for (to = from + 1; to < end && keys[to] == keys[from];)
                {
                    to++;
                }

                if (to - from > 1)
                {
                    rows.AsSpan(from, to - from).Sort((one, two) => (people.Born[one], whole[one], one).CompareTo((people.Born[two], whole[two], two)));
                }
            }
        });

        return rows;

        int StartOf(int portion)
        {
            var start = (int)((long)keys.Length * portion / Portions);
            while (start > 0 && start < keys.Length && keys[start] == keys[start - 1])
            {
                start++;
            }

            return start;
        }
    }

    private static uint PlaceOfFirst(uint[] places, ReadOnlySpan<int> words) => words.IsEmpty ? 0 : places[words[0]];

    private static uint[] AlphabeticalPlaces(Words words)
    {
        var (numbers, texts) = (new int[words.Count], new string[words.Count]);
        for (var number = 0; number < numbers.Length; number++)
        {
            (numbers[number], texts[number]) = (number, words[number].Text);
        }

        Array.Sort(texts, numbers, StringComparer.Ordinal);
        var places = new uint[numbers.Length];
        for (var place = 0; place < numbers.Length; place++)
        {
            places[numbers[place]] = (uint)place + 1;
        }

        return places;
    }

    // One number for all that a row says; what names the row or holds the truth is left out.
    private static ulong[] WholeRows(RecordTable table, IReadOnlyList<ColumnRole> roles)
    {
        var whole = new ulong[table.Rows];
        Span<char> room = stackalloc char[16];
        for (var at = 0; at < roles.Count; at++)
        {
            if (roles[at] is ColumnRole.RowId or ColumnRole.Truth or ColumnRole.Ignored)
            {
                continue;
            }

            var values = table.Columns[at].Values;
            var hashes = new ulong[values.Length];
            for (var code = 0; code < hashes.Length; code++)
            {
                hashes[code] = KeyHash.OfText(values.Read(code, room));
            }

            var codes = table.Columns[at].Codes;
            for (var row = 0; row < whole.Length; row++)
            {
                whole[row] = unchecked(((whole[row] ^ hashes[codes[row]]) * 0x9E3779B97F4A7C15) ^ (whole[row] >> 29));
            }
        }

        return whole;
    }
}
