namespace Homeward.Linkage.Families;

/// <summary>
/// Finds declarations that name the same children: by both parents, by one parent twice, by a father and the former partner
/// who has one of his children. Their dependents are then one declared child each, and everything said of it counts.
/// </summary>
/// <remarks>
/// A dependent of one declaration is compared with those of others exactly as a child's record is; the family counts
/// once, each child that is found again for itself.
/// </remarks>
internal sealed class BothParents(NameBook book, FamilyWeights weights, Threads threads)
{
    // About so many declarations have another one that names the same children.
    private const double ShareWithAnother = 0.6;

    // A child that one parent names and the other does not, when both are asked; two mothers of one child.
    private const double ChildNotNamed = -1.2, AnotherOfThisRole = -5;

    private readonly FamilyComparison comparison = new(book);

    // Couples less likely than this are not thought of again, whatever the children's records say.
    private const double Hopeless = -10;

    // A declaration is thought of with at most so many others, or two lists twice as long would have four times the couples.
    private const int MostOfOne = 10;

    /// <summary>Pairs of declarations that may name the same children, the likeliest first.</summary>
    internal List<Couple> Find(IReadOnlyList<Declarant> declarants, IReadOnlyList<IReadOnlyList<Dependent>> dependents)
    {
        var alone = DeclaredFamilies.Of(declarants, dependents, []);
        book.CountTowns(alone);
        var children = alone.SelectMany(f => f.Children).ToList();
        var index = new DeclaredIndex(new(book), children);
        var prior = Math.Log(ShareWithAnother / (1 - ShareWithAnother) / Math.Max(1, declarants.Count));
        var each = new List<Couple>[declarants.Count];
        threads.ForEach(each.Length, index.NewSearch, (search, d) =>
        {
            var mentions = dependents[d].Select(dependent => MentionOf(dependent, declarants[d], dependents[d])).ToArray();
            var others = mentions.SelectMany(search.Find).Select(c => children[c].Family.Number).Where(other => other > d).Distinct().Order();
            each[d] = [.. others.Select(other => Compare(d, declarants[d], mentions, alone[other], prior)).Where(c => c.LogOdds > Hopeless)];
        });
        List<Couple> couples = [.. each.SelectMany(those => those)];
        couples.Sort((one, other) => one.LogOdds != other.LogOdds ? other.LogOdds.CompareTo(one.LogOdds) : (one.Declaration, one.Other).CompareTo((other.Declaration, other.Other)));
        return Likeliest(couples, declarants.Count);
    }

    // Those that are among the likeliest of either of the two.
    private static List<Couple> Likeliest(List<Couple> couples, int declarations)
    {
        var kept = new int[declarations];
        return couples.FindAll(couple =>
        {
            var among = kept[couple.Declaration] < MostOfOne || kept[couple.Other] < MostOfOne;
            kept[couple.Declaration]++;
            kept[couple.Other]++;
            return among;
        });
    }

    private static Mention MentionOf(Dependent dependent, Declarant declarant, IReadOnlyList<Dependent> all) => new(
        dependent.Name, dependent.Birth, dependent.Sex, dependent.School, declarant.Town,
        declarant.Role == DeclarantRelation.Mother ? declarant.Name : BookedName.None,
        declarant.Role == DeclarantRelation.Father ? declarant.Name : BookedName.None,
        [.. all.Where(other => other != dependent).Select(other => other.Name.Given).Where(given => given.Length > 0)], declarant.Phone);

    private Couple Compare(int declaration, Declarant declarant, Mention[] mentions, DeclaredFamily other, double prior)
    {
        // One adult of a role is one person: the same mother twice, or no couple.
        var adult = other.Adults[0];
        var ofFamily = comparison.OfFamily(mentions[0], other);
        var sameRole = adult.Role == declarant.Role && adult.Role is DeclarantRelation.Mother or DeclarantRelation.Father;
        var role = ofFamily[(int)(declarant.Role == DeclarantRelation.Mother ? FamilyField.Mother : FamilyField.Father)];
        var logOdds = sameRole && role.Level is FamilyLevel.Different or FamilyLevel.OnlySurname ? AnotherOfThisRole + prior : prior;
        for (var field = FamilyField.Mother; field <= FamilyField.Town; field++)
        {
            // That both name the same siblings is what matching the children counts.
            if (field != FamilyField.Siblings) { logOdds += weights.Of(field, ofFamily[(int)field]); }
        }

        var pairs = new List<(double Weight, double OfChild, int Mention, int Child)>();
        for (var i = 0; i < mentions.Length; i++)
        {
            for (var k = 0; k < other.Children.Count; k++)
            {
                var agreements = comparison.OfChild(mentions[i], other.Children[k], ofFamily);
                if (agreements[(int)FamilyField.Given].Level is FamilyLevel.Different) { continue; }

                var ofChild = 0.0;
                for (var field = FamilyField.Given; field <= FamilyField.School; field++) { ofChild += weights.Of(field, agreements[(int)field]); }

                pairs.Add((ofChild + weights.Of(FamilyField.Surname, agreements[(int)FamilyField.Surname]), ofChild, i, k));
            }
        }

        pairs.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : (a.Mention, a.Child).CompareTo((b.Mention, b.Child)));
        var same = new List<(int Mention, int Child)>();
        foreach (var pair in pairs)
        {
            if (same.Exists(s => s.Mention == pair.Mention || s.Child == pair.Child) || pair.OfChild < -1) { continue; }

            // The surname is the family's and counts once.
            logOdds += same.Count == 0 ? pair.Weight : pair.OfChild;
            same.Add((pair.Mention, pair.Child));
        }

        logOdds += ChildNotNamed * (mentions.Length + other.Children.Count - (2 * same.Count));
        return new(declaration, other.Number, same.Count == 0 ? double.NegativeInfinity : logOdds, same)
        {
            Agreements = [.. same.Select(pair => comparison.OfChild(mentions[pair.Mention], other.Children[pair.Child], ofFamily))],
        };
    }
}

/// <summary>Two declarations that may name the same children.</summary>
/// <param name="Declaration">The one.</param>
/// <param name="Other">The other, a higher number.</param>
/// <param name="LogOdds">Natural log odds that they do.</param>
/// <param name="Same">Which dependents would be one child, by their places.</param>
internal sealed record Couple(int Declaration, int Other, double LogOdds, List<(int Place, int OtherPlace)> Same)
{
    /// <summary>How the two agree on each of those children.</summary>
    internal IReadOnlyList<Agreements> Agreements { get; init; } = [];

    /// <summary>Counts how the two agree: on each child for itself, on what is the family's once.</summary>
    internal void Count(FieldCounts counts, double share)
    {
        for (var child = 0; child < Agreements.Count; child++)
        {
            var agreements = Agreements[child];
            for (var field = FamilyField.Surname; child > 0 && field <= FamilyField.Generation; field++) { agreements[(int)field] = Agreement.Missing; }

            counts.Add(agreements, share);
        }
    }
}
