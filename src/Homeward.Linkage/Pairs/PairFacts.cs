namespace Homeward.Linkage;

/// <summary>
/// What comparing a record needs beside its names, in half a line of memory: of two records that share a telephone, everything else
/// lies elsewhere, and each column would have to be waited for.
/// </summary>
/// <param name="Birth">When the person was born.</param>
/// <param name="Street">The code of the street; codes are 0 where nothing is said or there is no such column.</param>
/// <param name="StreetNumber">The code of the house number.</param>
/// <param name="City">The code of the town.</param>
/// <param name="Postcode">The code of the postcode.</param>
/// <param name="Sex">The sex; 0 where it is not known.</param>
internal readonly record struct PairFacts(Birth Birth, int Street, int StreetNumber, int City, int Postcode, byte Sex)
{
    internal static PairFacts[] Of(People people)
    {
        var facts = new PairFacts[people.Count];
        for (var record = 0; record < facts.Length; record++)
        {
            facts[record] = new(
                people.BirthOf(record), Code(people.Street, record), Code(people.StreetNumber, record), Code(people.City, record), Code(people.Postcode, record), people.Sexes[record]);
        }

        return facts;
    }

    private static int Code(TextColumn? column, int record) => column is null ? 0 : column.Codes[record];
}
