namespace Homeward.Linkage;

/// <summary>
/// Pairs of a household or a family that are surely of two people, and how they differ: what the class of relatives is anchored by, so
/// that estimation can't take "same household" for "same person".
/// </summary>
/// <remarks>
/// Surest is a pair with quite another given name that was born many years apart. Where a file hardly has both, either alone must do, and
/// the sex where it has neither; and how relatives agree on it is then what is usual, because nothing in the file shows it.
/// </remarks>
internal sealed class RelativeAnchors
{
    // Less than this share of the pairs looked at is noise.
    private const double LeastShare = 0.02;

    // Both must be known of so many pairs of a household for what they say together to be counted.
    private const double MostlyBothKnown = 0.2;

    // So often one person's records disagree on a name, on a birth by years, and on the sex, against those that agree.
    private const double WrongNames = 0.05, WrongBirths = 0.05, WrongSexes = 0.05;

    // Two people share a further column's value so rarely by chance that sharing it is living together.
    private const double RarelyShared = 1.0 / 300;

    private const double StrangersCount = 20;
    private const double UsualCount = 100;
    private const double MostShift = 4;

    private readonly PairComparer comparer;
    private readonly double[][] stranger;
    private readonly int given, surname, birth, sex, address;
    private readonly int[] telling;
    private readonly double[] givenFarApart = new double[NameLevels.GivenCount], givenOfSiblings = new double[NameLevels.GivenCount];
    private readonly double[] givenOfGenerations = new double[NameLevels.GivenCount], birthOfOtherNames = new double[BirthLevels.Count];
    private readonly double[] sexes = new double[3];
    private double together, bothKnown, bothDiffer, namesAgree, namesDiffer, birthsAgree, birthsFar;

    /// <param name="comparer">What compares pairs.</param>
    /// <param name="stranger">How strangers agree, by field and level.</param>
    /// <param name="candidates">Pairs that rules brought together, each with the fields its rule selected by.</param>
    internal RelativeAnchors(PairComparer comparer, double[][] stranger, List<(byte[] Levels, float[] Rarity, uint Hides)> candidates)
    {
        (this.comparer, this.stranger) = (comparer, stranger);
        (given, surname, birth) = (comparer.FieldOf(FieldKind.Given), comparer.FieldOf(FieldKind.Surname), comparer.FieldOf(FieldKind.Birth));
        (sex, address) = (comparer.FieldOf(FieldKind.Sex), comparer.FieldOf(FieldKind.Address));
        var phone = comparer.FieldOf(FieldKind.Phone);
        int[] phones = phone >= 0 ? [phone] : [];
        telling = HasSurnames() && (phone >= 0 || address >= 0) ? phones : [.. phones, .. Enumerable.Range(0, comparer.Fields.Count).Where(IsRarelyShared)];
        foreach (var (levels, _, hides) in candidates)
        {
            if (AreTogether(levels))
            {
                Count(levels, hides);
            }
        }

        BothKnown = given >= 0 && birth >= 0 && bothKnown >= MostlyBothKnown * together;
        Pairs = BothKnown
            ? bothDiffer - (WrongNames * namesAgree)
            : Math.Max(
                Math.Max(namesDiffer - (WrongNames * namesAgree), birthsFar - (WrongBirths * birthsAgree)),
                namesAgree + namesDiffer + birthsAgree + birthsFar > MostlyBothKnown * together ? 0 : sexes[2] - (WrongSexes * sexes[1]));
        Found = Pairs > LeastShare * candidates.Count;
    }

    /// <summary>Pairs seen that are surely of two people who live together or are of one family.</summary>
    internal double Pairs { get; }

    /// <summary>Whether there are enough of them for a class of their own.</summary>
    internal bool Found { get; }

    /// <summary>Whether given names and births are both known of them, so that each shows how relatives agree on the other.</summary>
    internal bool BothKnown { get; }

    /// <summary>Whether only the sex tells relatives apart from one person.</summary>
    internal bool OnlySex => !BothKnown && namesAgree + namesDiffer + birthsAgree + birthsFar <= MostlyBothKnown * together;

    /// <summary>How relatives agree on a field, before anything is estimated.</summary>
    internal double[] Start(int field, double[] same) => comparer.Fields[field].Kind switch
    {
        FieldKind.Given => Mixed(givenFarApart, field),
        FieldKind.Birth => Mixed(birthOfOtherNames, field),
        FieldKind.Siblings => StartLevels.SiblingsOfRelatives,
        FieldKind.Other when telling.Contains(field) => same,
        FieldKind.Sex or FieldKind.Email or FieldKind.Other => stranger[field],
        _ => same,
    };

    /// <summary>Whether how relatives agree on a field stays as it was anchored.</summary>
    internal bool IsAnchored(int field) => comparer.Fields[field].Kind is FieldKind.Given or FieldKind.Birth || (OnlySex && field == sex);

    /// <summary>
    /// Where one thing alone tells relatives apart, "one person whose name is often wrong" explains what is seen as well as "relatives" does: so
    /// no more than is usual is believed of one person.
    /// </summary>
    internal void KeepOnePerson(int field, double[] counts)
    {
        if (BothKnown)
        {
            return;
        }

        if (field == given)
        {
            Cap(counts, WrongNames, level => NameLevels.Agrees((NameLevels.Given)level), level => level == (int)NameLevels.Given.Different);
        }
        else if (field == birth)
        {
            Cap(counts, WrongBirths, level => level is (>= 1 and <= 5) or 10, level => level is 8 or 9 or 13 or 14);
        }
        else if (field == sex)
        {
            Cap(counts, WrongSexes, level => level == 1, level => level == 2);
        }
    }

