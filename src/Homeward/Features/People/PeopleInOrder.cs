using Homeward.Domain;
using Homeward.Engine;
using Homeward.Web;

namespace Homeward.Features.People;

/// <summary>
/// Everybody of a kind in one order, kept up from report to report, so that any page of a list of a hundred thousand is one
/// walk along an array and never a sort.
/// </summary>
public static class PeopleInOrder
{
    /// <param name="Viewer">Who looks, where the order depends on what they may read.</param>
    private sealed record Question(PersonKind Kind, string Order, Viewer? Viewer);

    private static readonly CarriedOver<Question, PersonOrder.Keyed[]> Lists = new(Make, Carry);

    public static IReadOnlyList<PersonOrder.Keyed> Of(IncidentEngine engine, Reading reading, PersonKind kind, string order) =>
        Lists.Of(engine, reading, new(kind, order, PersonOrder.DependsOnViewer(order) ? reading.Viewer : null));

    private static PersonOrder.Keyed[] Make(Reading reading, Question question)
    {
        var all = reading.State.People.Values.Where(person => person.Kind == question.Kind)
            .Select(person => PersonOrder.Key(person, question.Order, reading)).ToArray();
        Array.Sort(all, PersonOrder.Comparer);
        return all;
    }

    private static PersonOrder.Keyed[] Carry(PersonOrder.Keyed[] last, Reading reading, Question question, IReadOnlySet<Id<Person>> changed)
    {
        if (changed.Count == 0)
        {
            return last;
        }

        var changedNow = new List<PersonOrder.Keyed>();
        foreach (var id in changed)
        {
            if (reading.State.People.TryGetValue(id, out var person) && person.Kind == question.Kind)
            {
                changedNow.Add(PersonOrder.Key(person, question.Order, reading));
            }
        }

        changedNow.Sort(PersonOrder.Comparer);
        var next = new List<PersonOrder.Keyed>(last.Length + changedNow.Count);
        var at = 0;
        foreach (var one in last)
        {
            if (changed.Contains(one.Person.Id))
            {
                continue;
            }

            while (at < changedNow.Count && PersonOrder.Comparer.Compare(changedNow[at], one) < 0)
            {
                next.Add(changedNow[at++]);
            }

            next.Add(one);
        }

        next.AddRange(changedNow[at..]);
        return [.. next];
    }
}
