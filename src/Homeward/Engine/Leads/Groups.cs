using Homeward.Domain;

namespace Homeward.Engine.Leads;

/// <summary>
/// Whom the open leads already take for one person. Of a child reported four times people are asked three questions and not
/// six: what follows from stronger leads is not asked, until one of those is answered with no.
/// </summary>
internal sealed class Groups(IncidentState state, KnownLeads known, Round round)
{
    // Groups larger than this are a flood of equal reports; whoever is beyond is asked about.
    private const int MostOfAGroup = 32;

    /// <summary>An open lead that says two persons are one.</summary>
    public sealed record Edge(Id<Lead> Lead, Id<Person> Other, double Weight, LeadBand Band);

    /// <summary>
    /// Whether a question of one person must be asked itself: a restriction on one of the two reaches the other only over a
    /// lead between them, and must not wait for two answers.
    /// </summary>
    public bool MustBeAsked(Question question) =>
        new[] { question.One, question.Other }.Any(person => state.People[person] is { Child: not null } child && Barred.Standing(state, child).Any());

    /// <summary>The weakest lead on the strongest way between two persons, the question itself left out; null when no way joins them.</summary>
    public Edge? WeakestBetween(Question question)
    {
        var weakest = new Dictionary<Id<Person>, Edge>();
        var ways = new PriorityQueue<(Id<Person> Person, Edge? Weakest), double>();
        ways.Enqueue((question.One, null), double.NegativeInfinity);
        while (ways.TryDequeue(out var way, out _) && weakest.Count < MostOfAGroup)
        {
            if (way.Person == question.Other)
            {
                return way.Weakest;
            }

            if (way.Weakest is not null && !weakest.TryAdd(way.Person, way.Weakest))
            {
                continue;
            }

            foreach (var edge in Of(way.Person))
            {
                if (edge.Other != question.One && !weakest.ContainsKey(edge.Other) && !(way.Person == question.One && edge.Other == question.Other))
                {
                    var weaker = way.Weakest is { } before && before.Weight <= edge.Weight ? before : edge;
                    ways.Enqueue((edge.Other, weaker), -weaker.Weight);
                }
            }
        }

        return null;
    }

    /// <summary>A person and everybody whom leads of at least this strength take for the same.</summary>
    public List<Id<Person>> Around(Id<Person> person, LeadBand least)
    {
        var group = new List<Id<Person>> { person };
        for (var at = 0; at < group.Count; at++)
        {
            foreach (var edge in Of(group[at]))
            {
                if (edge.Band >= least && group.Count < MostOfAGroup && !group.Contains(edge.Other))
                {
                    group.Add(edge.Other);
                }
            }
        }

        return group;
    }

    /// <summary>
    /// Whether a family question can wait, because strong leads take its persons for others of whom it is known or asked: a
    /// child's declared double has that mother already.
    /// </summary>
    public bool CanWait(Question question, double weight)
    {
        var (ones, others) = (Around(question.One, LeadBand.Strong), Around(question.Other, LeadBand.Strong));
        if (ones.Contains(question.Other))
        {
            return true;
        }

        return ones.Any(one => others.Any(other => (one, other) != (question.One, question.Other) && IsSettledOrAsked(question, one, other, weight)));
    }

    private bool IsSettledOrAsked(Question question, Id<Person> one, Id<Person> other, double weight)
    {
        if (state.RecordsOf(state.People[one]).FirstOrDefault() is not { } record || state.RecordsOf(state.People[other]).FirstOrDefault() is not { } second)
        {
            return false;
        }

        var same = Question.Of(state, question.Kind, record, second);
        return LeadRules.IsKnownFamily(state, question.Kind, state.People[one], state.People[other])
            || round.IsSettled(same, out var isAsked) && isAsked
            || known.Open(state, same).Exists(lead => lead.Status == LeadStatus.Open && WeightOf(lead) + LeadRules.ReplaceBits >= weight && !round.IsWithdrawn(lead.Id));
    }

    private IEnumerable<Edge> Of(Id<Person> person)
    {
        foreach (var record in state.RecordsOf(state.People[person]))
        {
            foreach (var id in known.Open(record.Id))
            {
                if (state.Leads[id] is { Kind: LeadKind.SamePerson, Status: LeadStatus.Open } lead && !round.IsWithdrawn(id))
                {
                    var question = Question.Of(state, lead);
                    if (question.One != question.Other)
                    {
                        yield return new(id, question.One == person ? question.Other : question.One, WeightOf(lead), lead.Band);
                    }
                }
            }
        }

        foreach (var edge in round.AskedOf(person))
        {
            yield return edge;
        }
    }

    private double WeightOf(Lead lead) => lead.Bits + LeadRules.AnswerableBits(state.Records[lead.Left], state.Records[lead.Right]);
}
