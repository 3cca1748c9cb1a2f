namespace Homeward.Linkage;

/// <summary>How the names of two people agree, and how rare what they agree on is; the same whoever comes first.</summary>
internal readonly struct NameComparison<TWords>(TWords words)
    where TWords : struct, IComparedWords
{
    private readonly TWords words = words;

    internal NameAgreement Compare(NameWords one, NameWords two) => Compare(one, two, CompareGiven(one.Given, two.Given, out var bits), bits);

    /// <summary>The same where it is known how the given names agree.</summary>
    internal NameAgreement Compare(NameWords one, NameWords two, NameLevels.Given given, float givenBits)
    {
        var surname = CompareSurnames(one.Surnames, two.Surnames, out var surnameBits);
        if (NameLevels.MayHaveChangedPlaces(given) && surname is NameLevels.Surname.Missing or >= NameLevels.Surname.PartlyDifferent)
        {
            var (crossed, bits) = Crossed(one, two);
            if (crossed)
            {
                return new(NameLevels.Given.ChangedPlaces, bits, NameLevels.Surname.Missing, 0);
            }
        }

        if (given is NameLevels.Given.Some or NameLevels.Given.Different && GoesByTheName(one, two))
        {
            return new(NameLevels.Given.Nickname, 0, surname, surnameBits);
        }

        return new(given, givenBits, surname, surnameBits);
    }

    private (bool Crossed, float Bits) Crossed(NameWords one, NameWords two)
    {
        // Both changed places; or one record has a single word, which the other has in the other place.
        var single = one.Given.Length + one.Surnames.Length == 1 || two.Given.Length + two.Surnames.Length == 1;
        var (there, rarity) = Shared(one.Given, two.Surnames);
        if (!there && !single)
        {
            return (false, 0);
        }

        var (back, rarityBack) = Shared(two.Given, one.Surnames);
        return (there && back) || (single && (there || back)) ? (true, rarity + rarityBack) : (false, 0);
    }

    private (bool Shared, float Rarity) Shared(ReadOnlySpan<int> given, ReadOnlySpan<int> surnames)
    {
        var (shared, rarity) = (false, 0f);
        foreach (var word in given)
        {
            foreach (var other in surnames)
            {
                if (words.Compare(word, other, given: false) <= NameLevels.Word.Close)
                {
                    (shared, rarity) = (true, Math.Max(rarity, Math.Min(words.GivenRarity(word), words.SurnameRarity(other))));
                }
            }
        }

        return (shared, rarity);
    }

    private bool GoesByTheName(NameWords one, NameWords two) =>
        AnyAgrees(one.Others, two.Given) || AnyAgrees(two.Others, one.Given) || AnyAgrees(one.Others, two.Others);

    internal bool AnyAgrees(ReadOnlySpan<int> names, ReadOnlySpan<int> others)
    {
        foreach (var name in names)
        {
            foreach (var other in others)
            {
                if (words.Compare(name, other, given: true) <= NameLevels.Word.Close)
                {
                    return true;
                }
            }
        }

        return false;
    }

    internal NameLevels.Given CompareGiven(ReadOnlySpan<int> one, ReadOnlySpan<int> two, out float bits)
    {
        bits = 0;
        if (one.IsEmpty || two.IsEmpty)
        {
            return NameLevels.Given.Missing;
        }

        var first = words.Compare(one[0], two[0], given: true);
        if (first == NameLevels.Word.Same)
        {
            bits = words.GivenRarity(one[0]);
            if (one.Length == 1 || two.Length == 1)
            {
                return one.Length == two.Length ? NameLevels.Given.Same : NameLevels.Given.SameAndMore;
            }

            var rest = BestOf(one, two, NameLevels.Word.Different, from: 1, out var rarity);
            switch (rest)
            {
                case NameLevels.Word.Same:
                    // Names go together (María José, John Paul), so the second one adds less than its rarity.
                    bits += 0.5f * rarity;
                    return NameLevels.Given.SameSeveral;
                case <= NameLevels.Word.Close: return NameLevels.Given.SameSeveral;
                case NameLevels.Word.Initial: return NameLevels.Given.SameAndInitial;
                default: return NameLevels.Given.FirstSameOthersDiffer;
            }
        }

        if (first <= NameLevels.Word.Close)
        {
            bits = Math.Min(words.GivenRarity(one[0]), words.GivenRarity(two[0]));
            return Level(first);
        }

        if (one.Length + two.Length > 2)
        {
            var best = BestOf(one, two, first, from: 0, out var rarity);
            if (best <= NameLevels.Word.Close)
            {
                bits = rarity;
                return best == NameLevels.Word.Same
                    ? one.Length == 1 || two.Length == 1 || first == NameLevels.Word.Initial ? NameLevels.Given.AnotherOrder
                        : words.Compare(one[0], two[^1], given: true) == NameLevels.Word.Same && words.Compare(one[^1], two[0], given: true) == NameLevels.Word.Same
                            ? NameLevels.Given.AnotherOrder : NameLevels.Given.AnotherSameFirstsDiffer
                    : one.Length == 1 || two.Length == 1 ? Level(best) : NameLevels.Given.AnotherSameFirstsDiffer;
            }
        }

        return Level(first);
    }

    // Of pairs that agree equally well the rarest counts, so that it does not matter who is compared with whom. The first two
    // words are known not to be close, and aren't compared again.
    private NameLevels.Word BestOf(ReadOnlySpan<int> one, ReadOnlySpan<int> two, NameLevels.Word best, int from, out float rarity)
    {
        rarity = 0;
        for (var at = from; at < one.Length; at++)
        {
            for (var other = at == 0 ? 1 : from; other < two.Length; other++)
            {
                var level = words.Compare(one[at], two[other], given: true);
                if (level < best || (level == best && level <= NameLevels.Word.Close))
                {
                    var shared = level <= NameLevels.Word.Close ? Math.Min(words.GivenRarity(one[at]), words.GivenRarity(two[other])) : 0;
                    (best, rarity) = (level, level < best ? shared : Math.Max(rarity, shared));
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

    internal NameLevels.Surname CompareSurnames(ReadOnlySpan<int> one, ReadOnlySpan<int> two, out float bits)
    {
        bits = 0;
        if (one.IsEmpty || two.IsEmpty)
        {
            return NameLevels.Surname.Missing;
        }

        if (one.Length == 1 && two.Length == 1)
        {
            var level = words.Compare(one[0], two[0], given: false);
            bits = level <= NameLevels.Word.Close ? SurnameRarity(one[0], two[0]) : 0;
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
            var level = words.Compare(single, several[k], given: false);
            if (level == NameLevels.Word.Same)
            {
                bits = words.SurnameRarity(single);
                return k == 0 ? NameLevels.Surname.FirstOfTwo : NameLevels.Surname.SecondOfTwo;
            }

            if (level < best)
            {
                best = level;
                bits = level <= NameLevels.Word.Close ? SurnameRarity(single, several[k]) : 0;
            }
        }

        if (best > NameLevels.Word.Close && IsJoined(words.Text(single), several))
        {
            bits = words.SurnameRarity(single);
            return NameLevels.Surname.Joined;
        }

        return best <= NameLevels.Word.Close ? NameLevels.Surname.CloseInPart : best <= NameLevels.Word.Some ? NameLevels.Surname.Some : NameLevels.Surname.Different;
    }

    private NameLevels.Surname CompareSeveral(ReadOnlySpan<int> one, ReadOnlySpan<int> two, out float bits)
    {
        bits = 0;
        var straight = words.Compare(one[0], two[0], given: false);
        var straightSecond = words.Compare(one[1], two[1], given: false);
        if (straight > NameLevels.Word.Close || straightSecond > NameLevels.Word.Close)
        {
            var crossed = words.Compare(one[0], two[1], given: false);
            var crossedSecond = words.Compare(one[1], two[0], given: false);
            if (crossed <= NameLevels.Word.Close && crossedSecond <= NameLevels.Word.Close)
            {
                bits = SurnameRarity(one[0], two[1]) + SurnameRarity(one[1], two[0]);
                return NameLevels.Surname.AnotherOrder;
            }

            var best = (NameLevels.Word)Math.Min(Math.Min((byte)straight, (byte)straightSecond), Math.Min((byte)crossed, (byte)crossedSecond));
            if (best > NameLevels.Word.Close)
            {
                return best == NameLevels.Word.Some ? NameLevels.Surname.Some : NameLevels.Surname.Different;
            }

            // The rarest of those that agree best.
            bits = Math.Max(
                Math.Max(best == straight ? SurnameRarity(one[0], two[0]) : 0, best == straightSecond ? SurnameRarity(one[1], two[1]) : 0),
                Math.Max(best == crossed ? SurnameRarity(one[0], two[1]) : 0, best == crossedSecond ? SurnameRarity(one[1], two[0]) : 0));
            return NameLevels.Surname.PartlyDifferent;
        }

        bits = SurnameRarity(one[0], two[0]) + SurnameRarity(one[1], two[1]);
        return straight == NameLevels.Word.Same && straightSecond == NameLevels.Word.Same ? NameLevels.Surname.SameSeveral : NameLevels.Surname.Close;
    }

    private float SurnameRarity(int word, int other) => Math.Min(words.SurnameRarity(word), words.SurnameRarity(other));

    private bool IsJoined(string single, ReadOnlySpan<int> several)
    {
        var (first, second) = (words.Text(several[0]), words.Text(several[1]));
        return single.Length == first.Length + second.Length && single.StartsWith(first, StringComparison.Ordinal) && single.EndsWith(second, StringComparison.Ordinal);
    }
}

/// <summary>How the names of two people agree, and how rare (bits) what they agree on is.</summary>
internal readonly record struct NameAgreement(NameLevels.Given Given, float GivenRarity, NameLevels.Surname Surname, float SurnameRarity);
