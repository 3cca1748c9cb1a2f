using Homeward.Domain;

namespace Homeward.Features.Figures;

/// <summary>The children known, by state and by the town where they are: with the small numbers hidden, as it may go outside.</summary>
public sealed class PublicCensus
{
    private readonly int?[,] open;

    private PublicCensus(IReadOnlyList<string?> towns, int?[,] open) => (Towns, this.open) = (towns, open);

    /// <summary>The states of the headline, in the order of the rows.</summary>
    public static IReadOnlyList<ChildState> States { get; } = [.. Enum.GetValues<ChildState>().Where(state => state != ChildState.NotAffectedOrDuplicate)];

    /// <summary>The towns in the order of the columns; nothing stands for those whose town isn't known or isn't said.</summary>
    public IReadOnlyList<string?> Towns { get; }

    /// <summary>A number, or nothing where it is hidden.</summary>
    /// <param name="state">Nothing for all states together.</param>
    /// <param name="column">Which town; one more than there are for all of them together.</param>
    public int? At(ChildState? state, int column) => open[state is { } one ? States.ToList().IndexOf(one) : States.Count, column];

    public static PublicCensus Of(IncidentState state)
    {
        List<(ChildState State, string? Town)> children =
        [
            .. from person in state.People.Values
               where person.State is { } counted && counted != ChildState.NotAffectedOrDuplicate
               select (person.State!.Value, TownOf(state, person)),
        ];
        string?[] towns = [.. children.Select(child => child.Town).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase), null];
        var cells = new int[States.Count, towns.Length];
        foreach (var (counted, town) in children)
        {
            cells[States.ToList().IndexOf(counted), Array.FindIndex(towns, one => string.Equals(one, town, StringComparison.OrdinalIgnoreCase))]++;
        }

        return new(towns, SmallCells.Hide(cells));
    }

    // In which town children are in nobody's care is told to nobody outside.
    private static string? TownOf(IncidentState state, Person child) =>
        child.State != ChildState.LocatedUnaccompanied && child.Child!.Place is { } place && state.Places.TryGetValue(place, out var known) && known.Town.Trim() is { Length: > 0 } town ? town : null;
}
