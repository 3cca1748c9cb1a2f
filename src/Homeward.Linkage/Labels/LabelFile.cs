namespace Homeward.Linkage;

/// <summary>
/// Pairs that somebody judged, as a table: <c>left_id</c>, <c>right_id</c> and <c>match</c>, which is 1 or yes for one person and
/// 0 or no for two. A pair whose match is empty was left open and says nothing.
/// </summary>
public sealed class LabelFile
{
    private static readonly HashSet<string> Yes = new(["1", "1.0", "true", "yes", "y", "si", "sí", "match", "same"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> No = new(["0", "0.0", "false", "no", "n", "non-match", "nonmatch", "different"], StringComparer.OrdinalIgnoreCase);

    private LabelFile(IReadOnlyList<LabelledPair> pairs, IReadOnlyList<string> problems) => (Pairs, Problems) = (pairs, problems);

    /// <summary>The pairs that could be read, in the order of the table, by rows of what was linked.</summary>
    public IReadOnlyList<LabelledPair> Pairs { get; }

    /// <summary>What was left out, with its row and why; an answer for whoever gave the file, since it names ids.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Reads labels.</summary>
    /// <param name="table">The labels.</param>
    /// <param name="left">What the records are called that <c>left_id</c> names, from row 0 on.</param>
    /// <param name="right">The records <c>right_id</c> names: the same for one file; for two files those of the other, which stand below.</param>
    /// <param name="apart">Rows before those of <paramref name="right"/>: 0 for one file, the first file's rows for two.</param>
    /// <exception cref="InvalidDataException">A column is missing, or no row can be used; the message says what was found.</exception>
    public static LabelFile Read(RecordTable table, IReadOnlyDictionary<string, int> left, IReadOnlyDictionary<string, int> right, int apart)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        Column Named(string heading) => table.Find(heading)
            ?? throw new InvalidDataException($"There is no column {heading}; labels have left_id, right_id and match. The file has: {string.Join(", ", table.Columns.Select(column => column.Name))}.");
        var (lefts, rights, matches) = (Named("left_id"), Named("right_id"), Named("match"));
        var (pairs, problems, said) = (new List<LabelledPair>(), new List<string>(), new Dictionary<(int, int), bool>());
        for (var row = 0; row < table.Rows; row++)
        {
            var answer = matches[row].Trim();
            if (answer.Length == 0)
            {
                continue;
            }

            var problem = !Yes.Contains(answer) && !No.Contains(answer) ? $"match is \"{answer}\"; it is 1 or 0"
                : !left.TryGetValue(lefts[row], out var one) ? $"there is no record \"{lefts[row]}\""
                : !right.TryGetValue(rights[row], out var two) ? $"there is no record \"{rights[row]}\""
                : apart == 0 && one == two ? $"\"{lefts[row]}\" is compared with itself"
                : null;
            if (problem is not null)
            {
                problems.Add($"Row {row + 2}: {problem}. It is left out.");
                continue;
            }

            var pair = new LabelledPair(left[lefts[row]], right[rights[row]] + apart, Yes.Contains(answer));
            var key = (Math.Min(pair.Left, pair.Right), Math.Max(pair.Left, pair.Right));
            if (said.TryGetValue(key, out var before) && before != pair.IsMatch)
            {
                problems.Add($"Row {row + 2}: {lefts[row]} and {rights[row]} were judged otherwise before. The later judgement counts.");
            }

            said[key] = pair.IsMatch;
            pairs.Add(pair);
        }

        return pairs.Count > 0 || problems.Count == 0 ? new(pairs, problems)
            : throw new InvalidDataException($"None of {table.Rows:#,0} labels can be used. {problems[0]}");
    }
}
