using System.Text.Json;
using Homeward.Domain;
using Homeward.Web.Forms;

namespace Homeward.Web.Acting;

/// <summary>The domain's words as answers to choose from, sent in snake case.</summary>
public static class WordChoices
{
    private static readonly Needs[] EachNeed = [.. Enum.GetValues<Needs>().Where(need => need != Needs.None)];

    /// <summary>The word as it is sent.</summary>
    public static string Sent<T>(T word) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());

    /// <summary>The word that was sent, or nothing when none was or it is not one of these.</summary>
    public static T? Read<T>(string? sent) where T : struct, Enum
    {
        foreach (var word in Enum.GetValues<T>())
        {
            if (Sent(word) == sent)
            {
                return word;
            }
        }

        return null;
    }

    /// <summary>These words to choose from; all of them when none are named.</summary>
    public static IReadOnlyList<Choice> Of<T>(Texts t, params ReadOnlySpan<T> only) where T : struct, Enum
    {
        var choices = new List<Choice>();
        foreach (var word in only.Length > 0 ? only : Enum.GetValues<T>())
        {
            choices.Add(new(Sent(word), t.Of(word)));
        }

        return choices;
    }

    /// <summary>Needs, several of which may be chosen.</summary>
    public static IReadOnlyList<Choice> OfNeeds(Texts t) => Of<Needs>(t, EachNeed);

    /// <summary>The needs that were ticked.</summary>
    public static Needs ReadNeeds(IEnumerable<string> sent) =>
        sent.Select(Read<Needs>).Aggregate(Needs.None, (all, need) => all | (need ?? Needs.None));

    /// <summary>Places, those of the viewer's own organisation first.</summary>
    public static IReadOnlyList<Choice> OfPlaces(IncidentPage page, Func<Place, bool>? only = null) =>
        [.. page.State.Places.Values.Where(place => only is null || only(place))
            .OrderByDescending(place => place.RunBy == page.Account.Organisation)
            .ThenBy(place => place.Town, StringComparer.Ordinal).ThenBy(place => place.Name, StringComparer.Ordinal)
            .Select(place => new Choice(place.Id.ToString(), place.Name.Contains(place.Town, StringComparison.OrdinalIgnoreCase) ? place.Name : $"{place.Name}, {place.Town}"))];

    /// <summary>The place that was chosen, or nothing.</summary>
    public static Id<Place>? ReadPlace(IncidentPage page, string? sent) =>
        Id<Place>.TryParse(sent, out var id) && page.State.Places.ContainsKey(id) ? id : null;
}
