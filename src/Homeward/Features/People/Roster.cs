using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.People;

/// <summary>The children of a state side by side, and how many each question names: what every view of the list of children needs.</summary>
public sealed class Roster
{
    private static readonly OncePerState<Roster> Made = new((state, moment) => new Roster(state, moment));

    private Roster(IncidentState state, DateTimeOffset moment)
    {
        var (noParent, waiting, needs) = (Ask(ChildFilter.NoParent), Ask(ChildFilter.Waiting), Ask(ChildFilter.WithNeeds));
        var children = new List<Person>(state.People.Count);
        foreach (var person in state.People.Values)
        {
            if (person.Kind != PersonKind.Child)
            {
                continue;
            }

            children.Add(person);
            NoParent += noParent.Shows(state, person, moment) ? 1 : 0;
            Waiting += waiting.Shows(state, person, moment) ? 1 : 0;
            WithNeeds += needs.Shows(state, person, moment) ? 1 : 0;
        }

        Children = children;
    }

    public IReadOnlyList<Person> Children { get; }

    public int NoParent { get; }

    public int Waiting { get; }

    public int WithNeeds { get; }

    public static Roster Of(IncidentState state, DateTimeOffset moment) => Made.Of(state, moment);

    private static ChildFilter Ask(string question) => ChildFilter.Everybody with { Question = question };
}
