using System.Globalization;
using System.Text;

namespace Homeward.Linkage.Tests;

public sealed class FurtherColumnTests
{
    [Fact]
    public void Further_columns_are_taken_for_what_their_values_are()
    {
        var profiles = Profiles(File(40));
        Assert.Equal(
            [("bus", ColumnKind.Category), ("height", ColumnKind.Number), ("enrolled", ColumnKind.Date), ("lunch_card", ColumnKind.FreeId), ("teacher", ColumnKind.Text)],
            profiles.Where(one => one.Role == ColumnRole.Other).Select(one => (one.Name, one.Kind)));
        Assert.Equal(0.5, profiles.Single(one => one.Name == "teacher").FilledShare, 0.01);
    }

    [Theory]
    [InlineData("Nationality", "Homeward never compares people by it.")]
    [InlineData("country of birth", "Homeward never compares people by it.")]
    [InlineData("district", "All its rows say the same.")]
    [InlineData("cluster", "It holds the truth or is for analysis only. Say what it holds with --map if it should be evidence.")]
    public void What_is_not_used_says_why(string heading, string why)
    {
        var csv = new StringBuilder($"id,name,age,{heading}\n");
        for (var i = 0; i < 30; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{i},Ana Ruiz,{i % 9},{(heading == "district" ? 7 : i)}\n");
        }

        Assert.Equal(why, Profiles(Read(csv.ToString())).Single(one => one.Name == heading).WhyNot);
    }

    [Fact]
    public void A_column_in_which_nearly_all_rows_say_the_same_is_not_evidence()
    {
        var csv = new StringBuilder("id,name,age,district\n");
        for (var i = 0; i < 1_000; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{i},Ana Ruiz,{i % 9},{(i == 7 ? "east" : "west")}\n");
        }

        Assert.Equal("Nearly all its rows say the same.", Profiles(Read(csv.ToString()))[^1].WhyNot);
    }

    [Theory]
    [InlineData("141.5", "142", 2)]
    [InlineData("141.5", "145.5", 3)]
    [InlineData("141.5", "160", 4)]
    public void Numbers_agree_by_how_far_apart_they_are(string one, string other, int likeness) => Assert.Equal(likeness, Compared("height", one, other));

    [Theory]
    [InlineData("2024-08-03", "2024-03-08", 2)]
    [InlineData("2024-08-03", "2024-08-13", 2)]
    [InlineData("2024-08-03", "2024-08-25", 3)]
    [InlineData("2024-08-03", "2019-11-25", 4)]
    public void Dates_agree_digit_by_digit(string one, string other, int likeness) => Assert.Equal(likeness, Compared("enrolled", one, other));

    [Theory]
    [InlineData("C-1041", "C-1042", 2)]
    [InlineData("C-1041", "C-1402", 4)]
    public void Identifiers_agree_when_one_character_slipped_and_not_when_they_resemble(string one, string other, int likeness) => Assert.Equal(likeness, Compared("lunch_card", one, other));

    [Fact]
    public void A_shared_identifier_of_the_files_own_tells_people_of_one_name_apart()
    {
        var csv = new StringBuilder("id,name,age,lunch_card\n");
        for (var i = 0; i < 400; i++)
        {
            // Each child stands there twice; a hundred names go round, so that a name says little.
            csv.Append(CultureInfo.InvariantCulture, $"{i},Ana{(char)('a' + (i / 2 % 10))}la Ruiz{(char)('a' + (i / 2 / 10 % 10))}n,{5 + (i / 2 % 7)},C-{1000 + (37 * (i / 2))}\n");
        }

        var clusters = Deduplication.Run(Read(csv.ToString()), new LinkageSettings()).Clusters;
        Assert.Equal(200, clusters.Distinct().Count());
        Assert.All(Enumerable.Range(0, 200), child => Assert.Equal(clusters[2 * child], clusters[(2 * child) + 1]));
    }

    private static int Compared(string column, string one, string other)
    {
        var table = File(200, (column, one, other));
        var texts = TextColumn.OfKind(table.Find(column)!);
        return (int)texts.Compare(texts.Codes[0], texts.Codes[1]);
    }

    private static RecordTable File(int rows, (string Column, string One, string Other)? first = null)
    {
        var csv = new StringBuilder("id,given_name,dob,bus,height,enrolled,lunch_card,teacher\n");
        for (var i = 0; i < rows; i++)
        {
            string Value(string column, string usual) => i > 1 || first is not { } said || said.Column != column ? usual : i == 0 ? said.One : said.Other;
            csv.Append(CultureInfo.InvariantCulture, $"{i},Ana,201{i % 9}-05-1{i % 7},{(char)('A' + (i % 4))}-line,{Value("height", $"{120 + (i % 41)}.5")},{Value("enrolled", $"20{10 + (i % 12)}-0{1 + (i % 9)}-{10 + (i % 19)}")},{Value("lunch_card", $"C-{1000 + (17 * i)}")},{(i % 2 == 0 ? $"Mister {(char)('a' + (i % 26))}{(char)('a' + (i / 3 % 26))} Stone" : "")}\n");
        }

        return Read(csv.ToString());
    }

    private static IReadOnlyList<ColumnProfile> Profiles(RecordTable table) => ColumnProfile.Of(table, ColumnRoles.Recognise(table));

    private static RecordTable Read(string csv) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)));
}
