using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Homeward.Features.Import;

/// <summary>
/// A table in a text file, however a school office's spreadsheet wrote it. Opening finds the encoding, the separator and
/// the header; the rows are then read as a stream, as often as wanted, so that memory doesn't grow with their number.
/// </summary>
public sealed class CsvFile
{
    /// <summary>A cell with more letters than this is reported and not kept. Most often it is a quote that was never closed.</summary>
    public const int MaxCellLetters = 2_000;

    /// <summary>More columns than this is no list of people.</summary>
    public const int MaxColumns = 300;

    private const int HeaderSearchedInRows = 10;
    private const int LettersForSeparator = 64 * 1024;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly int headerRow;

    private CsvFile(ReadOnlyMemory<byte> bytes, FileEncoding encoding, char separator, int headerRow, IReadOnlyList<string> headers)
    {
        this.bytes = bytes;
        this.headerRow = headerRow;
        Encoding = encoding;
        Separator = separator;
        Headers = headers;
    }

    /// <summary>How the bytes were turned into letters.</summary>
    public FileEncoding Encoding { get; }

    /// <summary>What stands between the cells.</summary>
    public char Separator { get; }

    /// <summary>The column names. Empty ones are called <c>(column 3)</c>, repeated ones <c>name (2)</c>, so that each is one column.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>True when the first row already holds data: the columns then have numbers for names, and a person says what they are.</summary>
    public bool HeaderMissing => headerRow == 0;

    /// <summary>Names that stood over more than one column.</summary>
    public IReadOnlyList<string> RepeatedHeaders { get; private init; } = [];

    /// <summary>Opens a file, or says why it is not a table of people.</summary>
    public static CsvOpening Open(ReadOnlyMemory<byte> bytes)
    {
        if (NotATable.Of(bytes.Span) is { } reason) { return new CsvOpening.Refused(reason); }

        var encoding = FileEncoding.Of(bytes.Span);
        var separator = FindSeparator(bytes, encoding);
        var first = Parse(bytes, encoding, separator).Take(HeaderSearchedInRows).ToList();
        if (first.Count == 0) { return new CsvOpening.Refused(ProblemKind.FileEmpty); }
        if (first.Any(row => row.Cells.Length > MaxColumns)) { return new CsvOpening.Refused(ProblemKind.FileTooManyColumns); }

        var header = HeaderRow.Find([.. first.Select(row => row.Cells)]);
        var width = header is { } at ? first[at].Cells.Length : first.Max(row => row.Cells.Length);
        var names = header is { } index ? first[index].Cells : new string[width];
        return new CsvOpening.Opened(new CsvFile(
            bytes, encoding, separator, header is { } found ? first[found].Number : 0, HeaderRow.Distinct(names))
        {
            RepeatedHeaders = HeaderRow.Repeated(names),
        });
    }

    /// <summary>The rows after the header that have anything in them, in order.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        foreach (var (number, cells) in Parse(bytes, Encoding, Separator))
        {
            if (number > headerRow) { yield return Fit(number, cells); }
        }
    }

    private CsvRow Fit(int number, string[] raw)
    {
        var (nul, tooLong) = (-1, -1);
        var cells = new string[Headers.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = i < raw.Length ? raw[i] : "";
            if (cell.Length > MaxCellLetters)
            {
                tooLong = i;
                cell = "";
            }

            if (cell.Contains('\0'))
            {
                nul = i;
                cell = cell.Replace("\0", "", StringComparison.Ordinal);
            }

            cells[i] = CellText.Clean(cell);
        }

        var extra = raw.Skip(cells.Length).Count(cell => !string.IsNullOrWhiteSpace(cell));
        return new CsvRow(number, cells, Math.Max(0, cells.Length - raw.Length), extra, nul, tooLong);
    }

    private static char FindSeparator(ReadOnlyMemory<byte> bytes, FileEncoding encoding)
    {
        using var reader = Reader(bytes, encoding);
        var start = new char[LettersForSeparator];
        var text = new string(start, 0, reader.ReadBlock(start, 0, start.Length));

        // Excel writes and obeys a first line such as "sep=;".
        return SeparatorLine(text) is { } said ? said : Import.Separator.Of(text);
    }

    private static char? SeparatorLine(string text) =>
        text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && Import.Separator.Known.Contains(text[4])
        && (text.Length == 5 || text[5] is '\r' or '\n')
            ? text[4]
            : null;

    private static IEnumerable<(int Number, string[] Cells)> Parse(ReadOnlyMemory<byte> bytes, FileEncoding encoding, char separator)
    {
        using var reader = Reader(bytes, encoding);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            Mode = CsvMode.RFC4180,
            // A stray quote is kept as a letter: people write 5' 2" and "Beto". Nothing in a cell is ever evaluated.
            BadDataFound = null,
            IgnoreBlankLines = false,
            CacheFields = true,
        });
        var number = 0;
        while (parser.Read())
        {
            var cells = parser.Record ?? [];
            if (number == 0 && cells.Length > 0 && cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && cells[0].Length <= 5)
            {
                continue;
            }

            number++;
            if (!Array.TrueForAll(cells, cell => string.IsNullOrWhiteSpace(cell) || cell.AsSpan().Trim('\0').IsEmpty)) { yield return (number, cells); }
        }
    }

    private static StreamReader Reader(ReadOnlyMemory<byte> bytes, FileEncoding encoding)
    {
        var content = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset + encoding.MarkLength, segment.Count - encoding.MarkLength, writable: false)
            : new MemoryStream(bytes[encoding.MarkLength..].ToArray(), writable: false);
        return new StreamReader(content, encoding.Decoder, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
    }
}
