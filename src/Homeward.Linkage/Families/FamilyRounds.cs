namespace Homeward.Linkage.Families;

/// <summary>
/// Makes families of the declarations and finds who of them the records may be about: first with the couples nobody doubts, then
/// with those the records speak for. The same for learning a model and for using one.
/// </summary>
internal sealed class FamilyRounds(BookedLists lists, FamilyWeights weights, FamilyComparison comparison, long seed, Threads threads)
{
    // Natural log odds: about 1,000 to 1 for, and about 50 to 1 against.
    private const double Certain = 7, Negligible = -4;

    // What the records spoke so clearly against is not weighed again.
    private const double Refuted = -8;

    /// <summary>Goes through both rounds.</summary>
    /// <param name="couples">Declarations that may name the same children.</param>
    /// <param name="known">The shares of a model that was learned before; null to learn weights and shares in each round.</param>
    /// <returns>The families, and the couples that stay open.</returns>
    internal (FamilyRound Families, List<Union> Open) Go(IReadOnlyList<Couple> couples, FamilyModel? known)
    {
        var round = Round([.. couples.Where(couple => couple.LogOdds > Certain)], known);
        var open = round.Weigh(couples);
        round = Round([.. round.Joined, .. open.Where(union => union.LogOdds > Certain).Select(union => union.Couple)], known);
        return (round, [.. round.Weigh([.. open.Where(union => union.LogOdds > Refuted).Select(union => union.Couple)]).Where(union => union.LogOdds > Negligible)]);
    }

    private FamilyRound Round(IReadOnlyList<Couple> joined, FamilyModel? known)
    {
        var families = DeclaredFamilies.Of(lists.Declarants, lists.Dependents, joined);
        lists.Book.CountTowns(families);
        List<DeclaredChild> children = [.. families.SelectMany(family => family.Children)];
        if (known is null) { weights.LearnChances(Strangers.Count(lists.Records, families, comparison, seed)); }

        var candidates = Candidates.Find(lists.Records, children, new DeclaredIndex(new(lists.Book), children), comparison, weights, threads);
        var model = new RecordModel(weights, lists.Records.Count, Math.Max(1, children.Count), Math.Max(1, families.Count));
        if (known is null) { model.Learn(candidates); } else { model.Take(known); }

        return new(joined, families, children, candidates, model, new(lists.Records, lists.Declarants, lists.Dependents, families, candidates, model, comparison, threads));
    }
}

/// <summary>The families as one round made them, and whom the records may be about.</summary>
internal sealed record FamilyRound(
    IReadOnlyList<Couple> Joined, List<DeclaredFamily> Families, List<DeclaredChild> Children, Candidates Candidates, RecordModel Model, RecordsAboutCouples Records)
{
    internal List<Union> Weigh(IReadOnlyList<Couple> couples) => Records.Weigh(couples, Joined);
}
