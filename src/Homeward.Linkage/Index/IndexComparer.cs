using System.Globalization;

namespace Homeward.Linkage;

/// <summary>
/// Compares records of an index at the levels at which a file's records are compared, and weighs them with the same model:
/// with the index's own counts in place of the file's. An index that holds a file's records gives their pairs the file's weights.
/// </summary>
internal sealed class IndexComparer
{
    // Below so many records the prior stays: ten reports do not make every second pair one person.
    private const int FewestRecords = 100;

    private readonly LinkageModel model;
    private readonly TokenScope scope;
    private readonly IndexCounts counts;
    private readonly Func<long, int> bearersOf;
    private readonly Dictionary<long, int> bearers = [];
    private readonly NameComparison<IndexWords> names;
    private readonly KinComparison<IndexWords> kin;

    internal IndexComparer(LinkageModel model, TokenScope scope, IndexCounts counts, int records, Func<long, int> bearersOf, SearchMemo memo)
    {
        (this.model, this.scope, this.counts, this.bearersOf) = (model, scope, counts, bearersOf);
        (names, kin) = (new(new(scope, memo)), new(new(scope, memo)));
        var larger = Math.Log2((double)model.Records / Math.Max(FewestRecords, records));
        (SamePrior, RelativePrior) = (model.Pairs.SamePrior + larger, model.Pairs.RelativePrior + larger);
    }

    internal int Fields => model.Fields.Count;

    /// <summary>log2 of how many pairs of one person there are for one of strangers, among as many records as the index holds.</summary>
    internal double SamePrior { get; }

    internal double RelativePrior { get; }

    /// <summary>log2 of the odds of the hypothesis; what cannot reach the least is said to be minus infinity.</summary>
    internal float Odds(PersonView one, PersonView two, Hypothesis hypothesis, double least, Span<byte> levels, Span<float> rarity)
    {
        Compare(one, two, levels, rarity);
        var (same, relative) = model.Pairs.Evidence(levels, rarity);
        var (asked, prior) = hypothesis == Hypothesis.SamePerson ? (same, SamePrior) : (relative, RelativePrior);

        // The rival explanations only ever lower the odds.
        return asked + prior < least ? float.NegativeInfinity
            : hypothesis == Hypothesis.SamePerson ? PairModel.Odds(same, relative, SamePrior, RelativePrior)
            : PairModel.Odds(relative, same, RelativePrior, SamePrior);
    }

    /// <summary>The same, explained.</summary>
    internal Comparison Explain(PersonView one, PersonView two, Hypothesis hypothesis)
    {
        Span<byte> levels = stackalloc byte[Fields];
        Span<float> rarity = stackalloc float[Fields];
        Compare(one, two, levels, rarity);
        var weighing = hypothesis == Hypothesis.SamePerson
            ? Weighing.Of(model.Pairs, levels, rarity, SamePrior, RelativePrior)
            : Weighing.OfRelatives(model.Pairs, levels, rarity, SamePrior, RelativePrior);
        var evidence = new List<FieldEvidence> { new(LinkageField.Prior, EvidenceLevel.Considered, weighing.Prior) };
        evidence.AddRange(weighing.Fields.Select(one => EvidenceWords.Of(model.Fields[one.Field].Kind, one.Level, one.Bits)));
        if (weighing.Rival != 0)
        {
            evidence.Add(new(LinkageField.Rival, EvidenceLevel.Considered, weighing.Rival));
        }

        return new(weighing.Odds, [.. evidence.OrderBy(one => one.Field)]) { Explanation = weighing.Explanation(model.Fields) };
    }

