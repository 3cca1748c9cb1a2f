namespace Homeward.Linkage;

/// <summary>What kind of evidence a compared field is.</summary>
internal enum FieldKind
{
    Given,
    Surname,
    Birth,
    Sex,
    Phone,
    Email,
    Address,
    Other,
    Mother,
    Father,
    Siblings,
    Children,
    School,
    Place,
}

/// <summary>One field of the comparison vector.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name for people and files.</param>
/// <param name="Levels">How many levels it has, 0 (says nothing) included.</param>
/// <param name="Column">The column compared, for a field that is one column.</param>
internal sealed record ComparedField(FieldKind Kind, string Name, int Levels, TextColumn? Column = null);

/// <summary>Compares two people field by field: the level at which each agrees and how rare what they agree on is.</summary>
internal sealed class PairComparer
{
    private readonly People people;
    private WordMemo memo;
    private NameComparison<FileWords> names;
    private KinComparison<FileWords> kin;
    private readonly ComparedField[] fields;
    private readonly int given = -1, surname = -1, birth = -1, sex = -1, address = -1, mother = -1, father = -1, siblings = -1, children = -1;
    private float[] givenRarity = [], surnameRarity = [];
    private readonly float[]?[] rarityOf;
    private readonly Dictionary<uint, int> bornCounts = [];
    private float[] bornRarity = [];
    private readonly int[] bornCode;
    private readonly PairFacts[] facts;
    private readonly float[]? zipRarity, cityRarity, streetRarity;

    internal PairComparer(People people)
    {
        this.people = people;
        facts = PairFacts.Of(people);
        memo = new(people.Words, word => word < people.GivenUses.Length ? people.GivenUses[word] + people.SurnameUses[word] : 0);
        (names, kin) = (new(new(this)), new(new(this)));
        var all = new List<ComparedField>();
        int Add(ComparedField field)
        {
            all.Add(field);
            return all.Count - 1;
        }

        if (people.NameWords.Length > 0)
        {
            given = Add(new(FieldKind.Given, "given_name", NameLevels.GivenCount));
            surname = Add(new(FieldKind.Surname, "surname", NameLevels.SurnameCount));
        }

        bornCode = new int[people.Count];
        if (people.HasBirthDate)
        {
            birth = Add(new(FieldKind.Birth, "birth", BirthLevels.Count));
            for (var i = 0; i < people.Count; i++)
            {
                if (BirthLevels.IsWhole(people.Born[i]))
                {
                    if (!bornCounts.TryGetValue(people.Born[i], out var code))
                    {
                        bornCounts.Add(people.Born[i], code = bornCounts.Count + 1);
                    }

                    bornCode[i] = code;
                }
            }
        }

        if (people.HasSex)
        {
            sex = Add(new(FieldKind.Sex, "sex", 3));
        }

        if (people.Street is not null || people.City is not null || people.Postcode is not null)
        {
            address = Add(new(FieldKind.Address, "address", AddressLevels.Count));
            zipRarity = people.Postcode is { } zip ? Rarities(zip.Counts) : null;
            cityRarity = people.City is { } city ? Rarities(city.Counts) : null;
            streetRarity = people.Street is { } street ? Rarities(street.Counts) : null;
        }

        if (people.Phone is { } phone)
        {
            Add(new(FieldKind.Phone, "phone", 5, phone));
        }

        if (people.Email is { } email)
        {
            Add(new(FieldKind.Email, "email", 5, email));
        }

        if (people.School is { } school)
        {
            Add(new(FieldKind.School, "school", 5, school));
        }

        if (people.MetAt is { } place)
        {
            Add(new(FieldKind.Place, "place", 3, place));
        }

        if (people.Kin is { } named)
        {
            mother = named.Named.Contains(Relation.Mother) ? Add(new(FieldKind.Mother, "mother", KinLevels.ParentCount)) : -1;
            father = named.Named.Contains(Relation.Father) ? Add(new(FieldKind.Father, "father", KinLevels.ParentCount)) : -1;
            siblings = named.Named.Contains(Relation.Sibling) ? Add(new(FieldKind.Siblings, "siblings", KinLevels.SiblingsCount)) : -1;
            children = named.Named.Contains(Relation.Child) ? Add(new(FieldKind.Children, "children", KinLevels.ChildrenCount)) : -1;
        }

        foreach (var other in people.Others)
        {
            Add(new(FieldKind.Other, other.Name, 5, other));
        }

        fields = [.. all];
        rarityOf = new float[fields.Length][];
        CountFrequencies();
    }

    internal IReadOnlyList<ComparedField> Fields => fields;

