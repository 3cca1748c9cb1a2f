namespace Homeward.Linkage.Families;

/// <summary>Takes a probability apart into the parts it was made of.</summary>
internal sealed class Explaining(Candidates candidates, IReadOnlyList<DeclaredChild> children, IReadOnlyList<Union> open, RecordModel model, FamilyWeights weights, double[] bonuses)
{
    private const double Certainty = 1e-9;

    private static readonly double Bit = Math.Log(2);

    internal FamilyExplanation Explain(FamilyLead lead, int record, int declaration, int place)
    {
        var probability = Math.Clamp(lead.Probability, Certainty, 1 - Certainty);
        var total = Math.Log(probability / (1 - probability));
        var evidence = new List<FamilyEvidence>();
        if (Find(record, declaration, place) is var (candidate, bonus))
        {
            var fields = 0.0;
            for (var field = FamilyField.Given; field <= FamilyField.Generation; field++)
            {
                var agreement = candidate.Agreements[(int)field];
                if (agreement.Code == 0) { continue; }

                var weight = weights.Of(field, agreement);
                fields += weight;
                evidence.Add(new((FamilyReason)field, agreement.Level, weight / Bit));
            }

            var prior = model.LogOdds(candidate) - fields;
            if (bonus != 0) { evidence.Add(new(FamilyReason.OtherRecords, FamilyLevel.Missing, bonus / Bit)); }

            evidence.Add(new(FamilyReason.Prior, FamilyLevel.Missing, prior / Bit));
            evidence.Add(new(FamilyReason.OtherCandidates, FamilyLevel.Missing, (total - fields - prior - bonus) / Bit));
        }

        return new(lead, evidence);
    }

    // By the family as it is; where two declarations only may be of one family, by the one that explains the record better.
    private (Candidate Candidate, double Bonus)? Find(int record, int declaration, int place)
    {
        (Candidate Candidate, double Bonus)? best = null;
        var those = candidates.Of(record);
        for (var i = 0; i < those.Length; i++)
        {
            if (those[i].Child >= 0 && Names(children[those[i].Child], declaration, place)) { best = (those[i], bonuses[candidates.StartOf(record) + i]); }
        }

        foreach (var union in open.Where(u => u.LogOdds > 0))
        {
            foreach (var (_, together) in union.Records.Where(r => r.Record == record))
            {
                foreach (var candidate in together)
                {
                    if (candidate.Child >= 0 && Names(union.Joined.Children[candidate.Child], declaration, place) && (best is null || model.LogOdds(candidate) > model.LogOdds(best.Value.Candidate)))
                    {
                        best = (candidate, best?.Bonus ?? 0);
                    }
                }
            }
        }

        return best;
    }

    private static bool Names(DeclaredChild child, int declaration, int place) => child.Named.Exists(d => d.Declaration == declaration && d.Place == place);
}
