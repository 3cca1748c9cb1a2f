namespace Homeward.Linkage.Families;

/// <summary>Learns a model from lists, without labels.</summary>
internal static class FamilyTraining
{
    internal static FamilyModel Learn(BookedLists lists, long seed, Threads threads, Action<string> lap)
    {
        var weights = new FamilyWeights();
        var comparison = new FamilyComparison(lists.Book);
        weights.LearnChances(Strangers.Count(lists.Records, DeclaredFamilies.Of(lists.Declarants, lists.Dependents, []), comparison, seed));
        lap("learn: chance agreements");

        var couples = new BothParents(lists.Book, weights, threads).Find(lists.Declarants, lists.Dependents);
        lap("learn: parents who declare together");

        var (families, open) = new FamilyRounds(lists, weights, comparison, seed, threads).Go(couples, known: null);
        lap("learn: records");

        var ties = new RecordTies(lists.Records, comparison, lists.Book, new(), seed, threads);
        ties.Learn(new TieEvidence(ties, families.Candidates, weights, families.Model, families.Model.Probabilities(families.Candidates)).SameChild);
        lap("learn: records about one another");

        return new(families.Model.Declared, families.Model.Undeclared, weights, ties.Weights, OfCouples(weights, families.Joined, open));
    }

    // What one declaration says of another is learned from the couples found, each counted by how probable it is.
    private static FamilyWeights OfCouples(FamilyWeights weights, IReadOnlyList<Couple> joined, IReadOnlyList<Union> open)
    {
        var counts = new FieldCounts();
        foreach (var couple in joined) { couple.Count(counts, 1); }

        foreach (var union in open) { union.Couple.Count(counts, 1 / (1 + Math.Exp(-union.LogOdds))); }

        var learned = weights.Copy();
        learned.LearnAgreements(counts);
        return learned;
    }
}
