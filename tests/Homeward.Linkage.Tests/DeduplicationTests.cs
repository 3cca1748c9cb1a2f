using System.IO.Compression;
using System.Text;

namespace Homeward.Linkage.Tests;

public sealed class DeduplicationTests
{
    [Theory]
    [InlineData("fake_1000", 0.96)]
    [InlineData("febrl3", 0.998)]
    [InlineData("households", 0.88)]
    public void Without_labels_the_groups_are_at_least_this_good(string set, double f1)
    {
        var table = Labelled(set);
        Assert.True(F1(Run(table).Clusters, Truth(table)) >= f1);
    }

    [Fact]
    public void Few_relatives_are_taken_for_one_person()
    {
        var table = Labelled("households");
        var (household, truth) = (table.Find("household")!, Truth(table));
        var clusters = Run(table).Clusters;
        var pairs = PairsOf(clusters).ToList();
        var relatives = pairs.Count(pair => truth[pair.A] != truth[pair.B] && household[pair.A] == household[pair.B]);
        Assert.True(relatives <= 0.04 * pairs.Count, $"{relatives} of {pairs.Count}");
    }

    [Theory]
    [InlineData("dob", "age")]
    [InlineData("first_name", "middle_name")]
    public void Relatives_are_told_apart_where_only_the_name_or_only_the_birth_is_known(params string[] missing)
    {
        var table = Labelled("households");
        var truth = Truth(table);
        var pairs = PairsOf(Run(table.With(table.Columns.Where(column => !missing.Contains(column.Name)))).Clusters).ToList();
        var right = pairs.Count(pair => truth[pair.A] == truth[pair.B]);
        Assert.True(right >= 0.8 * pairs.Count, $"{right} of {pairs.Count}");
        Assert.True(right >= 0.3 * truth.GroupBy(person => person).Sum(person => person.Count() * (person.Count() - 1) / 2), $"{right} found");
    }

    [Fact]
    public void The_order_of_the_rows_and_the_number_of_threads_change_nothing()
    {
        var table = Labelled("fake_1000");
        var rows = Enumerable.Range(0, table.Rows).ToArray();
        new Random(4).Shuffle(rows);
        var shuffled = table.With(table.Columns.Select(column => new Column(column.Name, [.. rows.Select(row => column.Codes[row])], column.Values.ToArray())));
        var (one, other) = (Run(table, threads: 1), Run(shuffled, threads: 3));
        Assert.Equal(
            PairsOf(one.Clusters).Select(pair => (pair.A, pair.B)).Order(),
            PairsOf(other.Clusters).Select(pair => (A: rows[pair.A], B: rows[pair.B])).Select(pair => pair.A < pair.B ? pair : (pair.B, pair.A)).Order());
        Assert.Equal(one.Candidates, other.Candidates);
    }

    [Fact]
    public void Other_headings_give_the_same_people()
    {
        var table = Labelled("fake_1000");
        var renamed = table.With(table.Columns.Select(column => new Column(
            column.Name switch { "first_name" => "Forename", "surname" => "Last Name", "dob" => "dateOfBirth", "city" => "TOWN", var name => name },
            column.Codes.ToArray(), column.Values.ToArray())));
        Assert.Equal(Run(table).Clusters, Run(renamed).Clusters);
    }

    [Fact]
    public void Columns_with_the_truth_are_not_evidence_unless_asked()
    {
        var roles = ColumnRoles.Recognise(Labelled("households"));
        Assert.Equal(3, roles.Count(role => role == ColumnRole.Truth));
        Assert.Equal(ColumnRole.Other, ColumnRoles.Recognise(Labelled("fake_1000"), new Dictionary<string, ColumnRole> { ["cluster"] = ColumnRole.Other })[^1]);
    }

