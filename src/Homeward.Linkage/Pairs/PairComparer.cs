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
    private readonly WordMemo memo;
    private readonly ComparedField[] fields;
    private readonly int given = -1, surname = -1, birth = -1, sex = -1, address = -1;
    private float[] givenRarity = [], surnameRarity = [];
    private readonly float[]?[] rarityOf;
    private readonly Dictionary<uint, int> bornCounts = [];
    private float[] bornRarity = [];
    private readonly int[] bornCode;
    private readonly float[]? zipRarity, cityRarity, streetRarity;

    internal PairComparer(People people)
    {
        this.people = people;
        memo = new(people.Words);
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
                if (people.Born[i] != 0)
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
            zipRarity = people.Postcode is { } zip ? Rarity(zip.Counts) : null;
            cityRarity = people.City is { } city ? Rarity(city.Counts) : null;
            streetRarity = people.Street is { } street ? Rarity(street.Counts) : null;
        }

        if (people.Phone is { } phone)
        {
            Add(new(FieldKind.Phone, "phone", 5, phone));
        }

        if (people.Email is { } email)
        {
            Add(new(FieldKind.Email, "email", 5, email));
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

    internal int FieldOf(FieldKind kind) => Array.FindIndex(fields, field => field.Kind == kind);

    internal void Compare(int i, int j, Span<byte> levels, Span<float> rarity)
    {
        rarity.Clear();
        if (given >= 0)
        {
            CompareNames(i, j, levels, rarity);
        }

        if (birth >= 0)
        {
            levels[birth] = (byte)BirthLevels.Compare(people, i, j);
            if (levels[birth] == 1)
            {
                rarity[birth] = bornRarity[bornCode[i]];
            }
        }

        if (sex >= 0)
        {
            var (one, two) = (people.Sexes[i], people.Sexes[j]);
            levels[sex] = one == 0 || two == 0 ? (byte)0 : one == two ? (byte)1 : (byte)2;
        }

        if (address >= 0)
        {
            CompareAddress(i, j, levels, rarity);
        }

        for (var field = 0; field < fields.Length; field++)
        {
            if (fields[field].Column is { } column)
            {
                var (one, two) = (column.Codes[i], column.Codes[j]);
                levels[field] = one == 0 || two == 0 ? (byte)0 : one == two ? (byte)1 : (byte)column.Compare(one, two);
                if (one == two && one != 0)
                {
                    rarity[field] = rarityOf[field]![one];
                }
            }
        }
    }

    /// <summary>Counts how common names, dates and values are, each record by its weight: ten records of one person are one bearer.</summary>
    internal void CountFrequencies(double[]? weights = null)
    {
        const double CensusWeight = 200;
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
                givenRarity[word] = (float)-Math.Log2((uses[word] + (CensusWeight * token.GivenPrior) + 0.5) / (totalGiven + CensusWeight));
                surnameRarity[word] = (float)-Math.Log2((family[word] + (CensusWeight * token.SurnamePrior) + 0.5) / (totalFamily + CensusWeight));
            }
        }

        if (birth >= 0)
        {
            bornRarity = Rarity(Counted(bornCode, bornCounts.Count + 1, weights));
        }

        for (var field = 0; field < fields.Length; field++)
        {
            if (fields[field].Column is { } column)
            {
                rarityOf[field] = Rarity(Counted(column.Codes, column.Distinct + 1, weights));
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

    private static float[] Rarity(int[] counts) => Rarity([.. counts.Select(count => (double)count)]);

    // log2 of one over the share; half a bearer more than counted, because the next file will have others.
    private static float[] Rarity(double[] counts)
    {
        var total = counts.Skip(1).Sum();
        return [.. counts.Select((count, code) => code == 0 ? 0f : (float)-Math.Log2((count + 0.5) / (total + 1)))];
    }

    private void CompareAddress(int i, int j, Span<byte> levels, Span<float> rarity)
    {
        var (house, area) = (AddressLevels.House(people, i, j), AddressLevels.Area(people, i, j));
        levels[address] = AddressLevels.Joined(house, area);
        var areaRarity = area switch
        {
            1 or 2 => zipRarity![people.Postcode!.Codes[i]],
            3 or 4 => Math.Min(cityRarity![people.City!.Codes[i]], cityRarity[people.City.Codes[j]]),
            _ => 0,
        };
        rarity[address] = house is 1 or 2 or 3
            ? Math.Min(24, Math.Max(areaRarity, Math.Min(streetRarity![people.Street!.Codes[i]], streetRarity[people.Street.Codes[j]])))
            : areaRarity;
    }

    private void CompareNames(int i, int j, Span<byte> levels, Span<float> rarity)
    {
        var g1 = people.Given(i);
        var g2 = people.Given(j);
        var s1 = people.Surnames(i);
        var s2 = people.Surnames(j);
        var g = CompareGiven(g1, g2, out var givenBits);
        var s = CompareSurnames(s1, s2, out var surnameBits);
        if (g is NameLevels.Given.Missing or >= NameLevels.Given.Some && s is NameLevels.Surname.Missing or >= NameLevels.Surname.PartlyDifferent)
        {
            var (crossed, bits) = Crossed(g1, s1, g2, s2);
            if (crossed)
            {
                (levels[given], rarity[given], levels[surname]) = ((byte)NameLevels.Given.ChangedPlaces, bits, 0);
                return;
            }
        }

        (levels[given], rarity[given]) = ((byte)g, givenBits);
        (levels[surname], rarity[surname]) = ((byte)s, surnameBits);
    }

    private (bool Crossed, float Bits) Crossed(ReadOnlySpan<int> g1, ReadOnlySpan<int> s1, ReadOnlySpan<int> g2, ReadOnlySpan<int> s2)
    {
        var one = Shared(g1, s2);
        var two = Shared(s1, g2);
        // Both changed places; or one record has a single word, which the other has in the other place.
        var single = g1.Length + s1.Length == 1 || g2.Length + s2.Length == 1;
        return (one >= 0 && two >= 0) || (single && (one >= 0 || two >= 0))
            ? (true, (one >= 0 ? Math.Min(givenRarity[one], surnameRarity[one]) : 0) + (two >= 0 ? Math.Min(givenRarity[two], surnameRarity[two]) : 0))
            : (false, 0);
    }

    private int Shared(ReadOnlySpan<int> words, ReadOnlySpan<int> others)
    {
        foreach (var word in words)
        {
            foreach (var other in others)
            {
                if (memo.Compare(word, other, given: false) <= NameLevels.Word.Close)
                {
                    return word;
                }
            }
        }

        return -1;
    }

    private NameLevels.Given CompareGiven(ReadOnlySpan<int> one, ReadOnlySpan<int> two, out float bits)
    {
        bits = 0;
        if (one.IsEmpty || two.IsEmpty)
        {
            return NameLevels.Given.Missing;
        }

        var first = memo.Compare(one[0], two[0], given: true);
        if (first == NameLevels.Word.Same)
        {
            bits = givenRarity[one[0]];
            if (one.Length == 1 || two.Length == 1)
            {
                return one.Length == two.Length ? NameLevels.Given.Same : NameLevels.Given.SameAndMore;
            }

            var rest = BestOf(one[1..], two[1..], out var word, out _);
            switch (rest)
            {
                case NameLevels.Word.Same:
                    // Names go together (María José, John Paul), so the second one adds less than its rarity.
                    bits += 0.5f * givenRarity[word];
                    return NameLevels.Given.SameSeveral;
                case <= NameLevels.Word.Close: return NameLevels.Given.SameSeveral;
                case NameLevels.Word.Initial: return NameLevels.Given.SameAndInitial;
                default: return NameLevels.Given.FirstSameOthersDiffer;
            }
        }

        if (first <= NameLevels.Word.Close)
        {
            bits = Math.Min(givenRarity[one[0]], givenRarity[two[0]]);
            return Level(first);
        }

        if (one.Length + two.Length > 2)
        {
            var best = BestOf(one, two, out var word, out var other);
            if (best <= NameLevels.Word.Close)
            {
                bits = Math.Min(givenRarity[word], givenRarity[other]);
                return best == NameLevels.Word.Same
                    ? one.Length == 1 || two.Length == 1 || first == NameLevels.Word.Initial ? NameLevels.Given.AnotherOrder
                        : memo.Compare(one[0], two[^1], given: true) == NameLevels.Word.Same && memo.Compare(one[^1], two[0], given: true) == NameLevels.Word.Same
                            ? NameLevels.Given.AnotherOrder : NameLevels.Given.AnotherSameFirstsDiffer
                    : one.Length == 1 || two.Length == 1 ? Level(best) : NameLevels.Given.AnotherSameFirstsDiffer;
            }
        }

        return Level(first);
    }

    private NameLevels.Word BestOf(ReadOnlySpan<int> one, ReadOnlySpan<int> two, out int word, out int other)
    {
        var best = NameLevels.Word.Different;
        (word, other) = (one[0], two[0]);
        foreach (var w in one)
        {
            foreach (var o in two)
            {
                var level = memo.Compare(w, o, given: true);
                if (level < best)
                {
                    (best, word, other) = (level, w, o);
                }
            }
        }

        return best;
    }

    private static NameLevels.Given Level(NameLevels.Word word) => word switch
    {
        NameLevels.Word.Same => NameLevels.Given.Same,
        NameLevels.Word.Nickname => NameLevels.Given.Nickname,
        NameLevels.Word.SoundsAlike => NameLevels.Given.SoundsAlike,
        NameLevels.Word.Close => NameLevels.Given.Close,
        NameLevels.Word.Initial => NameLevels.Given.Initial,
        NameLevels.Word.Some => NameLevels.Given.Some,
        _ => NameLevels.Given.Different,
    };

    private NameLevels.Surname CompareSurnames(ReadOnlySpan<int> one, ReadOnlySpan<int> two, out float bits)
    {
        bits = 0;
        if (one.IsEmpty || two.IsEmpty)
        {
            return NameLevels.Surname.Missing;
        }

        if (one.Length == 1 && two.Length == 1)
        {
            var level = memo.Compare(one[0], two[0], given: false);
            bits = level <= NameLevels.Word.Close ? Math.Min(surnameRarity[one[0]], surnameRarity[two[0]]) : 0;
            return level switch
            {
                NameLevels.Word.Same => NameLevels.Surname.Same,
                NameLevels.Word.SoundsAlike => NameLevels.Surname.SoundsAlike,
                NameLevels.Word.Close => NameLevels.Surname.Close,
                NameLevels.Word.Some or NameLevels.Word.Initial => NameLevels.Surname.Some,
                _ => NameLevels.Surname.Different,
            };
        }

        return one.Length == 1 ? ComparePart(one[0], two, out bits) : two.Length == 1 ? ComparePart(two[0], one, out bits) : CompareSeveral(one, two, out bits);
    }

    private NameLevels.Surname ComparePart(int single, ReadOnlySpan<int> several, out float bits)
    {
        bits = 0;
        var best = NameLevels.Word.Different;
        for (var k = 0; k < several.Length; k++)
        {
            var level = memo.Compare(single, several[k], given: false);
            if (level == NameLevels.Word.Same)
            {
                bits = surnameRarity[single];
                return k == 0 ? NameLevels.Surname.FirstOfTwo : NameLevels.Surname.SecondOfTwo;
            }

            if (level < best)
            {
                best = level;
                bits = level <= NameLevels.Word.Close ? Math.Min(surnameRarity[single], surnameRarity[several[k]]) : 0;
            }
        }

        if (best > NameLevels.Word.Close && IsJoined(people.Words[single].Text, several))
        {
            bits = surnameRarity[single];
            return NameLevels.Surname.Joined;
        }

        return best <= NameLevels.Word.Close ? NameLevels.Surname.CloseInPart : best <= NameLevels.Word.Some ? NameLevels.Surname.Some : NameLevels.Surname.Different;
    }

    private NameLevels.Surname CompareSeveral(ReadOnlySpan<int> one, ReadOnlySpan<int> two, out float bits)
    {
        bits = 0;
        var straight = memo.Compare(one[0], two[0], given: false);
        var straightSecond = memo.Compare(one[1], two[1], given: false);
        if (straight > NameLevels.Word.Close || straightSecond > NameLevels.Word.Close)
        {
            var crossed = memo.Compare(one[0], two[1], given: false);
            var crossedSecond = memo.Compare(one[1], two[0], given: false);
            if (crossed <= NameLevels.Word.Close && crossedSecond <= NameLevels.Word.Close)
            {
                bits = Math.Min(surnameRarity[one[0]], surnameRarity[two[1]]) + Math.Min(surnameRarity[one[1]], surnameRarity[two[0]]);
                return NameLevels.Surname.AnotherOrder;
            }

            var best = (NameLevels.Word)Math.Min(Math.Min((byte)straight, (byte)straightSecond), Math.Min((byte)crossed, (byte)crossedSecond));
            if (best > NameLevels.Word.Close)
            {
                return best == NameLevels.Word.Some ? NameLevels.Surname.Some : NameLevels.Surname.Different;
            }

            bits = best == straight ? Math.Min(surnameRarity[one[0]], surnameRarity[two[0]])
                : best == straightSecond ? Math.Min(surnameRarity[one[1]], surnameRarity[two[1]])
                : best == crossed ? Math.Min(surnameRarity[one[0]], surnameRarity[two[1]]) : Math.Min(surnameRarity[one[1]], surnameRarity[two[0]]);
            return NameLevels.Surname.PartlyDifferent;
        }

        bits = Math.Min(surnameRarity[one[0]], surnameRarity[two[0]]) + Math.Min(surnameRarity[one[1]], surnameRarity[two[1]]);
        return straight == NameLevels.Word.Same && straightSecond == NameLevels.Word.Same ? NameLevels.Surname.SameSeveral : NameLevels.Surname.Close;
    }

    private bool IsJoined(string single, ReadOnlySpan<int> several)
    {
        var (first, second) = (people.Words[several[0]].Text, people.Words[several[1]].Text);
        return single.Length == first.Length + second.Length && single.StartsWith(first, StringComparison.Ordinal) && single.EndsWith(second, StringComparison.Ordinal);
    }
}
