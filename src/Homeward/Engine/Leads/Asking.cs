using Homeward.Domain;
using Homeward.Linkage;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>
/// Which leads should stand about some records. Persons have several records, and every pair of them could be a lead;
/// of those that ask one question only the strongest is shown, and of questions of which one follows from others only those others.
/// </summary>
internal sealed class Asking(LinkageIndex<Guid> index, KnownLeads known, Calibration calibration)
{
    // A person with more records than this is compared by the newest; the rest say little that these do not.
    private const int MostRecordsOfAPerson = 16;

    /// <summary>What to propose and what to withdraw, so that each question about these records is asked as it should be.</summary>
    public Round About(IncidentState state, IEnumerable<Record> records, CancellationToken stopping)
    {
        var round = new Round(known);
        var each = records.ToList();

        // Who is whom before who belongs to whom: what the one answers the other need not ask.
        foreach (var hypothesis in Enum.GetValues<Hypothesis>())
        {
            foreach (var record in each)
            {
                stopping.ThrowIfCancellationRequested();
                AskWhatIsLikely(state, record, hypothesis, round);
            }
        }

        foreach (var record in each)
        {
            LookAgainAtWhatIsAsked(state, record, round);
        }

        return round;
    }

    private void AskWhatIsLikely(IncidentState state, Record record, Hypothesis hypothesis, Round round)
    {
        var asked = new HashSet<Question>();

        // More than are asked: the best are often the ones that are settled already.
        foreach (var candidate in index.Search(record.Id.Value, hypothesis, LeadRules.MostPerRecord * 6, LeadRules.LeastBits(hypothesis)))
        {
            var other = state.Records[new(candidate.Id)];
            var kind = hypothesis == Hypothesis.SamePerson ? LeadKind.SamePerson : LeadRules.FamilyKind(state, record, other);
            if (kind is not { } wanted || !LeadRules.IsOpenQuestion(state, wanted, record, other))
            {
                continue;
            }

            var question = Question.Of(state, wanted, record, other);
            if (Settle(state, question, (record, other), round) && asked.Add(question) && asked.Count == LeadRules.MostPerRecord)
            {
                break;
            }
        }
    }

    private void LookAgainAtWhatIsAsked(IncidentState state, Record record, Round round)
    {
        foreach (var id in known.Open(record.Id))
        {
            var lead = state.Leads[id];
            var (left, right) = (state.Records[lead.Left], state.Records[lead.Right]);
            var question = Question.Of(state, lead);
            if (question.One != question.Other)
            {
                Settle(state, question, (left, right), round);
            }
            else if (!round.IsSettled(question, out _))
            {
                // The two are counted as one: every lead between their records is answered.
                known.Open(state, question).DistinctBy(l => l.Id).ToList().ForEach(round.Withdraw);
                round.Settled(question, isAsked: false);
            }
        }
    }

    /// <summary>Sees to it that the strongest pair of records asks the question and no other does.</summary>
    /// <returns>Whether the question is asked.</returns>
    private bool Settle(IncidentState state, Question question, (Record, Record) found, Round round)
    {
        if (round.IsSettled(question, out var isAsked))
        {
            return isAsked;
        }

        var shown = known.Open(state, question);
        var answered = known.Answered(state, question);
        var least = LeadRules.LeastBits(question.Kind, answered);
        var pairs = Pairs(state, question, found, shown)
            .Where(pair => !answered.Exists(lead => lead.Id == pair.Id))
            .Select(pair => pair with { IsShown = shown.Exists(lead => lead.Id == pair.Id) })
            .ToList();

        var standing = pairs.Where(pair => pair.IsShown && pair.Comparison.Bits >= least - LeadRules.SlackBits).MaxBy(pair => pair.Weight);
        var best = pairs.Where(pair => pair.Comparison.Bits >= least
            && (pair.IsShown || (!round.IsFull(pair.One.Id, shown) && !round.IsFull(pair.Other.Id, shown)))).MaxBy(pair => pair.Weight);
        var chosen = standing is not null && (best is null || best.Weight < standing.Weight + LeadRules.ReplaceBits) ? standing : best;
        if (chosen is not null && Follows(state, question, chosen, round))
        {
            chosen = null;
        }

        foreach (var lead in shown.Where(lead => lead.Id != chosen?.Id))
        {
            round.Withdraw(lead);
        }

        if (chosen is not null
            && LeadRules.Propose(calibration, state, question.Kind, chosen.One, chosen.Other, chosen.Comparison) is var proposal
            && (!chosen.IsShown || state.Leads[chosen.Id].Band != proposal.Band))
        {
            round.Propose(question, proposal, chosen.Weight, isNew: !chosen.IsShown);
        }

        round.Settled(question, chosen is not null);
        return chosen is not null;
    }

    // Whether the answer follows from other questions that are asked. Where it is one of those that follows from this one, that is taken back.
    private bool Follows(IncidentState state, Question question, Pair chosen, Round round)
    {
        var groups = new Groups(state, known, round);
        if (question.Kind != LeadKind.SamePerson)
        {
            return groups.CanWait(question, chosen.Weight);
        }

        if (groups.MustBeAsked(question) || groups.WeakestBetween(question) is not { } weakest)
        {
            return false;
        }

        if (chosen.Weight <= weakest.Weight + (chosen.IsShown ? 0 : LeadRules.ReplaceBits))
        {
            return true;
        }

        if (state.Leads.TryGetValue(weakest.Lead, out var weaker) && Question.Of(state, weaker) is var asked && !groups.MustBeAsked(asked))
        {
            round.Withdraw(weaker);
            round.Settled(asked, isAsked: false);
        }

        return false;
    }

    // Also the pair that was found and those that are shown: they may be older than the newest of a person's records.
    private IEnumerable<Pair> Pairs(IncidentState state, Question question, (Record, Record) found, List<Lead> shown)
    {
        var others = Newest(state, question.Other);
        return Newest(state, question.One).SelectMany(_ => others, (one, other) => (one, other))
            .Append(found)
            .Concat(shown.Select(lead => (state.Records[lead.Left], state.Records[lead.Right])))
            .Select(pair => Weigh(state, question.Kind, pair.Item1, pair.Item2))
            .OfType<Pair>()
            .DistinctBy(pair => pair.Id);
    }

    private static List<Record> Newest(IncidentState state, Id<Person> person) =>
        [.. state.RecordsOf(state.People[person]).OrderByDescending(record => record.Recorded).Take(MostRecordsOfAPerson)];

    private Pair? Weigh(IncidentState state, LeadKind kind, Record one, Record other) =>
        index.Compare(one.Id.Value, other.Id.Value, LeadRules.Hypothesis(kind)) is { } comparison && LeadRules.IsOpenQuestion(state, kind, one, other)
            ? new(LeadRules.IdOf(kind, one.Id, other.Id), one, other, comparison, comparison.Bits + LeadRules.AnswerableBits(one, other))
            : null;

    private sealed record Pair(Id<Lead> Id, Record One, Record Other, Comparison Comparison, double Weight)
    {
        public bool IsShown { get; init; }
    }
}
