using System.Collections.Immutable;
using Homeward.Domain.Collections;

namespace Homeward.Domain;

/// <summary>Keeps, for each person, the undecided leads that say it is the same as another, so that a gate need not read every lead.</summary>
public static class MaybeSame
{
    /// <summary>The index after a lead came or went.</summary>
    public static PersistentMap<Id<Person>, ImmutableArray<Id<Lead>>> With(PersistentMap<Id<Person>, ImmutableArray<Id<Lead>>> index, Id<Person> person, Lead lead)
    {
        var known = index.TryGetValue(person, out var before) ? before : [];
        var after = lead.IsMaybeSame ? known.Contains(lead.Id) ? known : known.Add(lead.Id) : known.Remove(lead.Id);
        return after.IsEmpty ? index.Remove(person) : index.Set(person, after);
    }

    /// <summary>The index of a whole state, for one that was read from a file without it.</summary>
    public static IncidentState Indexed(IncidentState state)
    {
        var index = PersistentMap<Id<Person>, ImmutableArray<Id<Lead>>>.Empty;
        foreach (var lead in state.Leads.Values.Where(lead => lead.IsMaybeSame))
        {
            index = With(With(index, state.Records[lead.Left].Person, lead), state.Records[lead.Right].Person, lead);
        }

        return state with { MaybeSame = index };
    }

    /// <summary>Those with whom a person may be one, each with the lead that says so.</summary>
    public static IEnumerable<(Person Other, Lead Lead)> Of(IncidentState state, Person person)
    {
        foreach (var member in state.Cluster(person))
        {
            foreach (var id in state.MaybeSame.TryGetValue(member.Id, out var leads) ? leads : [])
            {
                var lead = state.Leads[id];
                var other = state.Find(state.Records[state.Records[lead.Left].Person == member.Id ? lead.Right : lead.Left].Person)!;
                if (other.Id != state.Resolve(person).Id)
                {
                    yield return (other, lead);
                }
            }
        }
    }
}
