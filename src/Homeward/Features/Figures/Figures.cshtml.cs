using System.Globalization;
using Homeward.Domain;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Figures;

/// <summary>Numbers that somebody stated, with their words, beside our own count of the same thing at the moment shown.</summary>
public sealed class FiguresModel : IncidentPage
{
    public IReadOnlyList<FigureComparison> Rows { get; private set; } = [];

    public void OnGet() => Compare();

    /// <summary>Our census and every figure stated beside our count, exact, as a file for inside.</summary>
    public Task<IActionResult> OnPostFileAsync([FromForm(Name = "as")] string? format)
    {
        Compare();
        var counts = State.Counts;
        var census = Enum.GetValues<ChildState>().Where(state => state != ChildState.NotAffectedOrDuplicate).Select(state => Counted(T.Of(state), counts.Of(state)))
            .Append(Counted(T["board.known"], counts.Headline)).Append(Counted(T.Of(ChildState.NotAffectedOrDuplicate), counts.Of(ChildState.NotAffectedOrDuplicate)));
        return TakeOutAsync(
            T["menu.figures"], format, 0,
            [T["figures.about"], T["figures.stated"], T["figures.ours"], T["figures.agree"], T["figures.words"], T["figures.said_by"], T["figures.source"], T["figures.as_of"]],
            census.Concat(Rows.Select(row => (IReadOnlyList<string?>)
                [row.Figure.About, Stated(row.Figure), Number(row.Ours), T.Of(row.Agreement), row.Figure.Words, row.Figure.SaidBy, row.Figure.Source, When.Exactly(row.Figure.AsOf)])));

        IReadOnlyList<string?> Counted(string what, long count) => [what, null, Number(count), null, T["figures.census"], null, null, When.DayAndClock(Here.Moment)];
    }

    private static string? Number(long? count) => count?.ToString("#,0", CultureInfo.InvariantCulture);

    private void Compare() => Rows = [.. State.Figures.OrderByDescending(figure => figure.AsOf).ThenByDescending(figure => figure.Recorded).Select(figure => FigureComparison.Of(figure, State))];

    /// <summary>"680", "more than 300", "200 to 1,000", or that no number was given.</summary>
    public string Stated(Figure figure) => figure switch
    {
        { Value: { } value } => value.ToString("#,0"),
        { Low: { } low, High: { } high } => T["figures.between", low, high],
        { Low: { } low } => T["figures.more_than", low],
        { High: { } high } => T["figures.at_most", high],
        _ => T["figures.no_number"],
    };
}
