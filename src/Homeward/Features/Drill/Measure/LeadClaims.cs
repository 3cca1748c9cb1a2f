using Homeward.Domain;
using Homeward.Engine.Leads;
using Homeward.Features.Drill.Truth;
using Homeward.Features.Leads;

namespace Homeward.Features.Drill.Measure;

/// <summary>How often leads of one kind claim to be true, and are: before and after people's answers are learned from.</summary>
/// <param name="Kind">The kind of question.</param>
/// <param name="Judged">Leads ever proposed between people of the drill.</param>
/// <param name="True">Of them, true.</param>
/// <param name="Evidence">The bits of the evidence as they are, as log2 of the odds.</param>
/// <param name="Beforehand">With what is known of drills, before anybody answered.</param>
/// <param name="Answered">With what the people of this drill had answered by the end.</param>
/// <param name="Unanswered">The same, over the leads that nobody answered.</param>
/// <param name="UnansweredBeforehand">Without the answers, over the same leads.</param>
internal sealed record LeadClaims(LeadKind Kind, int Judged, int True, Claimed Evidence, Claimed Beforehand, Claimed Answered, Claimed UnansweredBeforehand, Claimed Unanswered)
{
    /// <summary>Each kind of lead of the last state.</summary>
    public static IReadOnlyList<LeadClaims> Of(IncidentState state, KnownTruth truth)
    {
        var learned = Calibration.Of(state);
        return
        [
            .. from pair in Judgeable(state, truth)
               group pair by pair.Lead.Kind into kind
               orderby kind.Key
               let open = kind.Where(pair => pair.Lead.Status is not (LeadStatus.Confirmed or LeadStatus.Rejected)).ToList()
               select new LeadClaims(
                   kind.Key, kind.Count(), kind.Count(pair => pair.IsTrue),
                   Claimed.Of(kind.Select(pair => (Chance(pair.Lead.Bits), pair.IsTrue))),
                   Claimed.Of(kind.Select(pair => (Chance(Calibration.Shipped.Bits(state, pair.Lead)), pair.IsTrue))),
                   Claimed.Of(kind.Select(pair => (Chance(learned.Bits(state, pair.Lead)), pair.IsTrue))),
                   Claimed.Of(open.Select(pair => (Chance(Calibration.Shipped.Bits(state, pair.Lead)), pair.IsTrue))),
                   Claimed.Of(open.Select(pair => (Chance(learned.Bits(state, pair.Lead)), pair.IsTrue)))),
        ];
    }

    /// <summary>By the words of the page, as each lead was last proposed: how many said so, and how many of them were true.</summary>
    public static IReadOnlyList<(string Words, LeadKind Kind, int Said, int True)> InWords(IncidentState state, KnownTruth truth) =>
    [
        .. from pair in Judgeable(state, truth)
           let step = Likelihood.Step(pair.Lead.Probability)
           group pair by (step, pair.Lead.Kind) into said
           orderby said.Key.step is { } s ? (double)s.Of / s.In : 0 descending, said.Key.Kind
           select (said.Key.step is { } s ? $"about {s.Of} in {s.In}" : "less than 1 in 10", said.Key.Kind, said.Count(), said.Count(pair => pair.IsTrue)),
    ];

    private static List<(Lead Lead, bool IsTrue)> Judgeable(IncidentState state, KnownTruth truth)
    {
        var records = LeadsMeasured.RecordsOf(truth);
        return [.. from lead in state.Leads.Values let isTrue = records.IsTrue(lead.Kind, lead.Left, lead.Right) where isTrue is not null select (lead, isTrue.Value)];
    }

    private static double Chance(double bits) => 1 / (1 + Math.Pow(2, -bits));
}

/// <summary>What was claimed on average, and how far that is from the truth.</summary>
/// <param name="Mean">The mean chance claimed.</param>
/// <param name="Error">Expected calibration error: in tenths of equally many, by what was claimed, how far claim and truth are apart on average.</param>
internal readonly record struct Claimed(double Mean, double Error)
{
    private const int Bins = 10;

    public static Claimed Of(IEnumerable<(double Chance, bool IsTrue)> claims)
    {
        var sorted = claims.OrderBy(claim => claim.Chance).ThenBy(claim => claim.IsTrue).ToList();
        var apart = sorted.Chunk(Math.Max(1, sorted.Count / Bins)).Sum(bin => Math.Abs(bin.Sum(claim => claim.Chance - (claim.IsTrue ? 1 : 0))));
        return sorted.Count == 0 ? default : new(sorted.Average(claim => claim.Chance), apart / sorted.Count);
    }
}