    [Fact]
    public void Ten_thousand_equal_rows_are_compared_with_a_bounded_number_each()
    {
        var csv = new StringBuilder("id,first_name,surname,dob,city\n");
        for (var i = 0; i < 10_000; i++)
        {
            csv.Append(i).Append(",Ana,Garcia,2011-05-31,Forest\n");
        }

        var result = Run(Read(csv.ToString()));
        Assert.Equal(10_000, result.Clusters.Count);
        Assert.InRange(result.Candidates, 1, 10_000 * 100);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(400, 400)]
    [InlineData(400, 3)]
    [InlineData(2, 400)]
    public void A_row_that_the_other_file_has_too_is_linked_with_one_that_says_the_same_however_many_there_are(int left, int right)
    {
        static string Rows(char file, int equal) => "id,first_name,surname,dob,city\n"
            + string.Concat(Enumerable.Range(0, equal).Select(i => $"{file}{i},Ana,Garcia,2011-05-31,Forest\n"))
            + string.Concat(Enumerable.Range(0, 150).Select(i => $"{file}x{i},{"ABCDEFGHIJ"[i % 10]}na{i},{"KLMNOPQRST"[i / 15]}opez{i % 15},{1950 + (i % 60)}-0{1 + (i % 9)}-1{i % 10},Town{i % 7}\n"));

        var result = FileLinking.Run(Read(Rows('l', left)), Read(Rows('r', right)), new LinkageSettings());

        var likely = result.Links.Where(link => link.Probability >= 0.5).ToList();
        Assert.Equal(Enumerable.Range(0, left + 150), likely.Select(link => link.Left).Distinct().Order());
        Assert.Equal(Enumerable.Range(left + 150, right + 150), likely.Select(link => link.Right).Distinct().Order());
        Assert.InRange(likely.Count, 150, (left + right) * 100);
    }

    [Fact]
    public void A_thousand_reports_of_one_child_that_all_say_the_same_are_one_person()
    {
        var table = Labelled("fake_1000");
        var rows = Enumerable.Range(0, table.Rows).Concat(Enumerable.Repeat(FirstComplete(table), 1000)).ToArray();
        var more = new RecordTable(rows.Length, table.Columns.Select(column => new Column(column.Name, [.. rows.Select(row => column.Codes[row])], column.Values.ToArray())));
        Assert.Single(Run(more).Clusters.Skip(table.Rows).Distinct());
    }

    [Fact]
    public void What_people_decided_is_kept_and_moves_nobody_else()
    {
        var table = Labelled("fake_1000");
        var before = Run(table).Clusters;
        var joined = PairsOf(before).First(pair => before.Count(cluster => cluster == before[pair.A]) == 2);
        var singles = Enumerable.Range(0, table.Rows).Where(row => before.Count(cluster => cluster == before[row]) == 1).Take(2).ToArray();
        var after = Deduplication.Run(table, new LinkageSettings { Apart = [(joined.A, joined.B)], Together = [(singles[0], singles[1])] }).Clusters;
        Assert.NotEqual(after[joined.A], after[joined.B]);
        Assert.Equal(after[singles[0]], after[singles[1]]);
        Assert.Equal(PairsOf(before).Except([joined]).Append((singles[0], singles[1])).Order(), PairsOf(after).Order());
    }

    [Fact]
    public void More_records_than_a_part_holds_are_one_person_when_people_say_so()
    {
        var table = Labelled("fake_1000");
        var chain = Enumerable.Range(0, 400).Select(row => (row + 1, row)).ToArray();
        var clusters = Deduplication.Run(table, new LinkageSettings { Together = chain }).Clusters;
        Assert.Single(clusters.Take(401).Distinct());
        Assert.Throws<InvalidDataException>(() => Deduplication.Run(table, new LinkageSettings { Together = chain, Apart = [(3, 300)] }));
    }

    [Theory]
    [InlineData("id,first_name,surname,dob\n")]
    [InlineData("id,first_name,surname,dob\n1,Ana,Garcia,2011-05-31\n")]
    [InlineData("id,first_name,surname,dob,phone\n1,Ana,Garcia,2011-05-31,\n2,Ana,Garcia,2011-05-31,\n")]
    [InlineData("first_name,surname,sex,notes\nAna,Garcia,F,x\n\uFFFD,,F,x\n,,F,x\n,,F,x\n")]
    public void Small_and_empty_files_are_answered(string csv)
    {
        var table = Read(csv);
        Assert.Equal(table.Rows, Run(table).Clusters.Count);
    }

