using Homeward.Domain;
using Homeward.Features.People;

namespace Homeward.Features.Figures;

/// <summary>A figure somebody stated beside what we count of the same thing, and whether the two agree.</summary>
public sealed record FigureComparison(Figure Figure, long? Ours, Agreement Agreement)
{
    /// <summary>Two counts of many people taken an hour apart are never quite equal; within this part of each other they agree.</summary>
    public const double Tolerance = 0.05;

    public static FigureComparison Of(Figure figure, IncidentState state)
    {
        var ours = Count(figure.Subject, state);
        return new(figure, ours, Compare(figure, ours));
    }

    private static Agreement Compare(Figure figure, long? ours)
    {
        if (ours is not { } count)
        {
            return Agreement.NothingToCompare;
        }

        var (low, high) = figure switch
        {
            { Value: { } value } => (value * (1 - Tolerance), value * (1 + Tolerance)),
            { Low: null, High: null } => (double.NaN, double.NaN),
            _ => (figure.Low ?? 0, (double?)figure.High ?? double.PositiveInfinity),
        };
        return double.IsNaN(low) ? Agreement.NothingToCompare
            : count < Math.Floor(low) ? Agreement.WeKnowFewer
            : count > Math.Ceiling(high) ? Agreement.WeKnowMore
            : Agreement.Agrees;
    }

    private static long? Count(FigureSubject subject, IncidentState state) => subject switch
    {
        FigureSubject.ChildrenAffected => state.Counts.Headline,
        FigureSubject.ChildrenWithoutParent => state.People.Values.LongCount(person => WithoutParent.Shows(state, person, state.LastRecorded)),
        FigureSubject.AdultsDetained => state.Counts.TotalAdults,
        FigureSubject.AdultsReleased => state.Counts.Of(Whereabouts.Released),
        FigureSubject.AdultsNotTransported => state.Counts.Of(Whereabouts.NotTransported),
        FigureSubject.Worksites => state.Places.Values.LongCount(place => place.Kind == PlaceKind.Worksite),
        _ => null,
    };

    private static readonly ChildFilter WithoutParent = ChildFilter.Everybody with { Question = ChildFilter.NoParent };
}

/// <summary>Whether a stated figure and our count agree.</summary>
public enum Agreement
{
    Agrees,
    WeKnowFewer,
    WeKnowMore,
    NothingToCompare,
}
