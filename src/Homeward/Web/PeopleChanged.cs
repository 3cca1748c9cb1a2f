using Homeward.Domain;

namespace Homeward.Web;

/// <summary>
/// Whose facts differ between two states of an incident: people who changed themselves, of whom a record or a relationship
/// changed, and everybody counted together with them before or after.
/// </summary>
public static class PeopleChanged
{
    /// <returns>Nothing when they are more than <paramref name="most"/>.</returns>
    public static IReadOnlySet<Id<Person>>? Between(IncidentState before, IncidentState after, int most)
    {
        var people = after.People.ChangedSince(before.People);
        var records = after.Records.ChangedSince(before.Records);
        var relationships = after.Relationships.ChangedSince(before.Relationships);
        if (people.Count + records.Count + relationships.Count > most)
        {
            return null;
        }

        var changed = new HashSet<Id<Person>>();
        foreach (var person in people)
        {
            Add(person);
        }

        foreach (var record in records)
        {
            Add((after.Records.TryGetValue(record, out var known) ? known : before.Records[record]).Person);
        }

        foreach (var relationship in relationships)
        {
            var known = after.Relationships.TryGetValue(relationship, out var found) ? found : before.Relationships[relationship];
            Add(known.Adult);
            Add(known.Child);
        }

        return changed;

        void Add(Id<Person> person)
        {
            AddCluster(before, person);
            AddCluster(after, person);
        }

        void AddCluster(IncidentState state, Id<Person> person)
        {
            if (state.Find(person) is { } counted)
            {
                changed.UnionWith(state.Cluster(counted).Select(member => member.Id));
            }
        }
    }
}
