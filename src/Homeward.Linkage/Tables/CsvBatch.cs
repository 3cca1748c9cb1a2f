namespace Homeward.Linkage;

/// <summary>Some thousand rows of cells, copied out of the reader's buffer, on their way into the columns.</summary>
internal sealed class CsvBatch(ColumnBuilder[] columns)
{
    private const int MostRows = 4096;
    private const int EnoughLetters = 1 << 19;

    // Where each cell ends among the letters, row after row.
    private readonly List<int> ends = [];
    private char[] letters = new char[1 << 12];
    private int rows;

    internal bool IsFull => rows == MostRows || (ends.Count > 0 && ends[^1] > EnoughLetters);

    /// <summary>Takes the row the reader stands at; cells it lacks are empty.</summary>
    /// <exception cref="InvalidDataException">It has more cells than there are headings.</exception>
    internal void AddRow(CsvCells cells, int rowInFile)
    {
        rows++;
        var at = 0;
        while (cells.NextCell(out var cell))
        {
            if (at < columns.Length)
            {
                Add(cell);
                at++;
            }
            else if (!cell.Trim().IsEmpty)
            {
                throw new InvalidDataException(
                    $"Row {rowInFile} has more cells than the heading, which has {columns.Length}. Put quotes around a cell that holds the separator '{cells.Separator}'.");
            }
        }

        for (; at < columns.Length; at++)
        {
            Add("");
        }
    }

    /// <summary>Adds each column's cells in order, several columns at once, and empties the batch.</summary>
    internal void AddToColumns()
    {
        Parallel.For(0, columns.Length, column =>
        {
            for (var cell = column; cell < ends.Count; cell += columns.Length)
            {
                var from = cell == 0 ? 0 : ends[cell - 1];
                columns[column].Add(letters.AsSpan(from, ends[cell] - from));
            }
        });
        ends.Clear();
        rows = 0;
    }

    private void Add(ReadOnlySpan<char> cell)
    {
        var from = ends.Count == 0 ? 0 : ends[^1];
        if (letters.Length - from < cell.Length)
        {
            Array.Resize(ref letters, Math.Max(letters.Length * 2, from + cell.Length));
        }

        cell.CopyTo(letters.AsSpan(from));
        ends.Add(from + cell.Length);
    }
}
