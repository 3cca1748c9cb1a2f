using Homeward.Domain;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>
/// What one round of comparing asks of the writer: each question is settled once, and no record is in more open leads than
/// anybody reads. Ten thousand equal reports must not become ten thousand times five leads on the same few.
/// </summary>
internal sealed class Round(KnownLeads known)
{
    private readonly List<Command> commands = [];
    private readonly Dictionary<Question, bool> settled = [];
    private readonly Dictionary<Id<Record>, int> added = [];
    private readonly HashSet<Id<Lead>> withdrawn = [];
    private readonly Dictionary<Id<Person>, List<Groups.Edge>> asked = [];

    /// <summary>In the order to hand them in: the weaker lead goes before the stronger one comes.</summary>
    public IReadOnlyCollection<Command> All => commands;

    /// <summary>Whether a question has been settled in this round, and if so whether there is a lead that asks it.</summary>
    public bool IsSettled(Question question, out bool isAsked) => settled.TryGetValue(question, out isAsked);

    public void Settled(Question question, bool isAsked) => settled[question] = isAsked;

    /// <summary>Whether a record is in as many open leads as it may be, not counting those that a new one would replace.</summary>
    public bool IsFull(Id<Record> record, List<Lead> replaced) =>
        known.CountOpen(record) + added.GetValueOrDefault(record) - replaced.Count(lead => lead.Left == record || lead.Right == record) >= LeadRules.MostOpenPerRecord;

    /// <summary>Whether this round takes a lead back.</summary>
    public bool IsWithdrawn(Id<Lead> lead) => withdrawn.Contains(lead);

    /// <summary>With whom a person may be one, as this round is the first to say.</summary>
    public IReadOnlyList<Groups.Edge> AskedOf(Id<Person> person) => asked.TryGetValue(person, out var edges) ? edges : [];

    public void Withdraw(Lead lead)
    {
        if (!withdrawn.Add(lead.Id))
        {
            return;
        }

        commands.Add(new WithdrawLead(lead.Id));
        Count(lead.Left, lead.Right, -1);
    }

    public void Propose(Question question, ProposeLead lead, double weight, bool isNew)
    {
        commands.Add(lead);
        if (isNew)
        {
            Count(lead.Left, lead.Right, 1);
            if (question.Kind == LeadKind.SamePerson)
            {
                Join(question.One, new(lead.Lead, question.Other, weight, lead.Band));
                Join(question.Other, new(lead.Lead, question.One, weight, lead.Band));
            }
        }
    }

    private void Join(Id<Person> person, Groups.Edge edge)
    {
        if (!asked.TryGetValue(person, out var edges))
        {
            asked[person] = edges = [];
        }

        edges.Add(edge);
    }

    private void Count(Id<Record> left, Id<Record> right, int more)
    {
        added[left] = added.GetValueOrDefault(left) + more;
        added[right] = added.GetValueOrDefault(right) + more;
    }
}
