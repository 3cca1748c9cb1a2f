using Homeward.Domain;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>
/// The open and the answered leads of each record, kept as their events are heard: the state holds leads by id alone.
/// Withdrawn ones are forgotten, so it holds no more than people were asked and nobody took back.
/// </summary>
internal sealed class KnownLeads
{
    private readonly Dictionary<Id<Record>, HashSet<Id<Lead>>> open = [];
    private readonly Dictionary<Id<Record>, HashSet<Id<Lead>>> answered = [];

    public KnownLeads(IncidentState state)
    {
        foreach (var lead in state.Leads.Values)
        {
            Heard(lead);
        }
    }

    /// <summary>How many open leads a record is part of.</summary>
    public int CountOpen(Id<Record> record) => open.TryGetValue(record, out var leads) ? leads.Count : 0;

    /// <summary>The open leads of a record.</summary>
    public IReadOnlyCollection<Id<Lead>> Open(Id<Record> record) => open.TryGetValue(record, out var leads) ? [.. leads] : [];

    /// <summary>Every open lead.</summary>
    public IEnumerable<Id<Lead>> AllOpen => open.Values.SelectMany(leads => leads).Distinct();

    /// <summary>The open leads between any records of the two persons a question is about.</summary>
    public List<Lead> Open(IncidentState state, Question question) => Between(open, state, question);

    /// <summary>The leads somebody confirmed or rejected between any records of the two persons.</summary>
    public List<Lead> Answered(IncidentState state, Question question) => Between(answered, state, question);

    /// <summary>Notes where a lead stands now.</summary>
    public void Heard(Lead lead)
    {
        foreach (var record in (ReadOnlySpan<Id<Record>>)[lead.Left, lead.Right])
        {
            Note(open, record, lead.Id, lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet);
            Note(answered, record, lead.Id, lead.Status is LeadStatus.Confirmed or LeadStatus.Rejected);
        }
    }

    private static List<Lead> Between(Dictionary<Id<Record>, HashSet<Id<Lead>>> byRecord, IncidentState state, Question question)
    {
        var between = new List<Lead>();
        foreach (var record in state.RecordsOf(state.People[question.One]))
        {
            if (byRecord.TryGetValue(record.Id, out var leads))
            {
                between.AddRange(leads.Select(id => state.Leads[id]).Where(lead => Question.Of(state, lead) == question));
            }
        }

        return between;
    }

    private static void Note(Dictionary<Id<Record>, HashSet<Id<Lead>>> byRecord, Id<Record> record, Id<Lead> lead, bool belongs)
    {
        if (belongs)
        {
            if (!byRecord.TryGetValue(record, out var leads))
            {
                byRecord[record] = leads = [];
            }

            leads.Add(lead);
        }
        else if (byRecord.TryGetValue(record, out var leads) && leads.Remove(lead) && leads.Count == 0)
        {
            byRecord.Remove(record);
        }
    }
}
