using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Homeward.Linkage;

namespace Homeward.Commands;

/// <summary>
/// The page on which a person judges pairs: one file that asks nothing of any server, works from a disk without network, by keys alone, and
/// hands out the answers as a file.
/// </summary>
internal static class LabelPage
{
    private static readonly JsonSerializerOptions WithinHtml = new(JsonSerializerDefaults.Web);

    /// <summary>Writes the page.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="result">The run that chose the pairs.</param>
    /// <param name="nameOf">What each row is called.</param>
    /// <param name="before">What was judged already, which the answers' file holds too.</param>
    /// <param name="language">en or es; null for that of the browser.</param>
    internal static void Write(TextWriter to, LinkageResult result, Func<int, string> nameOf, IReadOnlyList<LabelledPair> before, string? language)
    {
        var shown = Enumerable.Range(0, result.Roles.Count).Where(at => result.Roles[at] is ColumnRole.Other or > ColumnRole.Ignored && result.Table.Columns[at].Filled > 0 && !PrivateColumns.AreNumbersOfDocuments(result.Table.Columns[at].Name)).ToArray();
        var data = new
        {
            Key = Key(result, nameOf),
            Language = language,
            Columns = shown.Select(at => result.Table.Columns[at].Name),
            Pairs = result.ToJudge.Select(pair => new { LeftId = nameOf(pair.Left), RightId = nameOf(pair.Right), Left = Cells(pair.Left), Right = Cells(pair.Right) }),
            Before = before.Select(pair => new { Left = nameOf(pair.Left), Right = nameOf(pair.Right), Match = pair.IsMatch }),
        };

        // The serializer escapes <, > and &, so no cell can end the script it stands in.
        to.Write(Template().Replace("{{DATA}}", JsonSerializer.Serialize(data, WithinHtml), StringComparison.Ordinal));

        string[] Cells(int row) => [.. shown.Select(at => Short(result.Table.Columns[at][row]))];
    }

    // Answers that a browser kept belong to the pairs they were given for.
    private static string Key(LinkageResult result, Func<int, string> nameOf) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', result.ToJudge.Select(pair => $"{nameOf(pair.Left)}\t{nameOf(pair.Right)}")))).AsSpan(0, 8));

    private static string Short(string cell)
    {
        const int Longest = 300;
        return cell.Length <= Longest ? cell : $"{cell.AsSpan(0, char.IsHighSurrogate(cell[Longest - 1]) ? Longest - 1 : Longest)}…";
    }

    private static string Template()
    {
        using var stream = typeof(LabelPage).Assembly.GetManifestResourceStream("LabelPage.html") ?? throw new InvalidOperationException("The program was built without LabelPage.html.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
