namespace Homeward.Linkage.Tests;

/// <summary>What linkage may take from the heap where it is done a million times: nothing for a pair, and little for a search.</summary>
public sealed class AllocationBudgetTests
{
    // Ten candidates with their evidence, field by field, and what the question itself is broken up into.
    private const long BytesPerSearch = 64 * 1024;

    private static readonly RecordTable Febrl = DeduplicationTests.Labelled("febrl3");

    [Fact]
    public void Comparing_a_pair_of_records_takes_nothing()
    {
        var people = PeopleReader.Read(Febrl, ColumnRoles.Recognise(Febrl));
        var comparer = new PairComparer(people);
        comparer.CountFrequencies();
        var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
        Assert.Equal(0, Memory.TakenBy(() =>
        {
            for (var other = 1; other < 1_000; other++)
            {
                comparer.Compare(0, other, levels, rarity);
            }
        }));
    }

    [Fact]
    public void A_search_takes_little_more_than_its_answer()
    {
        using var index = new LinkageIndex<int>();
        for (var row = 0; row < Febrl.Rows; row++)
        {
            index.Add(row, Of(row));
        }

        var asked = Enumerable.Range(0, 100).Select(Of).ToArray();
        var taken = Memory.TakenBy(() =>
        {
            foreach (var profile in asked)
            {
                index.Search(profile, Hypothesis.SamePerson, 10, -100);
            }
        });
        Assert.InRange(taken / asked.Length, 1, BytesPerSearch);
    }

    private static Profile Of(int row) => new()
    {
        GivenNames = Febrl.Find("given_name")![row],
        Surnames = Febrl.Find("surname")![row],
    };
}
