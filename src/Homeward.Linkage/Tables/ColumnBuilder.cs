namespace Homeward.Linkage;

/// <summary>Takes a column's cells one after the other and keeps each distinct value once.</summary>
internal sealed class ColumnBuilder(string name)
{
    private readonly Dictionary<string, int> codeOf = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> values = [""];
    private readonly List<int> codes = [];

    internal string Name => name;

    internal int Rows => codes.Count;

    internal void Add(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        var lookup = codeOf.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(cell, out var code))
        {
            code = values.Count;
            var value = cell.ToString();
            values.Add(value);
            codeOf.Add(value, code);
        }

        codes.Add(code);
    }

    internal Column Build() => new(name, [.. codes], [.. values]);
}
