using Homeward.Domain;
using Homeward.Features.Board;

namespace Homeward.Features.People;

/// <summary>Which children a list shows. The number on a link and the list it opens are made by the same test.</summary>
/// <param name="State">One state of the census; nothing shows everybody in the headline.</param>
/// <param name="Question">A question instead of a state: no_parent, waiting, needs, alarm.</param>
/// <param name="Place">Children in care at a place.</param>
/// <param name="Roll">With a place: the children with this mark on its roll instead.</param>
public sealed record ChildFilter(ChildState? State, string? Question, Id<Place>? Place, RollMark? Roll)
{
    public const string NoParent = "no_parent";
    public const string Waiting = "waiting";
    public const string WithNeeds = "needs";

    public static readonly ChildFilter Everybody = new(null, null, null, null);

    /// <summary>Reads a filter from an address. A word we do not know is left out, and said by <paramref name="unknown"/>.</summary>
    public static ChildFilter Read(string? state, string? question, string? place, string? roll, out string? unknown)
    {
        unknown = null;
        ChildState? wantedState = Enum.GetValues<ChildState>().Where(one => Web.Texts.Name(one) == state).Select(one => (ChildState?)one).FirstOrDefault();
        RollMark? wantedRoll = Enum.GetValues<RollMark>().Where(one => Web.Texts.Name(one) == roll).Select(one => (RollMark?)one).FirstOrDefault();
        Id<Place>? wantedPlace = Id<Place>.TryParse(place, out var read) ? read : null;
        var wantedQuestion = question is NoParent or Waiting or WithNeeds ? question : null;
        unknown = (state is { Length: > 0 } && wantedState is null) ? state
            : (question is { Length: > 0 } && wantedQuestion is null) ? question
            : (place is { Length: > 0 } && wantedPlace is null) ? place
            : (roll is { Length: > 0 } && wantedRoll is null) ? roll
            : null;
        return new(wantedState, wantedQuestion, wantedPlace, wantedPlace is null ? null : wantedRoll);
    }

    /// <summary>Whether a child belongs on the list.</summary>
    public bool Shows(IncidentState state, Person person, DateTimeOffset moment)
    {
        if (person.Child is not { } child)
        {
            return false;
        }

        // A roll holds children that nobody has reported yet; they are shown with their place only.
        if (Roll is { } mark)
        {
            return person.CountedAs is null && child.Rolls.Any(roll => roll.Place == Place && roll.Mark == mark);
        }

        if (person.State is not { } counted || (State is { } wanted ? counted != wanted : counted == ChildState.NotAffectedOrDuplicate))
        {
            return false;
        }

        return (Place is not { } place || child.Custody?.Holder.Place == place) && Question switch
        {
            NoParent => counted != ChildState.Died && !WithParent.IsEstablished(state, person, child),
            Waiting => BoardScan.WaitOf(person, child, moment) is not null,
            WithNeeds => person.Needs != Needs.None && counted != ChildState.WithParentOrVerifiedCaregiver,
            _ => true,
        };
    }
}
