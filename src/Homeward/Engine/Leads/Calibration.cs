using Homeward.Domain;
using PersonKind = Homeward.Domain.PersonKind;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>
/// What the evidence of a lead is worth once it has become a question: of the pairs that people are shown fewer are true than
/// of all pairs with such evidence, because what follows from stronger leads is not asked. Learned beforehand from drills,
/// and corrected by what people of this incident answer; docs/decisions has why so.
/// </summary>
/// <remarks>
/// A pure function of the state: a restart, a replay and a look back all have the same. Answers count in whole groups of
/// <see cref="AnswersTogether"/> of one kind of question, in the order in which the questions came up.
/// </remarks>
internal sealed class Calibration
{
    /// <summary>So many answers of a kind change what is learned, and no fewer: nobody sees what a single answer was.</summary>
    public const int AnswersTogether = 25;

    // What was asked last says most about what is reported now, and a fit stays a matter of milliseconds.
    private const int MostAnswers = 5_000;

    private readonly Dictionary<Group, AnswerLine> lines;

    private Calibration(Dictionary<Group, AnswerLine> lines) => this.lines = lines;

    /// <summary>
    /// Questions that are answered alike. Two reports of adults are weighed by another model than two of children; and one
    /// organisation seldom writes down the same person twice, so that its look-alikes are mostly relatives. Answers are given about
    /// leads within one organisation first, and must not speak for the others.
    /// </summary>
    internal readonly record struct Group(LeadKind Kind, bool OfAdults, bool OfOneOrganisation);

    /// <summary>
    /// Before anybody answered. Fitted to the leads of six drills (seeds 1 to 6) that were played without calibration, held against their
    /// truth. <c>./dev bench --lead-calibration 1 2 3 4 5 6</c> plays them with these lines and prints the lines so fitted: six of the eight
    /// are these within one deviation between drills. Between siblings of two organisations it starts at -1.79 for -2.26, so that what
    /// ships claims too little; and of adults within one organisation 19 of 243 leads were true, which bits tell from the rest so
    /// cleanly that the fitted line is a step (-72.00, 8.34), too sure of a hair to ship. bench/results/leads.md has all of them.
    /// </summary>
    public static Calibration Shipped { get; } = new(new()
    {
        [new(LeadKind.SamePerson, OfAdults: false, OfOneOrganisation: false)] = new(-1.86, 1.13),
        [new(LeadKind.SamePerson, OfAdults: false, OfOneOrganisation: true)] = new(-1.94, 1.16),
        [new(LeadKind.SamePerson, OfAdults: true, OfOneOrganisation: false)] = new(-1.49, 1.07),
        [new(LeadKind.SamePerson, OfAdults: true, OfOneOrganisation: true)] = new(-7.25, 0.95),
        [new(LeadKind.ParentAndChild, OfAdults: false, OfOneOrganisation: false)] = new(0.19, 0.46),
        [new(LeadKind.ParentAndChild, OfAdults: false, OfOneOrganisation: true)] = new(-2.63, 0.84),
        [new(LeadKind.Siblings, OfAdults: false, OfOneOrganisation: false)] = new(-2.26, 0.78),
        [new(LeadKind.Siblings, OfAdults: false, OfOneOrganisation: true)] = new(-6.37, 0.82),
    });

    /// <summary>What is known after the answers of a state.</summary>
    public static Calibration Of(IncidentState state)
    {
        var answers = new Dictionary<Group, List<(Lead Lead, bool Yes)>>();
        foreach (var lead in state.Leads.Values)
        {
            if (Said(state, lead) is { } yes)
            {
                var group = GroupOf(state, lead);
                if (!answers.TryGetValue(group, out var said))
                {
                    answers[group] = said = [];
                }

                said.Add((lead, yes));
            }
        }

        var lines = new Dictionary<Group, AnswerLine>(Shipped.lines);
        foreach (var (group, said) in answers)
        {
            if (said.Count - (said.Count % AnswersTogether) is > 0 and var counted)
            {
                lines[group] = AnswerRegression.Fit(
                    Shipped.lines[group],
                    [.. said.OrderBy(answer => answer.Lead.ProposedAt).ThenBy(answer => answer.Lead.Id.Value).Take(counted).TakeLast(MostAnswers).Select(answer => (answer.Lead.Bits, answer.Yes))]);
            }
        }

        return new(lines);
    }

    /// <summary>log2 of the odds that a question of a group with this evidence is to be answered with yes.</summary>
    public double Bits(Group group, double evidenceBits) => lines[group].Bits(evidenceBits);

    /// <summary>log2 of the odds that a lead is true.</summary>
    public double Bits(IncidentState state, Lead lead) => Bits(GroupOf(state, lead), lead.Bits);

    /// <summary>Whether both say the same of every lead.</summary>
    public bool IsSameAs(Calibration other) => lines.All(pair => pair.Value == other.lines[pair.Key]);

    internal static Group GroupOf(IncidentState state, Lead lead) => GroupOf(state, lead.Kind, state.Records[lead.Left], state.Records[lead.Right]);

    internal static Group GroupOf(IncidentState state, LeadKind kind, Record left, Record right) =>
        new(kind, kind == LeadKind.SamePerson && state.People[left.Person].Kind == PersonKind.Adult, left.Owner == right.Owner);

    /// <summary>
    /// What people say of a question now; null when nothing. A link that was taken back is no answer any more, and a parenthood
    /// that a worker looked into and refuted is a no, whoever said yes before. Within an organisation many true leads are never
    /// answered themselves, because a link made elsewhere says the same and they are withdrawn: left out, mostly false ones would
    /// stay. Between organisations false ones wait unanswered, so there that would be as wrong the other way.
    /// </summary>
    private static bool? Said(IncidentState state, Lead lead)
    {
        if (lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet)
        {
            return null;
        }

        if (lead.Status == LeadStatus.Rejected)
        {
            return false;
        }

        if (lead.Status == LeadStatus.Withdrawn && state.Records[lead.Left].Owner != state.Records[lead.Right].Owner)
        {
            return null;
        }

        var areOne = state.SamePerson(lead.Left, lead.Right);
        var (person, second) = (state.Find(state.Records[lead.Left].Person)!, state.Find(state.Records[lead.Right].Person)!);
        return lead.Kind switch
        {
            LeadKind.SamePerson => areOne ? true : null,
            LeadKind.Siblings when areOne => false,
            LeadKind.Siblings => LeadRules.IsKnownFamily(state, lead.Kind, person, second) ? true : null,
            _ => LeadRules.Claims(state, person, second).Select(claim => (bool?)(claim.Status != RelationshipStatus.Refuted)).Max(),
        };
    }
}