    /// <summary>The same comparer with a memory of its own, for one thread.</summary>
    internal PairComparer ForOneThread()
    {
        var own = (PairComparer)MemberwiseClone();
        (own.memo, own.names, own.kin) = (memo.ForOneThread(), new(new(own)), new(new(own)));
        return own;
    }

    internal int FieldOf(FieldKind kind) => Array.FindIndex(fields, field => field.Kind == kind);

    /// <summary>How two people's given names agree, and how rare what they agree on is; two people who go by no other names.</summary>
    internal (NameLevels.Given Level, float Rarity) CompareGiven(NameWords one, NameWords two) =>
        given < 0 ? default : (names.CompareGiven(one.Given, two.Given, out var rarity), rarity);

    /// <summary>How two people's names agree, of whose given names that is known.</summary>
    internal NameAgreement CompareNames(NameWords one, NameWords two, (NameLevels.Given Level, float Rarity) agreement) =>
        given < 0 ? default : names.Compare(one, two, agreement.Level, agreement.Rarity);

    /// <summary>How two people's names agree.</summary>
    internal NameAgreement CompareNames(NameWords one, NameWords two) => given < 0 ? default : names.Compare(one, two);

    /// <summary>What given names alone say, in bits for one person against strangers.</summary>
    internal float Evidence((NameLevels.Given Level, float Rarity) agreement, PairModel model) =>
        agreement.Level == 0 ? 0 : model.Field(given, (byte)agreement.Level, agreement.Rarity).Same;

    /// <summary>What names alone say, in bits for one person against strangers.</summary>
    internal float Evidence(in NameAgreement agreement, PairModel model) =>
        Evidence((agreement.Given, agreement.GivenRarity), model)
            + (agreement.Surname == 0 ? 0 : model.Field(surname, (byte)agreement.Surname, agreement.SurnameRarity).Same);

    /// <summary>The greatest rarity that agreeing with this record's given names, its surnames, or both in each other's place can have.</summary>
    internal (float Given, float Surname, float ChangedPlaces) OwnRarityOfNames(int record)
    {
        var (given, secondGiven) = TwoRarest(people.Given(record), givenRarity);
        var (surname, secondSurname) = TwoRarest(people.Surnames(record), surnameRarity);

        // A second given name that agrees adds half of its rarity, a second surname all of it.
        return (given + (0.5f * secondGiven), surname + secondSurname, given + surname);
    }

    private static (float First, float Second) TwoRarest(ReadOnlySpan<int> words, float[] rarity)
    {
        var (first, second) = (0f, 0f);
        foreach (var word in words)
        {
            (first, second) = rarity[word] > first ? (rarity[word], first) : (first, Math.Max(second, rarity[word]));
        }

        return (first, second);
    }

    /// <summary>The greatest rarity that agreeing with this record can have in a field that isn't of names.</summary>
    internal float OwnRarity(int field, int record) =>
        field == birth ? bornRarity[bornCode[record]]
        : field == address ? Math.Max(Of(zipRarity, people.Postcode, record), Math.Max(Of(cityRarity, people.City, record), Of(streetRarity, people.Street, record)))
        : rarityOf[field]![fields[field].Column!.Codes[record]];

    private static float Of(float[]? rarity, TextColumn? column, int record) => rarity is null ? 0 : rarity[column!.Codes[record]];

    internal void Compare(int i, int j, Span<byte> levels, Span<float> rarity) =>
        Compare(i, j, CompareNames(new(people.Given(i), people.Surnames(i), []), new(people.Given(j), people.Surnames(j), [])), levels, rarity);

    /// <summary>Compares two people whose names have been compared.</summary>
    internal void Compare(int i, int j, in NameAgreement agreement, Span<byte> levels, Span<float> rarity)
    {
        rarity.Clear();
        ref readonly var one = ref facts[i];
        ref readonly var two = ref facts[j];
        if (given >= 0)
        {
            (levels[given], rarity[given]) = ((byte)agreement.Given, agreement.GivenRarity);
            (levels[surname], rarity[surname]) = ((byte)agreement.Surname, agreement.SurnameRarity);
        }

        if (birth >= 0)
        {
            levels[birth] = (byte)BirthLevels.Compare(one.Birth, two.Birth, people.YearsWrittenAsFirstOfJanuary);
            if (levels[birth] == 1)
            {
                rarity[birth] = bornRarity[bornCode[i]];
            }
        }

        if (sex >= 0)
        {
            levels[sex] = one.Sex == 0 || two.Sex == 0 ? (byte)0 : one.Sex == two.Sex ? (byte)1 : (byte)2;
        }

        if (address >= 0)
        {
            CompareAddress(one, two, levels, rarity);
        }

        if (people.Kin is not null)
        {
            CompareKin(i, j, levels, rarity);
        }

        for (var field = 0; field < fields.Length; field++)
        {
            if (fields[field].Column is { } column)
            {
                var (code, other) = (column.Codes[i], column.Codes[j]);
                levels[field] = code == 0 || other == 0 ? (byte)0 : code == other ? (byte)1 : fields[field].Kind == FieldKind.Place ? (byte)2 : (byte)column.Compare(code, other);
                if (code == other && code != 0)
                {
                    rarity[field] = rarityOf[field]![code];
                }
            }
        }
    }

