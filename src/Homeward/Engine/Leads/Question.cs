using Homeward.Domain;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>
/// What a lead asks people: whether two persons, as they are counted now, are one or belong together. Several pairs of
/// records can ask the same question; people are asked it once.
/// </summary>
internal readonly record struct Question(LeadKind Kind, Id<Person> One, Id<Person> Other)
{
    /// <summary>The question between the persons of two records: the same whoever comes first.</summary>
    public static Question Of(IncidentState state, LeadKind kind, Record record, Record second)
    {
        var (one, other) = (state.Find(record.Person)!.Id, state.Find(second.Person)!.Id);
        return one.Value.CompareTo(other.Value) <= 0 ? new(kind, one, other) : new(kind, other, one);
    }

    /// <summary>The question a lead asks now; links made since it was proposed may have changed it.</summary>
    public static Question Of(IncidentState state, Lead lead) => Of(state, lead.Kind, state.Records[lead.Left], state.Records[lead.Right]);
}