    [Fact]
    public void A_cell_of_a_megabyte_is_answered()
    {
        var csv = $"first_name,surname,city\nAna,Garcia,{new string('x', 1 << 20)}\nAna,Garcia,Forest\nLuis,Perez,{new string('y', 1 << 20)}\n";
        Assert.Equal(3, Run(Read(csv)).Clusters.Count);
    }

    [Fact]
    public void Too_little_to_compare_is_refused_with_what_to_do() =>
        Assert.Contains("mapping", Assert.Throws<InvalidDataException>(() => Run(Read("id,city\n1,Forest\n2,Morton\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Ids_that_repeat_or_are_missing_are_told_apart()
    {
        var ids = RecordIds.Of(Read("id,name\nA,1\nA,2\n,3\nB,4\n"), null);
        Assert.Equal(["A", "A#2", "#3", "B"], Enumerable.Range(0, 4).Select(row => ids[row]));
        Assert.Equal((1, 1), (ids.Repeated, ids.Empty));
    }

    [Fact]
    public void Two_files_that_list_each_person_once_are_linked_one_to_one()
    {
        var table = Labelled("febrl3");
        var id = table.Find("rec_id")!;
        var (left, right) = (Rows(table, row => id[row].EndsWith("org", StringComparison.Ordinal)), Rows(table, row => id[row].EndsWith("dup-0", StringComparison.Ordinal)));
        var result = FileLinking.Run(left, right, new LinkageSettings());
        var links = result.Links.Where(link => link.Probability >= 0.5).ToList();
        var (leftId, rightId) = (left.Find("rec_id")!, right.Find("rec_id")!);
        var correct = links.Count(link => leftId[link.Left].Split('-')[1] == rightId[link.Right - left.Rows].Split('-')[1]);
        Assert.Equal(links.Count, links.Select(link => link.Left).Distinct().Count());
        Assert.Equal(links.Count, links.Select(link => link.Right).Distinct().Count());
        Assert.True(2.0 * correct / (links.Count + right.Rows) >= 0.998);
    }

    internal static RecordTable Labelled(string set)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", set + ".csv.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        using var whole = new MemoryStream();
        text.CopyTo(whole);
        whole.Position = 0;
        return CsvTable.Read(whole);
    }

    private static int FirstComplete(RecordTable table) =>
        Enumerable.Range(0, table.Rows).First(row => table.Columns.All(column => column[row].Length > 0));

    internal static string[] Truth(RecordTable table) =>
        table.Find("cluster") is { } cluster
            ? [.. Enumerable.Range(0, table.Rows).Select(row => cluster[row])]
            : [.. Enumerable.Range(0, table.Rows).Select(row => table.Find("rec_id")![row].Split('-')[1])];

    private static RecordTable Read(string csv) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    private static RecordTable Rows(RecordTable table, Func<int, bool> wanted)
    {
        var rows = Enumerable.Range(0, table.Rows).Where(wanted).ToArray();
        return new(rows.Length, table.Columns.Select(column => new Column(column.Name, [.. rows.Select(row => column.Codes[row])], column.Values.ToArray())));
    }

    private static LinkageResult Run(RecordTable table, int threads = 2) => Deduplication.Run(table, new LinkageSettings { Threads = threads });

    private static double F1(IReadOnlyList<int> clusters, string[] truth)
    {
        var pairs = PairsOf(clusters).ToList();
        var right = pairs.Count(pair => truth[pair.A] == truth[pair.B]);
        return 2.0 * right / (pairs.Count + truth.GroupBy(person => person).Sum(group => group.Count() * (group.Count() - 1) / 2));
    }

    private static IEnumerable<(int A, int B)> PairsOf(IReadOnlyList<int> clusters) =>
        from cluster in Enumerable.Range(0, clusters.Count).GroupBy(row => clusters[row])
        let rows = cluster.ToArray()
        from a in Enumerable.Range(0, rows.Length)
        from b in Enumerable.Range(a + 1, rows.Length - a - 1)
        select (rows[a], rows[b]);
}