    /// <summary>Counts how common names, dates and values are, each record by its weight: ten records of one person are one bearer.</summary>
    internal void CountFrequencies(double[]? weights = null)
    {
        if (given >= 0)
        {
            var (uses, family) = (new double[people.Words.Count], new double[people.Words.Count]);
            double totalGiven = 0, totalFamily = 0;
            for (var i = 0; i < people.Count; i++)
            {
                var weight = weights?[i] ?? 1;
                foreach (var word in people.Given(i)) { uses[word] += weight; totalGiven += weight; }
                foreach (var word in people.Surnames(i)) { family[word] += weight; totalFamily += weight; }
            }

            givenRarity = new float[uses.Length];
            surnameRarity = new float[uses.Length];
            for (var word = 0; word < uses.Length; word++)
            {
                var token = people.Words[word];
                givenRarity[word] = Rarity.OfName(uses[word], totalGiven, token.GivenPrior);
                surnameRarity[word] = Rarity.OfName(family[word], totalFamily, token.SurnamePrior);
            }
        }

        if (birth >= 0)
        {
            bornRarity = Rarities(Counted(bornCode, bornCounts.Count + 1, weights), ofMany: true);
        }

        for (var field = 0; field < fields.Length; field++)
        {
            if (fields[field].Column is { } column)
            {
                rarityOf[field] = Rarities(Counted(column.Codes, column.Distinct + 1, weights), ofMany: fields[field].Kind == FieldKind.Phone);
            }
        }
    }

    private static double[] Counted(int[] codes, int distinct, double[]? weights)
    {
        var counts = new double[distinct];
        for (var i = 0; i < codes.Length; i++)
        {
            counts[codes[i]] += weights?[i] ?? 1;
        }

        return counts;
    }

    private static float[] Rarities(int[] counts) => Rarities([.. counts.Select(count => (double)count)]);

    private static float[] Rarities(double[] counts, bool ofMany = false)
    {
        var total = counts.Skip(1).Sum();
        return [.. counts.Select((count, code) => code == 0 ? 0f : ofMany ? Rarity.OfOneOfMany(count, total) : Rarity.Of(count, total))];
    }

    private void CompareKin(int i, int j, Span<byte> levels, Span<float> rarity)
    {
        var one = people.Kin!.Of(i);
        var two = people.Kin.Of(j);
        foreach (var field in (ReadOnlySpan<int>)[mother, father])
        {
            if (field >= 0)
            {
                var (level, rare) = kin.Parent(one, two, field == mother);
                (levels[field], rarity[field]) = ((byte)level, rare);
            }
        }

        if (siblings >= 0)
        {
            levels[siblings] = (byte)kin.Siblings(one, people.Given(i), two, people.Given(j));
        }

        if (children >= 0)
        {
            levels[children] = (byte)kin.Children(one, two);
        }
    }

    private void CompareAddress(in PairFacts one, in PairFacts two, Span<byte> levels, Span<float> rarity)
    {
        var (house, area) = (AddressLevels.House(people, one, two), AddressLevels.Area(people, one, two));
        levels[address] = AddressLevels.Joined(house, area);
        var areaRarity = area switch
        {
            1 or 2 => zipRarity![one.Postcode],
            3 or 4 => Math.Min(cityRarity![one.City], cityRarity[two.City]),
            _ => 0,
        };
        rarity[address] = house is 1 or 2 or 3
            ? Math.Min(24, Math.Max(areaRarity, Math.Min(streetRarity![one.Street], streetRarity[two.Street])))
            : areaRarity;
    }

    private readonly struct FileWords(PairComparer comparer) : IComparedWords
    {
        public NameLevels.Word Compare(int word, int other, bool given) => comparer.memo.Compare(word, other, given);

        public float GivenRarity(int word) => comparer.givenRarity[word];

        public float SurnameRarity(int word) => comparer.surnameRarity[word];

        public string Text(int word) => comparer.people.Words[word].Text;
    }
}
