using Homeward.Domain;
using Homeward.Engine.Leads;
using Homeward.Linkage;
using Homeward.Web.Acting;
using PersonKind = Homeward.Domain.PersonKind;
using Record = Homeward.Domain.Record;

namespace Homeward.Features.Disclosure;

/// <summary>
/// Compares what one side answered with what the other side's record says, as the leads do: accents, nicknames, sounds, slips of the
/// pen, ages that fit. Only the three numbers leave it; neither the answers nor which of them agreed are kept anywhere.
/// </summary>
public static class BlindComparison
{
    private static readonly EvidenceLevel[] Agreeing =
    [
        EvidenceLevel.Same, EvidenceLevel.SameInAnotherOrder, EvidenceLevel.PartOf, EvidenceLevel.Nickname, EvidenceLevel.SoundsAlike, EvidenceLevel.Close,
        EvidenceLevel.Fits, EvidenceLevel.NearlyFits, EvidenceLevel.DayAndMonthSwapped,
    ];

    /// <summary>How many answers agree, differ, and meet nothing to compare with. What was left empty isn't counted.</summary>
    /// <param name="on">The day on which an answered age is true.</param>
    public static (int Agree, int Differ, int Unknown) Of(IncidentState state, Record record, IReadOnlyDictionary<BlindQuestion, string?> answers, DateOnly on)
    {
        var facts = RecordProfiles.Of(state, record);
        var (agree, differ, unknown) = (0, 0, 0);
        using var comparer = new LinkageIndex<Guid>();
        foreach (var (question, answer) in answers)
        {
            if (string.IsNullOrWhiteSpace(answer))
            {
                continue;
            }

            switch (facts is null ? null : Agrees(comparer, facts, question, answer, on))
            {
                case true: agree++; break;
                case false: differ++; break;
                default: unknown++; break;
            }
        }

        return (agree, differ, unknown);
    }

    private static bool? Agrees(LinkageIndex<Guid> comparer, Profile facts, BlindQuestion question, string answer, DateOnly on) => question switch
    {
        BlindQuestion.FirstName => Level(comparer, new() { GivenNames = answer }, Names(facts), LinkageField.GivenName),
        BlindQuestion.Surname => Level(comparer, new() { Surnames = answer }, Names(facts), LinkageField.Surname),
        BlindQuestion.Age => AgeText.TryRead(answer, out var age) && age is { } said
            ? Level(comparer, new() { Age = new(said.Low, said.High, said.InMonths ? AgeUnit.Months : AgeUnit.Years, on) }, new() { Age = facts.Age, Born = facts.Born }, LinkageField.Age)
            : null,
        BlindQuestion.School => Level(comparer, new() { School = answer }, new() { School = facts.School }, LinkageField.School),
        BlindQuestion.Town => Level(comparer, new() { Town = answer }, new() { Town = facts.Town }, LinkageField.Town),
        BlindQuestion.Mother => Named(comparer, facts, answer, Relation.Mother, Relation.Parent),
        BlindQuestion.Father => Named(comparer, facts, answer, Relation.Father, Relation.Parent),
        _ => Named(comparer, facts, answer, Relation.Child),
    };

    // Of several relatives of a kind, such as an adult's children, any one will do.
    private static bool? Named(LinkageIndex<Guid> comparer, Profile facts, string answer, params Relation[] relations)
    {
        bool? best = null;
        foreach (var relative in facts.Relatives.Where(relative => relations.Contains(relative.Relation)))
        {
            var level = Level(
                comparer, new() { GivenNames = answer },
                new() { GivenNames = relative.GivenNames, Surnames = relative.Surnames, FullName = relative.FullName }, LinkageField.GivenName);
            best = level == true || best == true ? true : level ?? best;
        }

        return best;
    }

    private static Profile Names(Profile facts) => new() { GivenNames = facts.GivenNames, Surnames = facts.Surnames, FullName = facts.FullName };

    private static bool? Level(LinkageIndex<Guid> comparer, Profile answered, Profile fact, LinkageField field)
    {
        // One answer is compared with one fact, and the way children's records are compared knows every field there is.
        var (one, other) = (answered with { Kind = Linkage.PersonKind.Child }, fact with { Kind = Linkage.PersonKind.Child });
        foreach (var evidence in comparer.Compare(one, other, Hypothesis.SamePerson)?.Evidence ?? [])
        {
            if (evidence.Field == field && evidence.Level != EvidenceLevel.Missing)
            {
                return Agreeing.Contains(evidence.Level);
            }
        }

        return null;
    }
}
