using System.Diagnostics;

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

        var book = new NameBook();
        var records = reported.Select(child => Booking.Of(child, book)).ToList();
        var declarants = declared.Select(declaration => Booking.Of(declaration, book)).ToList();
        var dependents = declared.Select((declaration, d) => (IReadOnlyList<Dependent>)[.. InOrder(declaration.Dependents, one => one.Number, nameof(declarations)).Select((one, place) => Booking.Of(one, d, place, declarants[d], book))]).ToList();
        watch.Lap("fold names");

        var weights = new FamilyWeights();
        var comparison = new FamilyComparison(book);
        var single = Strangers.Families(declarants, dependents);
        weights.LearnChances(Strangers.Count(records, single, comparison, settings.Seed));
        watch.Lap("chance agreements");

        var families = new BothParents(book, weights).Join(declarants, dependents);
        var all = families.SelectMany(family => family.Children).ToList();
        watch.Lap("parents who declare together");

        var candidates = Candidates.Find(records, families, all, new DeclaredIndex(new(book), all), comparison, weights, cancellation);
        watch.Lap("candidates");

        var model = new RecordModel(weights, Math.Max(1, all.Count), Math.Max(1, families.Count));
        weights.LearnChances(Strangers.Count(records, families, comparison, settings.Seed));
        model.Learn(candidates);
        var probabilities = model.Probabilities(candidates);
        watch.Lap("learning");

        var leads = new List<FamilyLead>();
        for (var record = 0; record < records.Count; record++)
        {
            var those = candidates.Of(record);
            for (var i = 0; i < those.Length; i++)
            {
                var probability = probabilities[candidates.StartOf(record) + i];
                if (those[i].Child < 0 || probability < settings.LeastProbability) { continue; }

                foreach (var dependent in all[those[i].Child].Named)
                {
                    var declaration = declared[dependent.Declaration];
                    leads.Add(new(reported[record].Id, declaration.Id, InOrder(declaration.Dependents, one => one.Number, nameof(declarations))[dependent.Place].Number, probability));
                }
            }
        }

        leads.Sort();
        watch.Lap("probabilities");
        return new(leads, new(records.Count, declared.Length, dependents.Sum(d => d.Count), families.Count, candidates.Count, watch.Stages));
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
