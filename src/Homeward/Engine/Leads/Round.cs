using Homeward.Domain;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>
/// What one round of comparing asks of the writer: at most one command a lead, and no record in more open leads than
/// anybody reads. Ten thousand equal reports must not become ten thousand times five leads on the same few.
/// </summary>
internal sealed class Round(OpenLeads open)
{
    private readonly Dictionary<Id<Lead>, Command> commands = [];
    private readonly Dictionary<Id<Record>, int> added = [];

    public IReadOnlyCollection<Command> All => commands.Values;

    public bool Proposes(Id<Lead> lead) => commands.GetValueOrDefault(lead) is ProposeLead;

    public bool IsFull(Id<Record> record) => open.CountOf(record) + added.GetValueOrDefault(record) >= LeadRules.MostOpenPerRecord;

    public void Withdraw(Id<Lead> lead) => commands[lead] = new WithdrawLead(lead);

    public void Propose(ProposeLead lead, bool isNew)
    {
        commands[lead.Lead] = lead;
        if (isNew)
        {
            added[lead.Left] = added.GetValueOrDefault(lead.Left) + 1;
            added[lead.Right] = added.GetValueOrDefault(lead.Right) + 1;
        }
    }
}
