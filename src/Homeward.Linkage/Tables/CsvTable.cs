namespace Homeward.Linkage;

/// <summary>
/// Reads a CSV file straight into columns: comma, semicolon, tab or bar, whichever the heading has most of; quotes as in
/// RFC 4180; UTF-8, UTF-16 with its mark, or else Windows-1252, which the table then remarks upon.
/// </summary>
/// <remarks>
/// One thread finds the cells while the others look up the distinct values of the rows before, a column each, so that a
/// million rows take about a second. Beside the columns only two batches of rows are held.
/// </remarks>
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
    /// <param name="stream">The file's bytes; it must be possible to go back in it.</param>
    /// <param name="cancellation">Ends the reading between two batches of rows.</param>
    public static RecordTable Read(Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var encoding = CsvEncoding.Of(stream);
        using var reader = new StreamReader(stream, encoding.Decoder, detectEncodingFromByteOrderMarks: !encoding.IsGuessed, BufferSize, leaveOpen: true);
        var cells = new CsvCells(reader);
        var headings = cells.Headings();
        var columns = Array.ConvertAll(headings, name => new ColumnBuilder(name));
        var (filling, waiting) = (new CsvBatch(columns), new CsvBatch(columns));
        var adding = Task.CompletedTask;
        var rows = 0;
        string? remark = null;
        while (cells.NextRow())
        {
            filling.AddRow(cells, rows + 2);
            rows++;
            if (remark is null && cells.Passed > encoding.FirstGuessed)
            {
                remark = $"Row {rows + 1} has bytes that are not UTF-8, so the file was read as Windows-1252, as spreadsheets save it. Look whether the accents are right.";
            }

            if (filling.IsFull)
            {
                adding.Wait(cancellation);
                (filling, waiting) = (waiting, filling);
                adding = Task.Run(waiting.AddToColumns, cancellation);
            }
        }

        adding.Wait(cancellation);
        filling.AddToColumns();
        return new(rows, columns.Select(column => column.Build())) { Remark = remark };
    }
}
