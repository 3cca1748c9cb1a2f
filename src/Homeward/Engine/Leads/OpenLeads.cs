using Homeward.Domain;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>The open leads of each record, kept as their events are heard: the state holds leads by id alone.</summary>
internal sealed class OpenLeads
{
    private readonly Dictionary<Id<Record>, HashSet<Id<Lead>>> byRecord = [];

    public OpenLeads(IncidentState state)
    {
        foreach (var lead in state.Leads.Values)
        {
            Heard(lead);
        }
    }

    public int CountOf(Id<Record> record) => byRecord.TryGetValue(record, out var leads) ? leads.Count : 0;

    public IReadOnlyCollection<Id<Lead>> Of(Id<Record> record) => byRecord.TryGetValue(record, out var leads) ? [.. leads] : [];

    /// <summary>Notes where a lead stands now.</summary>
    public void Heard(Lead lead)
    {
        var isOpen = lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet;
        foreach (var record in (ReadOnlySpan<Id<Record>>)[lead.Left, lead.Right])
        {
            if (isOpen)
            {
                if (!byRecord.TryGetValue(record, out var leads))
                {
                    byRecord[record] = leads = [];
                }

                leads.Add(lead.Id);
            }
            else if (byRecord.TryGetValue(record, out var leads) && leads.Remove(lead.Id) && leads.Count == 0)
            {
                byRecord.Remove(record);
            }
        }
    }
}
