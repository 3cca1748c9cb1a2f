using System.Text;

namespace Homeward.Linkage.Tests;

public sealed class LabelTests
{
    private static readonly RecordTable Households = DeduplicationTests.Labelled("households");
    private static readonly string[] Truth = [.. Enumerable.Range(0, Households.Rows).Select(row => Households.Find("cluster")![row])];
    private static readonly LinkageResult Without = Run([]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_hundred_labels_make_links_better(int seed)
    {
        var with = Run(Doubtful(seed));
        Assert.True(F1(with) > F1(Without), $"seed {seed}: {F1(with):F4} with labels, {F1(Without):F4} without");
    }

    [Fact]
    public void What_was_judged_stays_as_it_was_judged()
    {
        // Judged against what the model thinks, so that only the judgement can have done it.
        var links = Without.Links.Where(link => link.Probability > 0.9).Take(3).Select(link => new LabelledPair(link.Left, link.Right, IsMatch: false)).ToList();
        links.Add(new(0, Households.Rows - 1, IsMatch: true));
        var with = Run(links);
        Assert.All(links.Where(label => !label.IsMatch), label =>
        {
            Assert.DoesNotContain(with.Links, link => (link.Left, link.Right) == (label.Left, label.Right));
            Assert.NotEqual(with.Clusters[label.Left], with.Clusters[label.Right]);
        });
        Assert.Equal(1, Assert.Single(with.Links, link => (link.Left, link.Right) == (0, Households.Rows - 1)).Probability);
        Assert.Equal(with.Clusters[0], with.Clusters[Households.Rows - 1]);
    }

    [Fact]
    public void Labels_of_pairs_it_was_sure_of_leave_the_weights_alone()
    {
        var sure = Without.Links.Where(link => link.Bits > 10).Take(100).Select(link => new LabelledPair(link.Left, link.Right, IsMatch: true))
            .Concat(Enumerable.Range(0, 100).Select(row => new LabelledPair(row, Households.Rows - 1 - row, IsMatch: false)));
        Assert.Equal(Without.Model!.WeightBits(0), Run([.. sure]).Model!.WeightBits(0));
    }

    [Fact]
    public void The_order_of_labels_and_the_number_of_threads_change_nothing()
    {
        var labels = Doubtful(5);
        var (one, other) = (Run(labels, threads: 1), Run([.. labels.AsEnumerable().Reverse().Select(label => new LabelledPair(label.Right, label.Left, label.IsMatch))], threads: 3));
        Assert.Equal(one.Model!.ToJson(), other.Model!.ToJson());
        Assert.Equal(one.Clusters, other.Clusters);
    }

    [Fact]
    public void Labels_that_contradict_each_other_are_answered()
    {
        LabelledPair[] labels = [new(0, 1, true), new(1, 2, true), new(0, 2, false), new(5, 6, false), new(5, 6, true), new(7, 7, false)];
        var clusters = Run(labels).Clusters;
        Assert.Equal(clusters[0], clusters[2]);
        Assert.Equal(clusters[5], clusters[6]);
    }

    [Fact]
    public void Labels_hold_between_two_files()
    {
        var (left, right) = (Read("id,name,age\na,Ana Ruiz,7\nb,Luis Vega,8\nc,Eva Sosa,9\n"), Read("id,name,age\nx,Ana Ruiz,7\ny,Luis Vega,8\nz,Mario Paz,4\n"));
        var links = FileLinking.Run(left, right, new LinkageSettings { Labels = [new(0, 3, false), new(2, 5, true)] }).Links;
        Assert.DoesNotContain(links, link => (link.Left, link.Right) == (0, 3));
        Assert.Equal(1, Assert.Single(links, link => (link.Left, link.Right) == (2, 5)).Probability);
    }

    [Fact]
    public void Pairs_to_judge_are_the_same_however_the_file_is_sorted()
    {
        var table = DeduplicationTests.Labelled("fake_1000");
        var rows = Enumerable.Range(0, table.Rows).ToArray();
        new Random(4).Shuffle(rows);
        var shuffled = table.With(table.Columns.Select(column => new Column(column.Name, [.. rows.Select(row => column.Codes[row])], column.Values.ToArray())));
        var (one, other) = (ToJudge(table, 50), ToJudge(shuffled, 50));
        Assert.Equal(50, one.Count);
        Assert.Equal(one.Count, one.Distinct().Count());
        Assert.Equal(one.Select(pair => Said(pair.Left, pair.Right)).Order(), other.Select(pair => Said(rows[pair.Left], rows[pair.Right])).Order());

        // Of equal records one is as good as another, so what the pairs say is compared and not which they are.
        string Said(int left, int right)
        {
            string[] both = [Row(left), Row(right)];
            return string.Join('|', both.Order(StringComparer.Ordinal));
        }

        string Row(int row) => string.Join(',', table.Columns.Where(column => column.Name is not ("unique_id" or "cluster")).Select(column => column[row]));
    }

    [Fact]
    public void The_first_pairs_to_judge_are_doubtful()
    {
        var probability = Without.Links.ToDictionary(link => (link.Left, link.Right), link => link.Probability);
        var asked = ToJudge(Households, 20);
        Assert.All(asked, pair => Assert.InRange(probability[pair], 0.02, 0.98));
    }

    private static IReadOnlyList<(int Left, int Right)> ToJudge(RecordTable table, int count) => Deduplication.Run(table, new LinkageSettings { ToJudge = count }).ToJudge;

    [Fact]
    public void A_file_of_labels_says_what_of_it_cannot_be_used()
    {
        var rows = new Dictionary<string, int> { ["a"] = 0, ["b"] = 1, ["c"] = 2 };
        var read = LabelFile.Read(Read("left_id,right_id,match\na,b,1\nb,c,No\nc,a,sí\na,b,\na,z,1\na,c,perhaps\nb,b,1\nb,a,0\n"), rows, rows, 0);
        Assert.Equal([new(0, 1, true), new(1, 2, false), new(2, 0, true), new(1, 0, false)], read.Pairs);
        Assert.Equal(
            [
                "Row 6: there is no record \"z\". It is left out.", "Row 7: match is \"perhaps\"; it is 1 or 0. It is left out.",
                "Row 8: \"b\" is compared with itself. It is left out.", "Row 9: b and a were judged otherwise before. The later judgement counts.",
            ],
            read.Problems);
    }

    [Fact]
    public void A_file_that_holds_no_labels_is_refused_with_what_it_has()
    {
        var rows = new Dictionary<string, int> { ["a"] = 0 };
        Assert.Contains("The file has: id, cluster", Assert.Throws<InvalidDataException>(() => LabelFile.Read(Read("id,cluster\na,b\n"), rows, rows, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("None of 1 labels", Assert.Throws<InvalidDataException>(() => LabelFile.Read(Read("left_id,right_id,match\nq,r,1\n"), rows, rows, 0)).Message, StringComparison.Ordinal);
    }

    private static List<LabelledPair> Doubtful(int seed)
    {
        var links = Without.Links.Where(link => link.Probability is > 0.05 and < 0.95).ToArray();
        new Random(seed).Shuffle(links);
        return [.. links.Take(200).Select(link => new LabelledPair(link.Left, link.Right, Truth[link.Left] == Truth[link.Right]))];
    }

    private static LinkageResult Run(IReadOnlyList<LabelledPair> labels, int threads = 2) => Deduplication.Run(Households, new LinkageSettings { Labels = labels, Threads = threads });

    private static double F1(LinkageResult result)
    {
        var links = result.Links.Where(link => link.Probability >= 0.5).ToList();
        return 2.0 * links.Count(link => Truth[link.Left] == Truth[link.Right]) / (links.Count + Truth.GroupBy(person => person).Sum(group => group.Count() * (group.Count() - 1) / 2));
    }

    private static RecordTable Read(string csv) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)));
}
