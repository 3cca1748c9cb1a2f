using System.Text.RegularExpressions;

namespace Homeward.Journal;

/// <summary>
/// The sealed reports of a data folder in a backup: whoever sent one has our word that it is kept. They are sealed to the incident's key, which lives
/// longer than the key of the record one of them becomes. So they go into the file with the keys, which opens for seven days and no longer.
/// </summary>
internal static partial class WaitingReports
{
    private const string Folder = "sealed-reports";

    /// <summary>Copies everything that has come in but for the key that signs receipts: a restored server makes another.</summary>
    /// <returns>What was copied, relative to the data folder.</returns>
    public static IReadOnlyList<string> Copy(DataFolder data, string making)
    {
        var copied = new List<string>();
        foreach (var incident in Here(data.SealedReports, Directory.GetDirectories))
        {
            Copy(incident, "enrolled.json");

            // What waits is copied first: a report that is put aside meanwhile is then found where it was, or where it went.
            foreach (var kept in (string[])["waiting", "refused", "copies", "filed"])
            {
                foreach (var file in Here(Path.Combine(incident, kept), Directory.GetFiles))
                {
                    Copy(incident, $"{kept}/{Path.GetFileName(file)}");
                }
            }
        }

        return copied;

        void Copy(string incident, string file)
        {
            var name = $"{Folder}/{Path.GetFileName(incident)}/{file}";
            if (IsGoodName(name) && Content(Path.Combine(incident, file)) is { } content)
            {
                var target = Path.Combine(making, name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllBytes(target, content);
                copied.Add(name);
            }
        }
    }

    /// <summary>Whether the name is one that a backup may have. Anything else could write outside of the data folder.</summary>
    public static bool IsGoodName(string name) => GoodName().IsMatch(name);

    private static IEnumerable<string> Here(string folder, Func<string, string[]> list) => Directory.Exists(folder) ? list(folder).Order(StringComparer.Ordinal) : [];

    // One that is gone, or being overwritten, is in the journal by now.
    private static byte[]? Content(string file)
    {
        try
        {
            var content = File.ReadAllBytes(file);
            return content.AsSpan().IndexOfAnyExcept((byte)0) < 0 ? null : content;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\Asealed-reports/[A-Za-z0-9][A-Za-z0-9_-]{0,63}/(enrolled\.json|filed/[0-9a-f]{32}|(waiting|refused|copies)/[0-9a-f]{32}(-[0-9a-f]{16})?(\.why)?)\z")]
    private static partial Regex GoodName();
}
