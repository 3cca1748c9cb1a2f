using System.Globalization;

namespace Homeward.Features.Drill.Names;

/// <summary>Names with how often each occurs; common names come up as often as they do among people.</summary>
internal sealed class NameTable
{
    private readonly string[] _names;
    private readonly long[] _upTo;

    public NameTable(IEnumerable<(string Name, long Count)> rows)
    {
        var kept = rows.Where(row => row.Count > 0).ToArray();
        _names = [.. kept.Select(row => row.Name)];
        _upTo = new long[kept.Length];
        var total = 0L;
        for (var i = 0; i < kept.Length; i++) { _upTo[i] = total += kept[i].Count; }
    }

    /// <summary>A name, drawn by its frequency.</summary>
    public string Draw(SeededRandom random)
    {
        var at = (long)Math.BigMul(random.NextBits(), (ulong)_upTo[^1], out _);
        var index = Array.BinarySearch(_upTo, at + 1);
        return _names[index >= 0 ? index : ~index];
    }

    /// <summary>"MARIA DEL CARMEN" as it is written on a form: "Maria del Carmen".</summary>
    public static string AsWritten(string upper) => string.Join(' ', upper.Split(' ').Select((word, i) =>
        i > 0 && word.ToUpperInvariant() is "DE" or "DEL" or "LA" or "LAS" or "LOS" or "Y"
            ? word.ToLowerInvariant()
            : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.ToLowerInvariant())));
}
