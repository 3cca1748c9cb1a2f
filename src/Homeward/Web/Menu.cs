namespace Homeward.Web;

/// <summary>The pages of an incident that the menu names, in the order a shift needs them.</summary>
public static class Menu
{
    /// <summary>One entry: the page within the incident and the text that names it.</summary>
    public sealed record Entry(string Page, string TextKey);

    public static IReadOnlyList<Entry> Entries { get; } =
    [
        new("", "menu.board"),
        new("work", "menu.work"),
        new("children", "menu.children"),
        new("adults", "menu.adults"),
        new("families", "menu.families"),
        new("places", "menu.places"),
        new("notifications", "menu.notifications"),
        new("figures", "menu.figures"),
        new("changes", "menu.changes"),
        new("journal", "menu.journal"),
    ];

    /// <summary>Whether the address is this entry's page or one below it.</summary>
    public static bool IsCurrent(Entry entry, string incidentCode, PathString address)
    {
        var root = new PathString($"/incidents/{incidentCode}");
        return address.StartsWithSegments(root, out var rest) &&
            (entry.Page.Length == 0 ? !rest.HasValue || rest == "/" : rest.StartsWithSegments("/" + entry.Page));
    }
}
