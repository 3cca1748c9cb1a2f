using System.Text;

namespace Homeward.Linkage;

/// <summary>
/// Reads a CSV file straight into columns: comma, semicolon, tab or bar, whichever the heading has most of; quotes as in
/// RFC 4180; UTF-8, where bytes that are none become U+FFFD.
/// </summary>
public static class CsvTable
{
    private const int BufferSize = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no table; the message says where and what to do.</exception>
    public static RecordTable Read(string path, CancellationToken cancellation = default)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        return Read(stream, cancellation);
    }

    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    public static RecordTable Read(Stream stream, CancellationToken cancellation = default)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferSize, leaveOpen: true);
        var cells = new CsvCells(reader);
        var headings = cells.Headings();
        var columns = headings.Select(name => new ColumnBuilder(name)).ToArray();
        var rows = 0;
        while (cells.NextRow())
        {
            // Asking costs more than a short row does, so it is asked now and then.
            if ((rows & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var at = 0;
            while (cells.NextCell(out var cell))
            {
                if (at < columns.Length)
                {
                    columns[at++].Add(cell);
                }
                else if (!cell.Trim().IsEmpty)
                {
                    throw new InvalidDataException(
                        $"Row {rows + 2} has more cells than the heading, which has {columns.Length}. Put quotes around a cell that holds the separator '{cells.Separator}'.");
                }
            }

            for (; at < columns.Length; at++)
            {
                columns[at].Add("");
            }

            rows++;
        }

        return new(rows, columns.Select(column => column.Build()));
    }
}