    private static void Cap(double[] counts, double share, Func<int, bool> agrees, Func<int, bool> isWrong)
    {
        var right = counts.Where((_, level) => agrees(level)).Sum();
        var wrong = counts.Where((_, level) => isWrong(level)).Sum();
        for (var level = 1; level < counts.Length && wrong > share * right; level++)
        {
            counts[level] *= isWrong(level) ? share * right / wrong : 1;
        }
    }

    /// <summary>
    /// Sons are named after fathers and hardly ever after brothers: how given names of relatives agree depends on how far apart they were born.
    /// Null where births are not known.
    /// </summary>
    internal NamesakeShift? Namesakes(LatentClassModel model)
    {
        if (!BothKnown)
        {
            return NamesakeShift.Usual(comparer.Fields);
        }

        var strangers = model.Chances((int)PairClass.Stranger, given).ToArray();
        var overall = model.Chances((int)PairClass.Relative, given);
        var (siblings, generations) = (WithStrangers(givenOfSiblings, strangers), WithStrangers(givenOfGenerations, strangers));
        var (ofSiblings, ofGenerations) = (siblings.Sum(), generations.Sum());
        var shift = new NamesakeShift(given, birth, new float[NameLevels.GivenCount], new float[NameLevels.GivenCount]);
        for (var level = 1; level < NameLevels.GivenCount; level++)
        {
            if (NameLevels.Agrees((NameLevels.Given)level))
            {
                shift.Siblings[level] = (float)Math.Clamp(Math.Log2(siblings[level] / ofSiblings / overall[level]), -MostShift, 0);
                shift.Generations[level] = (float)Math.Clamp(Math.Log2(generations[level] / ofGenerations / overall[level]), 0, MostShift);
            }
        }

        return shift;
    }

    // One house, one telephone, one rare value, or one surname in one area.
    private bool AreTogether(byte[] levels)
    {
        var (house, area) = address >= 0 ? AddressLevels.Parts(levels[address]) : (0, 0);
        return house is 1 or 2 || Array.Exists(telling, field => levels[field] == 1) || (area is >= 1 and <= 4 && surname >= 0 && levels[surname] is >= 1 and <= 6);
    }

    // No level but what stands in for never seen.
    private bool HasSurnames() => surname >= 0 && stranger[surname].Skip(1).Any(count => count >= 1);

    // Where a file has no surnames, or neither telephones nor addresses, as far as its headings and contents show, some further column holds them.
    private bool IsRarelyShared(int field) =>
        comparer.Fields[field].Kind == FieldKind.Other && stranger[field][1] < RarelyShared * stranger[field].Skip(1).Sum();

    private void Count(byte[] levels, uint hides)
    {
        var (g, b, s) = (given >= 0 ? levels[given] : 0, birth >= 0 ? levels[birth] : 0, sex >= 0 ? levels[sex] : 0);
        var (otherName, farApart) = (g == (int)NameLevels.Given.Different, b is 8 or 9 or 13 or 14);
        together++;
        sexes[s]++;
        bothKnown += g != 0 && b != 0 ? 1 : 0;
        bothDiffer += otherName && farApart ? 1 : 0;
        namesDiffer += otherName ? 1 : 0;
        namesAgree += NameLevels.Agrees((NameLevels.Given)g) ? 1 : 0;
        birthsFar += farApart ? 1 : 0;
        birthsAgree += b is (>= 1 and <= 5) or 10 ? 1 : 0;

        // What a rule selected by says nothing about how often it agrees.
        // Who is named after a relative has the sex and hardly ever another surname, so that agreeing on those must not count against it again.
        if (given >= 0 && (hides >> given & 1) == 0 && s != 2 && levels[surname] is < (int)NameLevels.Surname.PartlyDifferent)
        {
            givenFarApart[g] += farApart ? 1 : 0;
            givenOfGenerations[g] += b is 9 or 14 ? 1 : 0;
            givenOfSiblings[g] += b is 7 or 8 or 13 ? 1 : 0;
        }

        if (birth >= 0 && (hides >> birth & 1) == 0)
        {
            birthOfOtherNames[b] += otherName ? 1 : 0;
        }
    }

    private double[] Mixed(double[] seen, int field)
    {
        var mixed = WithStrangers(seen, stranger[field]);
        return BothKnown ? mixed : [.. mixed.Zip(Usual(field), (count, usual) => count + (UsualCount * usual))];
    }

    // Dates and years are two situations: how often each is there, strangers show.
    private double[] Usual(int field)
    {
        var usual = StartLevels.Relative(comparer.Fields[field]).ToArray();
        var total = stranger[field].Skip(1).Sum();
        var parts = field == birth ? (ReadOnlySpan<(int From, int To)>)[(1, 10), (10, usual.Length)] : [(1, usual.Length)];
        foreach (var (from, to) in parts)
        {
            var (here, there) = (usual[from..to].Sum(), stranger[field][from..to].Sum());
            for (var level = from; level < to; level++)
            {
                usual[level] *= there / total / here;
            }
        }

        usual[0] = 0;
        return usual;
    }

    private static double[] WithStrangers(double[] seen, double[] stranger)
    {
        var total = stranger.Skip(1).Sum();
        return [.. seen.Select((count, level) => level == 0 ? 0 : count + (StrangersCount * stranger[level] / total))];
    }
}
