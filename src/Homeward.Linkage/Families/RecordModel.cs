namespace Homeward.Linkage.Families;

/// <summary>
/// Whom one record is about, looked at by itself: one of its candidates or nobody declared, never two. The weights and how
/// many records are about declared children at all are learned from the records, without labels, by expectation
/// maximisation: each round weighs every record with what the last one learned.
/// </summary>
internal sealed class RecordModel(FamilyWeights weights, int records, int children, int families)
{
    private const int MostRounds = 150;
    private const double SettledAt = 2e-5;

    /// <summary>The share of records about a declared child.</summary>
    internal double Declared { get; private set; } = 0.5;

    /// <summary>The share of records about a child its declaring family left out.</summary>
    internal double Undeclared { get; private set; } = 0.03;

    /// <summary>How many records a declared child has, on average.</summary>
    internal double RecordsOfChild => Declared * records / children;

    /// <summary>How many records of children it left out a family has, on average.</summary>
    internal double RecordsOfLeftOut => Undeclared * records / families;

    internal int Rounds { get; private set; }

    /// <summary>Log odds of a candidate against "nobody declared".</summary>
    internal double LogOdds(in Candidate candidate) => weights.Of(candidate.Agreements) + (candidate.Child >= 0
        ? Math.Log(Declared / children)
        : Math.Log(Undeclared / families)) - Math.Log(1 - Declared - Undeclared);

    /// <summary>The probability of each candidate, in the order of <paramref name="candidates"/>, with what the other records add.</summary>
    internal double[] Probabilities(Candidates candidates, double[]? bonuses = null)
    {
        var probabilities = new double[candidates.Count];
        for (var record = 0; record < candidates.Records; record++)
        {
            var those = candidates.Of(record);
            var logOdds = probabilities.AsSpan(candidates.StartOf(record), those.Length);
            for (var i = 0; i < those.Length; i++) { logOdds[i] = LogOdds(those[i]) + (bonuses?[candidates.StartOf(record) + i] ?? 0); }

            Share(logOdds);
        }

        return probabilities;
    }

    /// <summary>Turns log odds against "none of these" into probabilities that leave the rest to it.</summary>
    internal static void Share(Span<double> logOdds)
    {
        var most = 0.0;
        foreach (var one in logOdds) { most = Math.Max(most, one); }

        var sum = Math.Exp(-most);
        foreach (ref var one in logOdds) { sum += one = Math.Exp(one - most); }

        foreach (ref var one in logOdds) { one /= sum; }
    }

    /// <summary>Takes the shares that an earlier run learned.</summary>
    internal void Take(FamilyModel known) => (Declared, Undeclared) = (known.Declared, known.Undeclared);

    internal void Learn(Candidates candidates)
    {
        for (Rounds = 0; Rounds < MostRounds; Rounds++)
        {
            var probabilities = Probabilities(candidates);
            var counts = new FieldCounts();
            var (declared, undeclared) = (0.0, 0.0);
            for (var record = 0; record < candidates.Records; record++)
            {
                var those = candidates.Of(record);
                for (var i = 0; i < those.Length; i++)
                {
                    var share = probabilities[candidates.StartOf(record) + i];
                    if (share < 1e-4) { continue; }

                    counts.Add(those[i].Agreements, share);
                    (declared, undeclared) = those[i].Child >= 0 ? (declared + share, undeclared) : (declared, undeclared + share);
                }
            }

            weights.LearnAgreements(counts);
            var before = (Declared, Undeclared);
            (Declared, Undeclared) = ((declared + 1) / (candidates.Records + 3), (undeclared + 0.1) / (candidates.Records + 3));
            if (Math.Abs(Declared - before.Declared) + Math.Abs(Undeclared - before.Undeclared) < SettledAt && Rounds > 4) { return; }
        }
    }
}
