using System.Text;
using Homeward.Features.Import;
using Xunit;

namespace Homeward.Tests.Import;

public sealed class CsvFileTests
{
    private const string Roll = "Nombre,Apellidos,Edad\r\nÁngela,Núñez Peña,7\r\n";

    public static TheoryData<string, byte[], string, bool> SameFileInEveryEncoding() => new()
    {
        { "UTF-8 without a mark", Encoding.UTF8.GetBytes(Roll), "UTF-8", false },
        { "UTF-8 with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Roll)], "UTF-8", false },
        { "UTF-16 little end first", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Roll)], "UTF-16", false },
        { "UTF-16 big end first", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Roll)], "UTF-16", false },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes(Roll), "UTF-16", true },
        { "Latin-1", Encoding.Latin1.GetBytes(Roll), "Windows-1252", true },
    };

    [Theory]
    [MemberData(nameof(SameFileInEveryEncoding))]
    public void Every_encoding_gives_the_same_names(string what, byte[] bytes, string encoding, bool guessed)
    {
        var file = Sheet.Open(bytes);

        Assert.True(file.Encoding.Name == encoding && file.Encoding.Guessed == guessed, $"{what} was taken for {file.Encoding.Name}");
        Assert.Equal(["Nombre", "Apellidos", "Edad"], file.Headers);
        Assert.Equal(["Ángela", "Núñez Peña", "7"], Assert.Single(file.Rows()).Cells);
    }

    [Fact]
    public void Windows_1252_quotes_and_dashes_are_read_where_Latin_1_has_none() =>
        Assert.Equal("O’Neal – Ana", Sheet.Open([.. "Name\n"u8, (byte)'O', 0x92, .. "Neal "u8, 0x96, .. " Ana"u8]).Rows().Single().Cells[0]);

    [Fact]
    public void Accents_that_macOS_writes_apart_are_put_together() =>
        Assert.Equal("Núñez", Sheet.Open("Name\nNu\u0301n\u0303ez").Rows().Single().Cells[0]);

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void Every_usual_separator_is_found(string separator)
    {
        var file = Sheet.Open($"Name,Age,Town\nAna,7,Morton\nLuis,8,Forest\n".Replace(",", separator, StringComparison.Ordinal));

        Assert.Equal(separator[0], file.Separator);
        Assert.Equal(["Ana", "7", "Morton"], file.Rows().First().Cells);
    }

    [Fact]
    public void Commas_inside_cells_do_not_hide_the_semicolon() =>
        Assert.Equal(';', Sheet.Open("Name;Age\nLópez, Ana;7\nPérez, Luis;8\nRuiz;9\n").Separator);

    [Fact]
    public void Separators_and_line_breaks_inside_quotes_belong_to_the_cell()
    {
        var rows = Sheet.Open("Name,Needs\n\"López; Ana\",\"insulin;\r\ntwice \"\"daily\"\"\"\nLuis,\n").Rows().ToList();

        Assert.Equal(["López; Ana", "insulin; twice \"daily\""], rows[0].Cells);
        Assert.Equal((2, 3), (rows[0].Number, rows[1].Number));
    }

    [Fact]
    public void A_first_line_that_names_the_separator_for_Excel_is_obeyed_and_not_counted() =>
        Assert.Equal((2, "7"), Sheet.Open("sep=;\nName;Age\nAna;7\n").Rows().Select(row => (row.Number, row.Cells[1])).Single());

    [Fact]
    public void A_title_above_the_header_is_passed_over()
    {
        var file = Sheet.Open("Roll of the fifth grade\n\nFirst name,Last name,Age\nAna,López,7\n");

        Assert.Equal(["First name", "Last name", "Age"], file.Headers);
        Assert.Equal(4, Assert.Single(file.Rows()).Number);
    }

    [Fact]
    public void A_file_without_a_header_keeps_its_first_row()
    {
        var file = Sheet.Open("Ana,López,2012-03-04\nLuis,Pérez,2011-03-04\n");

        Assert.True(file.HeaderMissing);
        Assert.Equal(["(column 1)", "(column 2)", "(column 3)"], file.Headers);
        Assert.Equal(2, file.Rows().Count());
    }

    [Fact]
    public void Two_columns_with_one_name_stay_two_columns()
    {
        var file = Sheet.Open("Name,Phone,Phone\nAna,601 555 0101,601 555 0102\n");

        Assert.Equal(["Name", "Phone", "Phone (2)"], file.Headers);
        Assert.Equal(["Phone"], file.RepeatedHeaders);
    }

    [Fact]
    public void Short_and_long_rows_are_seen()
    {
        var rows = Sheet.Open("Name,Age,Town\nAna\nLuis,8,Forest,,\nEva,9,Morton,extra\n").Rows().ToList();

        Assert.Equal([(2, 0), (0, 0), (0, 1)], rows.Select(row => (row.Missing, row.Extra)));
    }

    [Fact]
    public void Empty_rows_are_passed_over_and_still_counted_as_a_spreadsheet_counts() =>
        Assert.Equal([2, 5], Sheet.Open("Name,Age\nAna,7\n\n , \nLuis,8\n").Rows().Select(row => row.Number));

    [Fact]
    public void Nul_characters_are_taken_out_and_said() =>
        Assert.Equal(("Ana", 0), Sheet.Open("Name,Age\nA\0na,7\n").Rows().Select(row => (row.Cells[0], row.NulRemoved)).Single());

    [Fact]
    public void An_enormous_cell_is_not_kept_and_said() =>
        Assert.Equal(("", 0), Sheet.Open($"Name,Age\n{new string('a', CsvFile.MaxCellLetters + 1)},7\n").Rows().Select(row => (row.Cells[0], row.TooLong)).Single());

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_the_rest_unnoticed()
    {
        var rest = string.Concat(Enumerable.Range(0, 300).Select(i => $"Child {i},7\n"));

        Assert.Contains(ProblemKind.CellTooLong, Sheet.Read($"Name,Age\n\"Ana,7\n{rest}").Counts.Keys);
    }

    [Theory]
    [InlineData("", ProblemKind.FileEmpty)]
    [InlineData("\r\n\r\n", ProblemKind.FileEmpty)]
    [InlineData("%PDF-1.7 and so on", ProblemKind.FileIsPdf)]
    [InlineData("PK\u0003\u0004 xl/workbook.xml", ProblemKind.FileIsWorkbook)]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006", ProblemKind.FileNotText)]
    public void What_is_no_table_is_refused_with_its_reason(string text, ProblemKind reason) =>
        Assert.Equal(new CsvOpening.Refused(reason), CsvFile.Open(Sheet.Utf8(text)));

    [Fact]
    public void More_columns_than_a_list_of_people_has_are_refused() =>
        Assert.Equal(new CsvOpening.Refused(ProblemKind.FileTooManyColumns), CsvFile.Open(Sheet.Utf8("Name" + new string(',', CsvFile.MaxColumns))));
}
