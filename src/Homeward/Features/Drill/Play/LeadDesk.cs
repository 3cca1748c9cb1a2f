using Homeward.Domain;
using Homeward.Features.Drill.Reports;

namespace Homeward.Features.Drill.Play;

/// <summary>
/// The people who look at leads: some minutes to hours after one appears, mostly right. A lead between two
/// organisations cannot be compared by either. From the second morning, when child protection has been told, its workers
/// are assigned to both children of such a lead and decide it then, as many as three people can.
/// </summary>
internal sealed class LeadDesk(long seed, Crew crew, Stage stage, RecordTruth truth, Func<IncidentState> known)
{
    // Invented: careful people at a screen with both records side by side.
    private const double RightAboutTrue = 0.96, RightAboutFalse = 0.98, CannotTell = 0.08;

    private const int CaseworkFrom = 27 * 60, CasesEachRound = 9;

    private readonly HashSet<Id<Lead>> _seen = [];
    private readonly PriorityQueue<Id<Lead>, (DateTimeOffset Due, Guid Id)> _waiting = new();
    private readonly Queue<Id<Lead>> _forCasework = [];
    private readonly HashSet<Id<Lead>> _straightened = [];

    /// <summary>What is decided by this minute, in the order it is handed in.</summary>
    public IReadOnlyList<Request> DecisionsAt(int minute)
    {
        var state = known();
        Notice(state);
        var requests = new List<Request>();
        while (_waiting.TryPeek(out var id, out var at) && at.Due <= stage.Times.At(minute))
        {
            _waiting.Dequeue();
            if (state.Leads[id] is not { Status: LeadStatus.Open } lead || truth.IsTrue(lead.Kind, lead.Left, lead.Right) is not { } isTrue) { continue; }

            if (Decider(state, lead) is { } decider) { requests.Add(Decide(lead, isTrue, decider, minute)); }
            else if (lead is { Kind: LeadKind.SamePerson, Band: LeadBand.Strong } && ChildOf(state, lead.Left) is not null) { _forCasework.Enqueue(id); }
        }

        if (minute >= CaseworkFrom) { Casework(state, minute, requests); }

        return requests;
    }

    /// <summary>
    /// When both records are of children in care, one of the two holders no longer has the child. The one who had it first
    /// says so: it offers the child to the other, who accepts, and then the lead can be decided.
    /// </summary>
    public IEnumerable<Request> Straighten(Request refused, int minute)
    {
        var state = known();
        if (refused.Command is not DecideLead { Lead: var id } || !_straightened.Add(id)) { yield break; }

        var sides = new[] { ChildOf(state, state.Leads[id].Left), ChildOf(state, state.Leads[id].Right) }
            .OfType<Person>().Where(p => p.Child!.Custody is not null).OrderBy(p => p.Child!.Custody!.Since).ToList();
        if (sides is not [var first, var then] || then.Child!.Custody!.Holder is not { Organisation: { } receiver } to || first.Child!.Offer is not null) { yield break; }

        var random = SeededRandom.For(seed, "straighten", Number(id));
        var offer = new Id<Offer>(random.NextId());
        if (crew.Hands(first.Child!.Custody!.Holder.Organisation ?? receiver) is not { } giver || crew.Receives(receiver) is not { } accepts) { yield break; }

        yield return new(random.NextId(), giver, stage.Times.At(minute), new OfferTransfer(first.Id, offer, to));
        yield return new(random.NextId(), accepts, stage.Times.At(minute), new AcceptTransfer(first.Id, offer));
        yield return refused with { Id = random.NextId() };
    }

    private void Notice(IncidentState state)
    {
        foreach (var lead in state.Leads.Values)
        {
            if (!_seen.Add(lead.Id)) { continue; }

            var minutes = SeededRandom.For(seed, "lead due", Number(lead.Id)).Around(20, 240);
            _waiting.Enqueue(lead.Id, (lead.ProposedAt + (stage.Times.At(minutes) - stage.Times.Start), lead.Id.Value));
        }
    }

    private void Casework(IncidentState state, int minute, List<Request> requests)
    {
        for (var cases = 0; cases < CasesEachRound && _forCasework.TryDequeue(out var id); cases++)
        {
            var lead = state.Leads[id];
            if (lead.Status != LeadStatus.Open || truth.IsTrue(lead.Kind, lead.Left, lead.Right) is not { } isTrue) { continue; }

            var worker = crew.At(Desk.ChildProtection, (cases % 3) switch { 0 => Role.Release, 1 => Role.Intake, _ => Role.Supervisor });
            var random = SeededRandom.For(seed, "casework", Number(id));
            requests.AddRange(new[] { lead.Left, lead.Right }.Select(record => ChildOf(state, record)!).Where(child => child.Child!.Worker != worker.User)
                .Select(child => new Request(random.NextId(), worker, stage.Times.At(minute), new AssignWorker(child.Id, worker.User))));
            requests.Add(Decide(lead, isTrue, worker, minute));
        }
    }

    private Request Decide(Lead lead, bool isTrue, Actor decider, int minute)
    {
        var random = SeededRandom.For(seed, "lead", Number(lead.Id));
        var answer = random.Chance(CannotTell) ? LeadAnswer.CannotTellYet
            : isTrue ? (random.Chance(RightAboutTrue) ? LeadAnswer.Same : LeadAnswer.NotTheSame)
            : random.Chance(RightAboutFalse) ? LeadAnswer.NotTheSame : LeadAnswer.Same;
        return new(random.NextId(), decider, stage.Times.At(minute), new DecideLead(lead.Id, answer));
    }

    private Actor? Decider(IncidentState state, Lead lead)
    {
        foreach (var owner in new[] { state.Records[lead.Left].Owner, state.Records[lead.Right].Owner })
        {
            if (crew.Decides(owner) is { } actor && new Sight(state, new(actor.User, actor.Organisation, actor.Role)).Sees(lead)) { return actor; }
        }

        return null;
    }

    private static Person? ChildOf(IncidentState state, Id<Record> record) =>
        state.Find(state.Records[record].Person) is { Child: not null } child ? child : null;

    private static long Number(Id<Lead> lead) => BitConverter.ToInt64(lead.Value.ToByteArray());
}
