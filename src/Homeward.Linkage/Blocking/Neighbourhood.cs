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

        var records = Enumerable.Range(0, people.Count).ToArray();
        var keys = new (int Surname, int Given, uint Born, int Record)[people.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var given = people.Given(i);
            var surnames = people.Surnames(i);
            keys[i] = (surnames.IsEmpty ? 0 : placeOf[surnames[0]], given.IsEmpty ? 0 : placeOf[given[0]], people.Born[i], i);
        }

        Array.Sort(keys, records);
        var order = new int[records.Length];
        for (var place = 0; place < records.Length; place++)
        {
            order[records[place]] = place;
        }

        return order;
    }
}
