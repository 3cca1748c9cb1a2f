using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Figures;

/// <summary>Numbers that somebody stated, with their words, beside our own count of the same thing at the moment shown.</summary>
public sealed class FiguresModel : IncidentPage
{
    public IReadOnlyList<FigureComparison> Rows { get; private set; } = [];

    public void OnGet() => Rows = [.. State.Figures.OrderByDescending(figure => figure.AsOf).ThenByDescending(figure => figure.Recorded).Select(figure => FigureComparison.Of(figure, State))];

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
