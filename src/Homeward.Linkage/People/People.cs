namespace Homeward.Linkage;

/// <summary>
/// What a file says about people, in columns of numbers that comparing reads: names as numbered words, dates as digits,
/// everything else as codes of distinct values.
/// </summary>
internal sealed class People
{
    internal required int Count { get; init; }

    internal required Words Words { get; init; }

    /// <summary>Where each record's words begin in <see cref="NameWords"/>: given names first, then surnames.</summary>
    internal required int[] NameStart { get; init; }

    internal required byte[] GivenCount { get; init; }

    internal required int[] NameWords { get; init; }

    /// <summary>How many records use each word as a given name.</summary>
    internal required int[] GivenUses { get; init; }

    /// <summary>How many records use each word as a surname.</summary>
    internal required int[] SurnameUses { get; init; }

    /// <summary>The date of birth as digits of four bits; zero digits where a part is not known.</summary>
    internal required uint[] Born { get; init; }

    /// <summary>First and last possible year of birth; 0 when nothing is known.</summary>
    internal required short[] EarliestYear { get; init; }

    internal required short[] LatestYear { get; init; }

    internal required byte[] Sexes { get; init; }

    internal required TextColumn? Phone { get; init; }

    internal required TextColumn? Email { get; init; }

    internal required TextColumn? StreetNumber { get; init; }

    internal required TextColumn? Street { get; init; }

    internal required TextColumn? City { get; init; }

    internal required TextColumn? Postcode { get; init; }

    internal required TextColumn? State { get; init; }

    internal required TextColumn? School { get; init; }

    internal required TextColumn? MetAt { get; init; }

    internal required KinColumns? Kin { get; init; }

    internal required IReadOnlyList<TextColumn> Others { get; init; }

    internal ReadOnlySpan<int> Given(int record) => NameWords.AsSpan(NameStart[record], GivenCount[record]);

    internal ReadOnlySpan<int> Surnames(int record) =>
        NameWords.AsSpan(NameStart[record] + GivenCount[record], NameStart[record + 1] - NameStart[record] - GivenCount[record]);

    internal Birth BirthOf(int record) => new(Born[record], EarliestYear[record], LatestYear[record]);

    /// <summary>Whether 1 January is how this file writes a year alone.</summary>
    internal bool YearsWrittenAsFirstOfJanuary { get; init; }

    internal bool HasBirthDate { get; init; }

    internal bool HasSex { get; init; }

    /// <summary>The same people in an order of their records.</summary>
    internal People InOrder(int[] order, int threads = 1)
    {
        var (start, words) = (new int[order.Length + 1], new int[NameWords.Length]);
        var columns = new TextColumn?[] { Phone, Email, StreetNumber, Street, City, Postcode, State, School, MetAt }.Concat(Others).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) };
        Parallel.For(-1, columns.Length, options, at =>
        {
            if (at >= 0)
            {
                columns[at] = columns[at]?.InOrder(order);
                return;
            }

            for (var place = 0; place < order.Length; place++)
            {
                var own = NameWords.AsSpan(NameStart[order[place]]..NameStart[order[place] + 1]);
                own.CopyTo(words.AsSpan(start[place]));
                start[place + 1] = start[place] + own.Length;
            }
        });

        T[] Each<T>(T[] column) => Array.ConvertAll(order, record => column[record]);
        return new()
        {
            Count = Count,
            Words = Words,
            NameStart = start,
            GivenCount = Each(GivenCount),
            NameWords = words,
            GivenUses = GivenUses,
            SurnameUses = SurnameUses,
            Born = Each(Born),
            EarliestYear = Each(EarliestYear),
            LatestYear = Each(LatestYear),
            Sexes = Each(Sexes),
            Phone = columns[0],
            Email = columns[1],
            StreetNumber = columns[2],
            Street = columns[3],
            City = columns[4],
            Postcode = columns[5],
            State = columns[6],
            School = columns[7],
            MetAt = columns[8],
            Kin = Kin?.InOrder(order),
            Others = [.. columns[^Others.Count..].OfType<TextColumn>()],
            YearsWrittenAsFirstOfJanuary = YearsWrittenAsFirstOfJanuary,
            HasBirthDate = HasBirthDate,
            HasSex = HasSex,
        };
    }
}
