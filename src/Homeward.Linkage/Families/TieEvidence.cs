namespace Homeward.Linkage.Families;

/// <summary>
/// What the other records add: for each candidate of a record, and for "nobody declared", how much better it explains the
/// record's ties, given how probable the others' candidates are by themselves.
/// </summary>
/// <remarks>
/// One round of belief propagation. Where a declaration and another record both tell of a field, the record is a copy of one of
/// the two (the mean of both, not the product): a name that agrees with both is not counted twice.
/// </remarks>
internal sealed class TieEvidence(RecordTies ties, Candidates candidates, FamilyWeights weights, RecordModel model, double[] probabilities)
{
    // Ties of one record are not independent: siblings reported by one neighbour share every error.
    private const double Trust = 0.4;

    // Natural log odds; so many records before their number is half believed.
    private const double MostShift = 3, FewRecords = 100;
    private const int Halvings = 24;

    /// <summary>How probable it is that two records are about one declared child, by what each says alone.</summary>
    internal double SameChild(int record, int other)
    {
        var sum = 0.0;
        var those = candidates.Of(record);
        var others = candidates.Of(other);
        for (var i = 0; i < those.Length; i++)
        {
            for (var j = 0; j < others.Length; j++)
            {
                if (those[i].Child >= 0 && those[i].Child == others[j].Child) { sum += probabilities[candidates.StartOf(record) + i] * probabilities[candidates.StartOf(other) + j]; }
            }
        }

        return sum;
    }

    /// <summary>Log odds to add to each candidate, in their order; relative to "nobody declared".</summary>
    internal double[] Bonuses()
    {
        // A child that nobody declared is reported as often as one that somebody did.
        var undeclared = Math.Log(Math.Max(10, candidates.Records * (1 - model.Declared) / model.RecordsOfChild));
        var bonuses = new double[candidates.Count];
        for (var record = 0; record < candidates.Records; record++)
        {
            var those = candidates.Of(record);
            var nobody = 0.0;
            foreach (var tie in ties.Of[record])
            {
                var (same, family) = (ties.Weights.Of(tie.SameChild), ties.Weights.Of(tie.SameFamily));
                nobody += Trust * Math.Log(1 + (Nobody(tie.Other) * Math.Exp(Math.Max(same, family) - undeclared)));
                for (var i = 0; i < those.Length; i++) { bonuses[candidates.StartOf(record) + i] += Trust * Bonus(those[i], tie); }
            }

            for (var i = 0; i < those.Length; i++) { bonuses[candidates.StartOf(record) + i] -= nobody; }
        }

        var shift = Shift(bonuses);
        foreach (ref var bonus in bonuses.AsSpan()) { bonus += shift; }

        return bonuses;
    }

    // What records say to one another tells which of them are about declared children, not how many are: that was learned from
    // all of them. The log odds that leave the number as it was; in a short list the number is too uncertain to hold on to.
    private double Shift(double[] bonuses)
    {
        var wanted = probabilities.Sum();
        var logOdds = new double[bonuses.Length];
        for (var record = 0; record < candidates.Records; record++)
        {
            var those = candidates.Of(record);
            for (var i = 0; i < those.Length; i++) { logOdds[candidates.StartOf(record) + i] = model.LogOdds(those[i]) + bonuses[candidates.StartOf(record) + i]; }
        }

        var (low, high) = (-MostShift, MostShift);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Sum(logOdds, middle) < wanted ? (middle, high) : (low, middle);
        }

        return (low + high) / 2 * candidates.Records / (candidates.Records + FewRecords);
    }

    private double Sum(double[] logOdds, double shift)
    {
        var shifted = Array.ConvertAll(logOdds, one => one + shift);
        for (var record = 0; record < candidates.Records; record++) { RecordModel.Share(shifted.AsSpan(candidates.StartOf(record), candidates.Of(record).Length)); }

        return shifted.Sum();
    }

    private double Nobody(int record)
    {
        var left = 1.0;
        for (var i = 0; i < candidates.Of(record).Length; i++) { left -= probabilities[candidates.StartOf(record) + i]; }

        return Math.Max(0, left);
    }

    private double Bonus(in Candidate candidate, in Tie tie)
    {
        var (same, family) = (0.0, 0.0);
        var others = candidates.Of(tie.Other);
        for (var i = 0; i < others.Length; i++)
        {
            if (others[i].Family != candidate.Family) { continue; }

            var probability = probabilities[candidates.StartOf(tie.Other) + i];
            (same, family) = others[i].Child == candidate.Child && candidate.Child >= 0 ? (same + probability, family) : (same, family + probability);
        }

        var odds = Math.Max(0, 1 - same - family);
        if (same > 1e-4) { odds += same * Math.Exp(Extra(candidate, tie.SameChild, onlyFamily: false)); }

        if (family > 1e-4) { odds += family * Math.Exp(Extra(candidate, tie.SameFamily, onlyFamily: true)); }

        return Math.Log(odds);
    }

    // What the other record says beyond the declaration.
    private double Extra(in Candidate candidate, in Agreements tie, bool onlyFamily)
    {
        var extra = 0.0;
        for (var field = onlyFamily ? FamilyField.Surname : FamilyField.Given; field <= FamilyField.Town; field++)
        {
            if (tie[(int)field].Code == 0) { continue; }

            var (byDeclaration, byRecord) = (weights.Of(field, candidate.Agreements[(int)field]), ties.Weights.Of(field, tie[(int)field]));
            extra += candidate.Agreements[(int)field].Code == 0 ? byRecord : Math.Log((Math.Exp(byDeclaration) + Math.Exp(byRecord)) / 2) - byDeclaration;
        }

        // That the other record names this child as a sibling.
        return extra + (onlyFamily ? ties.Weights.Of(FamilyField.Given, tie[(int)FamilyField.Given]) : 0);
    }
}
