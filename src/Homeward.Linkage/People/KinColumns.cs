namespace Homeward.Linkage;

/// <summary>The relatives each record of a file names, laid out as those of the index are.</summary>
internal sealed class KinColumns
{
    private const int MostOfARecord = 12;

    private readonly int[] data;
    private readonly int[] start;
    private readonly byte[] count;

    private KinColumns(int[] data, int[] start, byte[] count) => (this.data, this.start, this.count) = (data, start, count);

    /// <summary>Which relatives any record names.</summary>
    internal required IReadOnlySet<Relation> Named { get; init; }

    /// <summary>The same relatives in an order of the records.</summary>
    internal KinColumns InOrder(int[] order) => new(data, Array.ConvertAll(order, record => start[record]), Array.ConvertAll(order, record => count[record])) { Named = Named };

    internal Kin Of(int record) => new(new(data, start[record]), count[record]);

    /// <summary>Reads columns of names, several in a cell with semicolons between them; null when there are none.</summary>
    internal static KinColumns? Read(IReadOnlyList<(Relation Relation, Column Column)> columns, Words words, int rows)
    {
        if (columns.Count == 0)
        {
            return null;
        }

        var packed = columns.Select(one => one.Column.Values.ToArray().Select(cell => Packed(one.Relation, cell, words)).ToArray()).ToArray();
        var (data, start, count) = (new List<int>(), new int[rows], new byte[rows]);
        for (var row = 0; row < rows; row++)
        {
            start[row] = data.Count;
            for (var at = 0; at < columns.Count; at++)
            {
                foreach (var relative in packed[at][columns[at].Column.Codes[row]])
                {
                    if (count[row] < MostOfARecord)
                    {
                        data.AddRange(relative);
                        count[row]++;
                    }
                }
            }
        }

        return new([.. data], start, count) { Named = columns.Select(one => one.Relation).ToHashSet() };
    }

    private static int[][] Packed(Relation relation, string cell, Words words) =>
        [.. cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostOfARecord).Select(name =>
            ProfilePacker.PackRelative(new(relation, name), words.NumberOf)).Where(relative => relative.Length > RelativeView.HeaderLength)];
}
