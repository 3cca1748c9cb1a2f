namespace Homeward.Linkage;

/// <summary>Takes a column's cells one after the other and keeps each distinct value once.</summary>
internal sealed class ColumnBuilder(string name)
{
    private readonly DistinctValues values = new();
    private readonly List<int> codes = [];

    internal void Add(ReadOnlySpan<char> cell) => codes.Add(values.NumberOf(cell.Trim()));

    /// <summary>The column; the builder gives up what it holds.</summary>
    internal Column Build()
    {
        int[] built = [.. codes];
        codes.Clear();
        codes.TrimExcess();
        return new(name, built, values.Build());
    }
}
