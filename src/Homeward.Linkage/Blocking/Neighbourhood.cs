namespace Homeward.Linkage;

/// <summary>An order of the records in which those that are alike are near each other: by surname, given name, birth and area.</summary>
internal static class Neighbourhood
{
    /// <summary>Each record's place in the order.</summary>
    internal static int[] Of(People people)
    {
        var alphabetical = Enumerable.Range(0, people.Words.Count).ToArray();
        Array.Sort(alphabetical, (a, b) => string.CompareOrdinal(people.Words[a].Text, people.Words[b].Text));
        var placeOf = new int[alphabetical.Length];
        for (var place = 0; place < alphabetical.Length; place++)
        {
            placeOf[alphabetical[place]] = place + 1;
        }

        // Surname and given name fit into one number, which sorts many times faster than four; the few equal ones follow by birth and row.
        var records = Enumerable.Range(0, people.Count).ToArray();
        var keys = new ulong[people.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var given = people.Given(i);
            var surnames = people.Surnames(i);
            keys[i] = ((ulong)(surnames.IsEmpty ? 0 : placeOf[surnames[0]]) << 32) | (uint)(given.IsEmpty ? 0 : placeOf[given[0]]);
        }

        Array.Sort(keys, records);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            for (to = from + 1; to < keys.Length && keys[to] == keys[from];)
            {
                to++;
            }

            records.AsSpan(from, to - from).Sort((one, two) => (people.Born[one], one).CompareTo((people.Born[two], two)));
        }

        var order = new int[records.Length];
        for (var place = 0; place < records.Length; place++)
        {
            order[records[place]] = place;
        }

        return order;
    }
}
