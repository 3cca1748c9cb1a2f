using System.Globalization;
using Homeward.Domain;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Figures;

/// <summary>
/// The figures for outside: for the press, other authorities, a board on a wall. They change once an hour, so that nobody learns of one
/// child by looking twice within it.
/// </summary>
public sealed class OutsideModel : IncidentPage
{
    /// <summary>The hour as of which the figures are.</summary>
    public DateTimeOffset Hour { get; private set; }

    /// <summary>Nothing before the incident's first full hour: numbers of nobody would look like numbers.</summary>
    public PublicCensus? Census { get; private set; }

    public async Task OnGetAsync() => await CountAsync();

    public async Task<IActionResult> OnPostFileAsync([FromForm(Name = "as")] string? format)
    {
        await CountAsync();
        return Census is null ? NotFound() : await TakeOutAsync(
            $"{T["outside.title"]}, {T["outside.as_of", When.DayAndClock(Hour)]}", format, 0, [T["board.state"], .. Census.Towns.Select(Town), T["outside.all"]],
            PublicCensus.States.Select(state => (ChildState?)state).Append(null).Select(state => (IReadOnlyList<string?>)[Row(state), .. Columns.Select(column => Number(state, column))]),
            forPublic: true);
    }

    /// <summary>The columns: a town each, and all of them together.</summary>
    public IEnumerable<int> Columns => Enumerable.Range(0, Census!.Towns.Count + 1);

    public string Town(string? town) => town ?? T["outside.no_town"];

    public string Row(ChildState? state) => state is { } one ? T.Of(one) : T["board.known"];

    public string Number(ChildState? state, int column) => Census!.At(state, column)?.ToString("#,0", CultureInfo.InvariantCulture) ?? T["outside.not_given"];

    private async Task CountAsync()
    {
        var moment = Here.Moment.ToUniversalTime();
        Hour = new DateTimeOffset(moment.Year, moment.Month, moment.Day, moment.Hour, 0, 0, TimeSpan.Zero);
        var then = await Engine.AsOfAsync(Hour, HttpContext.RequestAborted);
        Census = then.Incident is null ? null : PublicCensus.Of(then);
    }
}
