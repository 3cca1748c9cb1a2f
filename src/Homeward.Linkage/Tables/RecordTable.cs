namespace Homeward.Linkage;

/// <summary>Records in columns, as they were read. Rows are numbered from 0.</summary>
public sealed class RecordTable
{
    private readonly Column[] columns;

    /// <summary>Makes a table.</summary>
    /// <exception cref="ArgumentException">The columns differ in their number of rows.</exception>
    public RecordTable(int rows, IEnumerable<Column> columns)
    {
        this.columns = [.. columns];
        Rows = rows;
        if (Array.Find(this.columns, column => column.Rows != rows) is { } odd)
        {
            throw new ArgumentException($"Column '{odd.Name}' has {odd.Rows} rows and the table {rows}.", nameof(columns));
        }
    }

    /// <summary>How many records.</summary>
    public int Rows { get; }

    /// <summary>What whoever gave the file should know of how it was read; null when there is nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>The columns in the order of the file.</summary>
    public IReadOnlyList<Column> Columns => columns;

    /// <summary>The column of this heading, whatever its case; null when there is none.</summary>
    public Column? Find(string name) =>
        Array.Find(columns, column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The table with other columns of the same rows, such as without some or with others beside.</summary>
    public RecordTable With(IEnumerable<Column> others) => new(Rows, others);

    /// <summary>Two tables one below the other. Columns of one heading become one; a column only one side has is empty on the other.</summary>
    public RecordTable Append(RecordTable below)
    {
        ArgumentNullException.ThrowIfNull(below);
        var names = columns.Select(column => column.Name)
            .Concat(below.columns.Select(column => column.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return new(Rows + below.Rows, names.Select(name => Joined(name, Find(name), Rows, below.Find(name), below.Rows)));
    }

    private static Column Joined(string name, Column? above, int rowsAbove, Column? below, int rowsBelow)
    {
        var builder = new ColumnBuilder(name);
        foreach (var (column, rows) in ((Column?, int)[])[(above, rowsAbove), (below, rowsBelow)])
        {
            for (var row = 0; row < rows; row++)
            {
                builder.Add(column is null ? "" : column[row]);
            }
        }

        return builder.Build();
    }
}
