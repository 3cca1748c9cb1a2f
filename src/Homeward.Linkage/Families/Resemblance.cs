namespace Homeward.Linkage.Families;

/// <summary>
/// Whether one word may be another one badly heard or typed: farther apart than what two records of one person usually are,
/// near enough that a mother's name or a brother's may decide.
/// </summary>
internal static class Resemblance
{
    private const int ShortestWord = 3, ShortestForTwo = 6;

    // As in WordComparison: nobody slips from one well-known name to another.
    private const float WellKnown = 2.5e-4f;

    internal static bool Of(NameToken word, NameToken other, bool given)
    {
        var (text, second) = (word.Text, other.Text);
        var shorter = Math.Min(text.Length, second.Length);
        if (shorter < ShortestWord) { return false; }

        var (ear, otherEar) = (Ear(text), Ear(second));
        if (ear == otherEar) { return true; }

        var (prior, otherPrior) = given ? (word.GivenPrior, other.GivenPrior) : (word.SurnamePrior, other.SurnamePrior);
        if (prior >= WellKnown && otherPrior >= WellKnown) { return false; }

        var limit = shorter >= ShortestForTwo ? 2 : 1;
        return EditDistance.Within(limit, text, second) <= limit || EditDistance.Within(limit, ear, otherEar) <= limit;
    }

    /// <summary>What a word is filed under so that those it resembles are found: itself, as it sounds, and each without one letter.</summary>
    internal static IEnumerable<ulong> Forms(string text)
    {
        var forms = new HashSet<ulong>();
        foreach (var whole in (ReadOnlySpan<string>)[text, Ear(text)])
        {
            forms.Add(KeyHash.OfText(whole));
            for (var i = 0; i < whole.Length && whole.Length > 2; i++) { forms.Add(KeyHash.OfText(whole.Remove(i, 1))); }
        }

        return forms;
    }

    // An English ear writes "ee" for the Spanish i.
    private static string Ear(string text) => SpanishSound.Of(text.Replace("ee", "i", StringComparison.Ordinal));
}
