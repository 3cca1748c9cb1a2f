namespace Homeward.Linkage.Families;

/// <summary>Another record that may be about the same child, or about a brother or sister.</summary>
/// <param name="Other">The other record's number.</param>
/// <param name="SameChild">How the two agree if they are about one child.</param>
/// <param name="SameFamily">How they agree if they are about two children of one family.</param>
internal readonly record struct Tie(int Other, Agreements SameChild, Agreements SameFamily);

/// <summary>
/// What children's records say to one another. Each record is compared with every other as if that one were a small
/// declaration: its child and the siblings it names are the dependents, the parents it names are the adults.
/// </summary>
internal sealed class RecordTies
{
    private const int MostTies = 3;
    private const double Weak = 3;
    private const int Strangers = 20_000;

    private readonly IReadOnlyList<Mention> records;
    private readonly DeclaredFamily[] asFamilies;
    private readonly FamilyComparison comparison;

    /// <param name="records">The records.</param>
    /// <param name="comparison">Compares them.</param>
    /// <param name="book">Their names.</param>
    /// <param name="weights">What agreements are worth.</param>
    /// <param name="seed">Draws the strangers from whom chance is learned; null to take the weights as they are.</param>
    /// <param name="threads">Do the work.</param>
    internal RecordTies(IReadOnlyList<Mention> records, FamilyComparison comparison, NameBook book, FamilyWeights weights, long? seed, Threads threads)
    {
        (this.records, this.comparison, Weights) = (records, comparison, weights);
        asFamilies = [.. records.Select(AsFamily)];
        if (seed is { } drawn) { LearnChances(new(drawn)); }

        Of = Find(new DeclaredIndex(new(book), [.. asFamilies.Select(family => family.Children[0])]), threads);
    }

    internal FamilyWeights Weights { get; }

    /// <summary>Each record's strongest ties.</summary>
    internal Tie[][] Of { get; }

    /// <summary>Learns what agreements between two records of one child are worth, from what is probable so far.</summary>
    internal void Learn(Func<int, int, double> sameChild)
    {
        var counts = new FieldCounts();
        for (var record = 0; record < Of.Length; record++)
        {
            foreach (var tie in Of[record])
            {
                var share = sameChild(record, tie.Other);
                if (share > 0.01) { counts.Add(tie.SameChild, share); }
            }
        }

        Weights.LearnAgreements(counts);
    }

    private void LearnChances(SplitMix random)
    {
        var chance = new FieldCounts();
        for (var i = 0; i < Strangers && records.Count > 1; i++)
        {
            var (one, other) = (random.Below(records.Count), random.Below(records.Count));
            if (one != other) { chance.Add(SameChild(one, other, OfFamily(one, other)), 1); }
        }

        Weights.LearnChances(chance);
    }

    private Tie[][] Find(DeclaredIndex index, Threads threads)
    {
        var all = new Tie[records.Count][];
        threads.ForEach(all.Length, index.NewSearch, (search, record) => all[record] = Strongest(record, search));
        return all;
    }

    private Tie[] Strongest(int record, DeclaredIndex.Search search)
    {
        var found = new List<(double Weight, Tie Tie)>();
        foreach (var other in search.Find(records[record]))
        {
            if (other == record) { continue; }

            var ofFamily = OfFamily(record, other);
            var tie = new Tie(other, SameChild(record, other, ofFamily), SameFamily(record, other, ofFamily));
            var weight = Math.Max(Weights.Of(tie.SameChild), Weights.Of(tie.SameFamily));
            if (weight > Weak) { found.Add((weight, tie)); }
        }

        found.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Tie.Other.CompareTo(b.Tie.Other));
        return [.. found.Take(MostTies).Select(f => f.Tie)];
    }

    private Agreements OfFamily(int record, int other) => comparison.OfFamily(records[record], asFamilies[other]);

    private Agreements SameChild(int record, int other, Agreements ofFamily) => comparison.OfChild(records[record], asFamilies[other].Children[0], ofFamily);

    private Agreements SameFamily(int record, int other, Agreements ofFamily)
    {
        var family = asFamilies[other];
        var agreements = comparison.OfUndeclared(records[record], family, ofFamily);
        for (var sibling = 1; sibling < family.Children.Count; sibling++)
        {
            // The other record names this child among its siblings.
            var named = comparison.OfGiven(records[record], family.Children[sibling].Named[0]);
            agreements[(int)FamilyField.Given] = NameAgreement.Closer(agreements[(int)FamilyField.Given], named);
        }

        return agreements;
    }

    private static DeclaredFamily AsFamily(Mention record, int number)
    {
        var family = new DeclaredFamily(number);
        if (record.Mother.IsKnown) { family.Adults.Add(new(record.Mother, DeclarantRelation.Mother, BirthSpan.Unknown, record.Town, record.Phone)); }

        if (record.Father.IsKnown) { family.Adults.Add(new(record.Father, DeclarantRelation.Father, BirthSpan.Unknown, record.Town, record.Phone)); }

        if (family.Adults.Count == 0) { family.Adults.Add(new(BookedName.None, DeclarantRelation.Other, BirthSpan.Unknown, record.Town, record.Phone)); }

        Add(new(number, 0, record.Name, record.Birth, record.Sex, record.School), number);
        foreach (var sibling in record.Siblings) { Add(new(number, family.Children.Count, new(sibling, []), BirthSpan.Unknown, Sex.Unknown, -1), -1); }

        return family;

        void Add(Dependent dependent, int childNumber)
        {
            var child = new DeclaredChild(childNumber, family);
            child.Named.Add(dependent);
            family.Children.Add(child);
        }
    }
}
