using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Homeward.Outputs;
using Xunit;

namespace Homeward.Tests.Outputs;

/// <summary>What a stranger gave as a name comes out of a file as that text, and as nothing a program would run.</summary>
public sealed partial class SheetTests
{
    private static readonly Homeward.Outputs.Sheet Everything = new(
        "homeward-test", "Rosa & Duty, today", "August Drill", [("List", "=the list"), ("Taken out by", "Rosa & Duty, \"Oakwood\"")], "Lock it away.", ("Copy", "7KQ2M-X4T9P"),
        ["Code", "Name", "Words"], [.. Payloads.All.Select((payload, i) => (IReadOnlyList<string?>)[$"{i}", payload, payload + payload])]);

    [Fact]
    public void There_are_two_hundred_of_them() => Assert.InRange(Payloads.All.Count, 200, int.MaxValue);

    [Fact]
    public void What_goes_into_a_csv_comes_out_as_text_and_begins_no_formula()
    {
        var rows = ReadCsv(CsvSheet.Write(Everything)).Skip(6).ToList();
        Assert.Equal(Payloads.All.Count, rows.Count);
        foreach (var (payload, row) in Payloads.All.Zip(rows))
        {
            Assert.Equal(4, row.Length);
            Assert.All(row, AssertBeginsNoFormula);
            Assert.Equal((Written(payload), Written(payload + payload), "7KQ2M-X4T9P"), (Unquoted(row[1]), Unquoted(row[2]), row[3]));
        }
    }

    [Fact]
    public void What_goes_into_a_workbook_comes_out_as_text_and_begins_no_formula()
    {
        var rows = ReadXlsx(XlsxSheet.Write(Everything)).Skip(6).ToList();
        Assert.Equal(Payloads.All.Count, rows.Count);
        foreach (var (payload, row) in Payloads.All.Zip(rows))
        {
            Assert.All(row, AssertBeginsNoFormula);
            Assert.Equal((Written(payload), Written(payload + payload)), (Unquoted(row[1]), Unquoted(row[2])));
        }
    }

    [Fact]
    public void A_workbook_is_one_that_excel_opens_and_every_cell_of_it_is_text()
    {
        using var file = new MemoryStream(XlsxSheet.Write(Everything));
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ToList();
        Assert.All(cells, cell => Assert.Equal((CellValues.InlineString, true), (cell.DataType!.Value, cell.CellFormula is null)));
        var margin = document.WorkbookPart.WorksheetParts.Single().Worksheet!.Descendants<OddHeader>().Single().Text;
        Assert.Equal("&LRosa && Duty, today&RAugust Drill", margin);
    }

    [Fact]
    public void Every_line_of_a_csv_is_one_row_and_its_first_rows_say_whose_copy_it_is()
    {
        var lines = Encoding.UTF8.GetString(CsvSheet.Write(Everything)).TrimStart('\ufeff').Split("\r\n");
        Assert.Equal(6 + Payloads.All.Count + 1, lines.Length);
        Assert.DoesNotContain(lines, line => line.Contains('\n', StringComparison.Ordinal) || line.Contains('\r', StringComparison.Ordinal) || line.Contains('\0', StringComparison.Ordinal));
        Assert.Equal(["\"List\",\"'=the list\"", "\"Taken out by\",\"Rosa & Duty, \"\"Oakwood\"\"\"", "\"Copy\",\"7KQ2M-X4T9P\"", "\"Lock it away.\""], lines[..4]);
    }

    [Theory]
    [InlineData("Nadia Lopez", "Nadia Lopez")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData(" ＝1+1", "' ＝1+1")]
    [InlineData("'Aulani", "''Aulani")]
    [InlineData("a\r\nb", "a  b")]
    [InlineData("José-María", "José-María")]
    [InlineData(null, "")]
    public void A_cell_is_changed_no_more_than_it_must_be(string? said, string cell) => Assert.Equal(cell, CellText.Of(said));

    internal static List<string[]> ReadCsv(byte[] file)
    {
        using var csv = new CsvParser(new StreamReader(new MemoryStream(file)), new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false });
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add(csv.Record!);
        }

        return rows;
    }

    internal static List<string[]> ReadXlsx(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        return [.. document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Select(row =>
            row.Elements<Cell>().Select(cell => EscapedCharacter().Replace(cell.InlineString!.InnerText, code => ((char)Convert.ToInt32(code.Groups[1].Value, 16)).ToString())).ToArray())];
    }

    // An oracle of its own: whatever stands before it, what would be taken for a formula isn't the first thing to be seen.
    internal static void AssertBeginsNoFormula(string cell) =>
        Assert.DoesNotMatch(@"^[\s\p{Cc}\p{Cf}\p{M}\ufffd]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]", cell);

    // What may be changed on the way, said another way than the product does.
    private static string Written(string payload)
    {
        var known = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(payload));
        return Turning().Replace(Breaks().Replace(known, " "), "\ufffd");
    }

    private static string Unquoted(string cell) => cell.StartsWith('\'') ? cell[1..] : cell;

    [GeneratedRegex(@"[\u0000-\u001f\u007f-\u009f\u2028\u2029]")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"[\u202a-\u202e\u2066-\u2069\ufffe\uffff]")]
    private static partial Regex Turning();

    [GeneratedRegex("_x([0-9A-F]{4})_")]
    private static partial Regex EscapedCharacter();
}