    private void Compare(PersonView one, PersonView two, Span<byte> levels, Span<float> rarity)
    {
        levels.Clear();
        rarity.Clear();
        var fields = model.Fields;
        for (var field = 0; field < fields.Count; field++)
        {
            switch (fields[field].Kind)
            {
                case FieldKind.Given:
                    var agreement = names.Compare(one.Names, two.Names);
                    (levels[field], rarity[field]) = ((byte)agreement.Given, agreement.GivenRarity);

                    // A model of one has the other beside it.
                    (levels[field + 1], rarity[field + 1]) = ((byte)agreement.Surname, agreement.SurnameRarity);
                    break;
                case FieldKind.Birth:
                    var (birth, other) = (one.BirthByYear, two.BirthByYear);
                    levels[field] = (byte)BirthLevels.Compare(birth, other, counts.YearsWrittenAsFirstOfJanuary);
                    rarity[field] = levels[field] == 1 ? counts.BirthRarity(birth.Digits) : 0;
                    break;
                case FieldKind.Sex:
                    levels[field] = one.Sex == Sex.Unknown || two.Sex == Sex.Unknown ? (byte)0 : one.Sex == two.Sex ? (byte)1 : (byte)2;
                    break;
                case FieldKind.Phone:
                    (levels[field], rarity[field]) = Phones(one.Phones, two.Phones);
                    break;
                case FieldKind.Address:
                    (levels[field], rarity[field]) = Town(one.Town, two.Town);
                    break;
                case FieldKind.School:
                    var schools = Texts(one.School, two.School);
                    (levels[field], rarity[field]) = ((byte)schools, schools == Likeness.Equal ? scope.Rarity(one.School, TokenRole.School) : 0);
                    break;
                case FieldKind.Place:
                    levels[field] = one.Place == PersonView.None || two.Place == PersonView.None ? (byte)0 : one.Place == two.Place ? (byte)1 : (byte)2;
                    rarity[field] = levels[field] == 1 ? scope.Rarity(one.Place, TokenRole.Place) : 0;
                    break;
                case FieldKind.Mother or FieldKind.Father when one.RelativeCount > 0 && two.RelativeCount > 0:
                    var parent = kin.Parent(one.Kin, two.Kin, fields[field].Kind == FieldKind.Mother);
                    (levels[field], rarity[field]) = ((byte)parent.Level, parent.Rarity);
                    break;
                case FieldKind.Siblings when one.RelativeCount > 0 || two.RelativeCount > 0:
                    levels[field] = (byte)kin.Siblings(one.Kin, one.Given, two.Kin, two.Given);
                    break;
                case FieldKind.Children when one.RelativeCount > 0 && two.RelativeCount > 0:
                    levels[field] = (byte)kin.Children(one.Kin, two.Kin);
                    break;
                default:
                    break;
            }
        }
    }

    private (byte Level, float Rarity) Town(int town, int other)
    {
        var area = town == PersonView.None || other == PersonView.None ? 0 : AddressLevels.Area(Likeness.Missing, Texts(town, other));
        return (AddressLevels.Joined(0, area), area is 3 or 4 ? Math.Min(scope.Rarity(town, TokenRole.Town), scope.Rarity(other, TokenRole.Town)) : 0);
    }

    private Likeness Texts(int text, int other) =>
        text == PersonView.None || other == PersonView.None ? Likeness.Missing
        : text == other ? Likeness.Equal
        : TextColumn.Compare(scope[text].Text, scope[text].Letters, scope[other].Text, scope[other].Letters);

    // Of several numbers those that agree best, and of equal ones the one that fewest gave.
    private (byte Level, float Rarity) Phones(ReadOnlySpan<long> numbers, ReadOnlySpan<long> others)
    {
        var (best, rarity) = (Likeness.Missing, 0f);
        foreach (var number in numbers)
        {
            foreach (var other in others)
            {
                var level = number == other ? Likeness.Equal : OneDigitApart(number, other);
                if (level == Likeness.Equal)
                {
                    rarity = Math.Max(rarity, Rarity.OfOneOfMany(BearersOf(number), counts.WithPhone));
                }

                best = best == Likeness.Missing || level < best ? level : best;
            }
        }

        return ((byte)best, rarity);
    }

    private int BearersOf(long number)
    {
        if (!bearers.TryGetValue(number, out var count))
        {
            bearers.Add(number, count = bearersOf(number));
        }

        return count;
    }

    private static Likeness OneDigitApart(long number, long other)
    {
        Span<char> one = stackalloc char[20];
        Span<char> two = stackalloc char[20];
        number.TryFormat(one, out var length, default, CultureInfo.InvariantCulture);
        other.TryFormat(two, out var second, default, CultureInfo.InvariantCulture);
        return EditDistance.Within(1, one[..length], two[..second]) > 1 ? Likeness.Different : Math.Max(length, second) > 3 ? Likeness.Close : Likeness.Some;
    }

    private readonly struct IndexWords(TokenScope scope, SearchMemo memo) : IComparedWords
    {
        public NameLevels.Word Compare(int word, int other, bool given) =>
            word == other ? NameLevels.Same(scope[word]) : memo.Compare(scope, word, other, given);

        public float GivenRarity(int word) => scope.Rarity(word, TokenRole.Given);

        public float SurnameRarity(int word) => scope.Rarity(word, TokenRole.Surname);

        public string Text(int word) => scope[word].Text;
    }
}
