using System.Diagnostics;

namespace Homeward.Linkage.Families;

/// <summary>
/// Finds which declared dependent each child's record is about, with everything at once: names, age, sex and school of the
/// child, the parents and siblings named on either side, and the other children's records.
/// </summary>
public static class FamilyLinker
{
    // Natural log odds: about 50 to 1 for, and about 50 to 1 against.
    private const double Certain = 4, Negligible = -4;

    // What the records spoke so clearly against is not weighed again.
    private const double Refuted = -8;

    /// <summary>Links children's records to declared dependents.</summary>
    /// <param name="children">Records of children; ids are unique. Their order does not matter.</param>
    /// <param name="declarations">Declarations; ids are unique, and numbers within each. Their order does not matter.</param>
    /// <param name="settings">Seed and bounds; null for the usual ones.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">An id or a number repeats.</exception>
    public static FamilyLinks Link(
        IReadOnlyList<ReportedChild> children, IReadOnlyList<FamilyDeclaration> declarations, FamilySettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(declarations);
        settings ??= new();

        // Everything below works in the order of the ids, so that the order of rows changes nothing.
        var reported = InOrder(children, child => child.Id, nameof(children));
        var declared = InOrder(declarations, declaration => declaration.Id, nameof(declarations));
        var watch = new StageWatch();
        var threads = new Threads(Math.Max(1, settings.Threads), cancellation);

        var book = new NameBook();
        var records = reported.Select(child => Booking.Of(child, book)).ToList();
        var declarants = declared.Select(declaration => Booking.Of(declaration, book)).ToList();
        var named = declared.Select(declaration => InOrder(declaration.Dependents, one => one.Number, nameof(declarations))).ToList();
        var numbers = named.Select(those => those.Select(one => one.Number).ToArray()).ToList();
        var dependents = named.Select((those, d) => (IReadOnlyList<Dependent>)[.. those.Select((one, place) => Booking.Of(one, d, place, declarants[d], book))]).ToList();
        watch.Lap("fold names");

        var weights = new FamilyWeights();
        var comparison = new FamilyComparison(book);
        weights.LearnChances(Strangers.Count(records, DeclaredFamilies.Of(declarants, dependents, []), comparison, settings.Seed));
        watch.Lap("chance agreements");

        var couples = new BothParents(book, weights, threads).Find(declarants, dependents);
        watch.Lap("parents who declare together");

        // First with the couples nobody doubts; then the records have a say in the others.
        var state = Learn([.. couples.Where(c => c.LogOdds > Certain)]);
        watch.Lap("learning");
        var open = state.Weigh(couples);
        state = Learn([.. state.Joined, .. open.Where(u => u.LogOdds > Certain).Select(u => u.Couple)]);
        open = [.. state.Weigh([.. open.Where(u => u.LogOdds > Refuted).Select(u => u.Couple)]).Where(u => u.LogOdds > Negligible)];
        watch.Lap("families by their children's records");

        var byThemselves = state.Model.Probabilities(state.Candidates);
        var ties = new RecordTies(records, comparison, book, settings.Seed, threads);
        var evidence = new TieEvidence(ties, state.Candidates, weights, state.Model, byThemselves);
        ties.Learn(evidence.SameChild);
        var bonuses = evidence.Bonuses();

        // Once more with what the first round made of the others: a brother found by his brother helps a third one.
        bonuses = new TieEvidence(ties, state.Candidates, weights, state.Model, state.Model.Probabilities(state.Candidates, bonuses)).Bonuses();
        watch.Lap("what records say to one another");

        var probabilities = JointProbabilities.Of(state.Candidates, state.Model, state.Children, open, bonuses);
        var leads = new List<FamilyLead>();
        for (var record = 0; record < records.Count; record++)
        {
            foreach (var ((declaration, place), probability) in probabilities[record])
            {
                if (probability >= settings.LeastProbability) { leads.Add(new(reported[record].Id, declared[declaration].Id, numbers[declaration][place], Math.Min(1, probability))); }
            }
        }

        leads.Sort(FamilyLead.InOrder);
        watch.Lap("probabilities");
        var explaining = new Explaining(state.Candidates, state.Children, open, state.Model, weights, bonuses);
        return new(leads, new(records.Count, declared.Length, dependents.Sum(d => d.Count), state.Families.Count, state.Candidates.Count, watch.Stages), Explain);

        FamilyExplanation Explain(FamilyLead lead)
        {
            var record = Place(reported, child => child.Id, lead.ChildId);
            var declaration = Place(declared, one => one.Id, lead.DeclarationId);
            return explaining.Explain(lead, record, declaration, Array.IndexOf(numbers[declaration], lead.DependentNumber));
        }

        State Learn(IReadOnlyList<Couple> joined)
        {
            var families = DeclaredFamilies.Of(declarants, dependents, joined);
            List<DeclaredChild> all = [.. families.SelectMany(family => family.Children)];
            var candidates = Candidates.Find(records, all, new DeclaredIndex(new(book), all), comparison, weights, threads);
            weights.LearnChances(Strangers.Count(records, families, comparison, settings.Seed));
            var model = new RecordModel(weights, Math.Max(1, all.Count), Math.Max(1, families.Count));
            model.Learn(candidates);
            return new(joined, families, all, candidates, model, new(records, declarants, dependents, families, candidates, model, comparison, threads));
        }
    }

    private static int Place<T>(T[] ordered, Func<T, string> id, string wanted)
    {
        var (low, high) = (0, ordered.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(id(ordered[middle]), wanted);
            if (order == 0) { return middle; }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        throw new ArgumentException($"\"{wanted}\" is in none of the lists that were linked.", nameof(wanted));
    }

    private sealed record State(
        IReadOnlyList<Couple> Joined, List<DeclaredFamily> Families, List<DeclaredChild> Children, Candidates Candidates, RecordModel Model, RecordsAboutCouples Records)
    {
        public List<Union> Weigh(IReadOnlyList<Couple> couples) => Records.Weigh(couples, Joined);
    }

    private static T[] InOrder<T>(IReadOnlyList<T> rows, Func<T, string> id, string name)
    {
        var ordered = rows.OrderBy(id, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            if (id(ordered[i]) == id(ordered[i - 1])) { throw new ArgumentException($"\"{id(ordered[i])}\" is there twice; each row needs an id of its own.", name); }
        }

        return ordered;
    }
}

/// <summary>How <see cref="FamilyLinker"/> works.</summary>
public sealed record FamilySettings
{
    /// <summary>Decides which strangers are drawn and where sampling begins; the same seed gives the same probabilities.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads at work at most; the leads don't depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Leads below this probability, 0 to 1, are left out.</summary>
    public double LeastProbability { get; init; } = 0.01;
}

internal sealed class StageWatch
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly List<FamilyStage> stages = [];
    private double lapped;

    internal IReadOnlyList<FamilyStage> Stages => stages;

    internal void Lap(string name)
    {
        var now = watch.Elapsed.TotalSeconds;
        stages.Add(new(name, now - lapped));
        lapped = now;
    }
}
