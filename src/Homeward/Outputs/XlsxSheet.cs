using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Homeward.Outputs;

/// <summary>
/// Writes a sheet as a workbook. Every cell is text by its type and by its format, so that it stays text when somebody edits it, and
/// whose copy it is stands at the head and foot of every printed sheet.
/// </summary>
public static class XlsxSheet
{
    // Excel's own number for the format "text".
    private const uint TextFormat = 49;

    // A header or footer of more than 255 letters makes Excel call the file damaged; each has two halves.
    private const int LongestMargin = 90;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(Sheet sheet)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var styles = book.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = Styles();
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new(
                new Columns(new Column { Min = 1, Max = (uint)sheet.Columns.Count + 1, Width = 22, CustomWidth = true }),
                new SheetData(sheet.Lines().Select(RowOf)),
                new HeaderFooter(
                    new OddHeader($"&L{Margin(sheet.Whose)}&R{Margin(sheet.Incident)}"),
                    new OddFooter($"&L{Margin(sheet.Warning)}&R{Margin($"{sheet.Copy.Label} {sheet.Copy.Code}")}")));
            book.Workbook = new(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "Homeward" }));
        }

        return bytes.ToArray();
    }

    private static Row RowOf(string[] cells, int index) =>
        new(cells.Select((cell, column) => new Cell
        {
            CellReference = Letters(column) + (index + 1),
            DataType = CellValues.InlineString,
            StyleIndex = 1,
            InlineString = new(new DocumentFormat.OpenXml.Spreadsheet.Text(Escaped(cell)) { Space = SpaceProcessingModeValues.Preserve }),
        }))
        { RowIndex = (uint)index + 1 };

    // A person's "_x0041_" is not a code for A, though Excel would read it as one.
    private static string Escaped(string cell) => cell.Replace("_x", "_x005F_x", StringComparison.Ordinal);

    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    // In a margin "&" begins an instruction.
    private static string Margin(string words)
    {
        var text = CellText.Of(words);
        return (text.Length > LongestMargin ? text[..LongestMargin] + "…" : text).Replace("&", "&&", StringComparison.Ordinal);
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font()) { Count = 1 },
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
        new Borders(new Border()) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true, QuotePrefix = true }) { Count = 2 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });
}
