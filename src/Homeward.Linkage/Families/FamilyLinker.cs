namespace Homeward.Linkage.Families;

/// <summary>
/// Finds which declared dependent each child's record is about, with everything at once: names, age, sex and school of the
/// child, the parents and siblings named on either side, and the other children's records.
/// </summary>
public static class FamilyLinker
{
    /// <summary>Links children's records to declared dependents.</summary>
    /// <param name="children">Records of children; ids are unique. Their order does not matter.</param>
    /// <param name="declarations">Declarations; ids are unique, and numbers within each. Their order does not matter.</param>
    /// <param name="settings">Seed, bounds and perhaps a model; null for the usual ones.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">An id or a number repeats.</exception>
    public static FamilyLinks Link(
        IReadOnlyList<ReportedChild> children, IReadOnlyList<FamilyDeclaration> declarations, FamilySettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(declarations);
        settings ??= new();
        var threads = new Threads(Math.Max(1, settings.Threads), cancellation);
        var times = new List<StageTime>();
        var watch = new StageWatch();

        var lists = new BookedLists(children, declarations);
        Lap("fold names");

        // What was learned is used from the start again, so that a model gives the same leads in this run as in the next one.
        var model = settings.Model ?? FamilyTraining.Learn(lists, settings.Seed, threads, Lap);
        var comparison = new FamilyComparison(lists.Book);
        var couples = new BothParents(lists.Book, model.Couples, threads).Find(lists.Declarants, lists.Dependents);
        Lap("parents who declare together");

        var (families, open) = new FamilyRounds(lists, model.Records, comparison, settings.Seed, threads).Go(couples, model);
        Lap("families by their children's records");

        var ties = new RecordTies(lists.Records, comparison, lists.Book, model.Ties, seed: null, threads);
        var bonuses = new TieEvidence(ties, families.Candidates, model.Records, families.Model, families.Model.Probabilities(families.Candidates)).Bonuses();

        // Once more with what the first round made of the others: a brother found by his brother helps a third one.
        bonuses = new TieEvidence(ties, families.Candidates, model.Records, families.Model, families.Model.Probabilities(families.Candidates, bonuses)).Bonuses();
        Lap("what records say to one another");

        var probabilities = JointProbabilities.Of(families.Candidates, families.Model, families.Children, open, bonuses);
        var leads = new List<FamilyLead>();
        for (var record = 0; record < probabilities.Length; record++)
        {
            foreach (var ((declaration, place), probability) in probabilities[record])
            {
                if (probability >= settings.LeastProbability) { leads.Add(lists.Lead(record, declaration, place, probability)); }
            }
        }

        leads.Sort(FamilyLead.InOrder);
        Lap("probabilities");
        var explaining = new Explaining(families.Candidates, families.Children, open, families.Model, model.Records, bonuses);
        return new(leads, new(lists.Records.Count, lists.Declarants.Count, lists.Dependents.Sum(d => d.Count), families.Families.Count, families.Candidates.Count, times), model, Explain);

        FamilyExplanation Explain(FamilyLead lead)
        {
            var (record, declaration, place) = lists.PlacesOf(lead);
            return explaining.Explain(lead, record, declaration, place);
        }

        void Lap(string stage)
        {
            cancellation.ThrowIfCancellationRequested();
            times.Add(watch.Stop(stage));
            watch = new StageWatch();
        }
    }
}

/// <summary>How <see cref="FamilyLinker"/> works.</summary>
public sealed record FamilySettings
{
    /// <summary>Decides which strangers are drawn; the same seed gives the same probabilities.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads at work at most; the leads don't depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Leads below this probability, 0 to 1, are left out.</summary>
    public double LeastProbability { get; init; } = 0.01;

    /// <summary>What an earlier run learned; null to learn from these lists.</summary>
    public FamilyModel? Model { get; init; }
}
