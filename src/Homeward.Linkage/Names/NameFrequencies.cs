using System.Globalization;

namespace Homeward.Linkage;

/// <summary>
/// How common a name is before any record was seen: the prior for term frequencies. Half Spain (Fuente: INE), half the
/// United States (Census Bureau 2010 surnames; given names after FiveThirtyEight, CC BY 4.0).
/// </summary>
internal static class NameFrequencies
{
    /// <summary>The share given to a name that no table knows: rarer than the rarest listed, but not impossible.</summary>
    internal const float Unlisted = 5e-6f;

    private static readonly Dictionary<string, float> Givens = Load("given-frequencies.tsv");
    private static readonly Dictionary<string, float> Surnames = Load("surname-frequencies.tsv");

    /// <summary>The share, 0 to 1, of given names that are this folded word.</summary>
    internal static float Given(string word) => Givens.GetValueOrDefault(word, Unlisted);

    /// <summary>The share, 0 to 1, of surnames that are this folded word.</summary>
    internal static float Surname(string word) => Surnames.GetValueOrDefault(word, Unlisted);

    private static Dictionary<string, float> Load(string resource)
    {
        var shares = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var line in EmbeddedTable.Lines(resource))
        {
            var tab = line.IndexOf('\t');
            var perMillion = float.Parse(line.AsSpan(tab + 1), NumberStyles.Float, CultureInfo.InvariantCulture);
            shares[line[..tab]] = Math.Max(Unlisted, perMillion / 1e6f);
        }

        return shares;
    }
}
