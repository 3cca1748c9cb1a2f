namespace Homeward.Linkage;

/// <summary>What each record is called in a result.</summary>
public sealed class RecordIds
{
    private readonly Column? column;

    private RecordIds(Column? column, int repeated, int empty) => (this.column, Repeated, Empty) = (column, repeated, empty);

    /// <summary>The column the ids come from; null when rows are numbered.</summary>
    public string? Heading => column?.Name;

    /// <summary>Rows whose id another row before them has; in the result they are told apart by "#" and the row's number.</summary>
    public int Repeated { get; }

    /// <summary>Rows without an id; they are called by "#" and their number.</summary>
    public int Empty { get; }

    /// <summary>What a row is called. Rows are numbered from 1, as people count them.</summary>
    public string this[int row] => column is null ? $"{row + 1}"
        : column[row] is var id && id.Length == 0 ? $"#{row + 1}"
        : Repeated > 0 && FirstWith![column.Codes[row]] != row ? $"{id}#{row + 1}" : id;

    private int[]? FirstWith { get; init; }

    /// <summary>The row of each record by what it is called.</summary>
    /// <param name="rows">How many records there are.</param>
    public IReadOnlyDictionary<string, int> RowsByName(int rows)
    {
        var byName = new Dictionary<string, int>(rows, StringComparer.Ordinal);
        for (var row = 0; row < rows; row++)
        {
            byName.TryAdd(this[row], row);
        }

        return byName;
    }

    /// <summary>The ids of a table.</summary>
    /// <exception cref="InvalidDataException">The table has no such column.</exception>
    public static RecordIds Of(RecordTable table, string? heading)
    {
        ArgumentNullException.ThrowIfNull(table);
        var column = heading is not null
            ? table.Find(heading) ?? throw new InvalidDataException($"There is no column \"{heading}\". The file has: {string.Join(", ", table.Columns.Select(c => c.Name))}.")
            : table.Find("id") ?? table.Find("unique_id") ?? table.Find("rec_id");
        if (column is null)
        {
            return new(null, 0, 0);
        }

        var first = new int[column.Values.Length];
        Array.Fill(first, -1);
        var repeated = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            ref var seen = ref first[column.Codes[row]];
            repeated += seen >= 0 && column.Codes[row] != 0 ? 1 : 0;
            seen = seen < 0 ? row : seen;
        }

        return new(column, repeated, column.Counts[0]) { FirstWith = first };
    }
}
