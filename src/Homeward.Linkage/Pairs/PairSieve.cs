using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeward.Linkage;

/// <summary>
/// Rules pairs out at a glance: from which values of two records are equal, and how rare those of one are, follows how much
/// evidence there can be at most beside their names. Most candidates share a surname and a year and nothing else, and need no
/// closer look.
/// </summary>
/// <remarks>
/// Of each record sixteen values are kept, sixteen bits of each, so that one comparison of vectors tells which are equal.
/// Different values may fall on the same bits: equal ones are only taken for what may agree, and the bound holds either way.
/// </remarks>
internal sealed class PairSieve
{
    private const int Lanes = 16;

    // Behind the lanes stand four given names and four surnames by number: what a pair is looked at for is one line of memory.
    private const int Names = 4;
    private const int Row = Lanes + (2 * Names * 2);
    private const int RecordsAtOnce = 1 << 14;
    private const int LineLength = Row * sizeof(ushort);

    private const int Year = 0, Day = 1, Sex = 2, Street = 3, City = 4, Postcode = 5, Counts = 6, FirstColumn = 7;

    private readonly ushort[] prints;
    private readonly int origin;
    private readonly People people;
    private readonly PairComparer comparer;
    private readonly PairModel model;
    private readonly List<(int Field, int Lane)> columns = [];
    private readonly int birth, address;
    private readonly MostEvidence birthEqual;
    private readonly MostEvidence[] columnEqual;
    private readonly int[] columnElse;
    private readonly int[] birthElse;
    private readonly MostEvidence[] addressMost;
    private readonly int sexSame, sexOther, elsewhere;
    private readonly MostEvidence givenMost, surnameMost, changedPlacesMost;
    private readonly float least;

    // What a pair's bits must come to, the prior left out.
    private readonly int wanted;

    /// <param name="people">The people.</param>
    /// <param name="comparer">Compares them.</param>
    /// <param name="model">Weighs how they agree.</param>
    /// <param name="least">Pairs whose odds (log2) can't reach this are ruled out.</param>
    /// <param name="threads">Threads at work.</param>
    internal PairSieve(People people, PairComparer comparer, PairModel model, float least, int threads = 1)
    {
        (this.people, this.comparer, this.model, this.least) = (people, comparer, model, least);
        wanted = (int)Math.Floor(Math.Clamp((least - model.SamePrior) * MostEvidence.StepsPerBit, -1e6, 1e6)) - 1;
        (birth, address) = (comparer.FieldOf(FieldKind.Birth), comparer.FieldOf(FieldKind.Address));
        MostEvidence Most(int field, Func<int, bool> levels) => new(model, comparer.Fields, field, levels);

        // By whether year and day are equal: neither, the year, the day. Vaguer births and those a file writes as 1 January agree by years.
        birthEqual = Most(birth, _ => true);
        bool IsByYears(int level) => level >= 10;
        birthElse = [.. new Func<int, bool>[] { level => level is 4 or 7 or 8 or 9, level => level is 2 or 3 or 4 or 6, level => level is 2 or 5 or 9, _ => false }
            .Select(levels => Most(birth, level => level != 1 && (levels(level) || (people.YearsWrittenAsFirstOfJanuary && (IsByYears(level) || level is 2 or 5)))).At(0)), Most(birth, IsByYears).At(0)];
        addressMost = [.. from house in (Func<int, bool>[])[h => h == 0, h => h is 2 or 3 or 4, h => h != 0]
                          from area in (Func<int, bool>[])[a => a == 0, a => a is 3 or 5 or 6, a => a != 0]
                          select Most(address, level => AddressLevels.Parts(level) is var (h, a) && house(h) && area(a))];
        columnEqual = [.. comparer.Fields.Select((_, field) => Most(field, _ => true))];
        columnElse = [.. comparer.Fields.Select((_, field) => Most(field, level => level > 1).At(0))];
        (sexSame, sexOther) = comparer.FieldOf(FieldKind.Sex) is >= 0 and var sex ? (Most(sex, level => level == 1).At(0), Most(sex, level => level == 2).At(0)) : (0, 0);

        var (given, surname) = (comparer.FieldOf(FieldKind.Given), comparer.FieldOf(FieldKind.Surname));
        (givenMost, surnameMost, changedPlacesMost) = (
            Most(given, level => level != (int)NameLevels.Given.ChangedPlaces), Most(surname, _ => true), Most(given, level => level == (int)NameLevels.Given.ChangedPlaces));

        // What has no lane of its own is taken for the best it could be.
        for (var field = 0; field < comparer.Fields.Count; field++)
        {
            if (comparer.Fields[field].Column is not null && FirstColumn + columns.Count < Lanes)
            {
                columns.Add((field, FirstColumn + columns.Count));
            }
            else if (comparer.Fields[field].Kind is not (FieldKind.Given or FieldKind.Surname or FieldKind.Birth or FieldKind.Sex or FieldKind.Address))
            {
                elsewhere += Math.Max(0, columnEqual[field].AtMost);
            }
        }

        // Each record begins a line of memory, so that it never takes two.
        prints = GC.AllocateUninitializedArray<ushort>((people.Count + 1) * Row, pinned: true);
        origin = (int)((LineLength - (Marshal.UnsafeAddrOfPinnedArrayElement(prints, 0) % LineLength)) % LineLength) / sizeof(ushort);
        Parallel.For(0, (people.Count + RecordsAtOnce - 1) / RecordsAtOnce, new() { MaxDegreeOfParallelism = Math.Max(1, threads) }, few =>
        {
            for (var record = few * RecordsAtOnce; record < Math.Min(people.Count, (few + 1) * RecordsAtOnce); record++)
            {
                Print(record, prints.AsSpan(At(record, 0), Lanes));
                var names = MemoryMarshal.Cast<ushort, int>(prints.AsSpan(At(record, Lanes), Row - Lanes));
                people.Given(record).CopyTo(names);
                people.Surnames(record).CopyTo(names[Names..]);
            }
        });
    }

    /// <summary>One record, ready to be held against others.</summary>
    internal Look Of(int record) => new(this, record);

    /// <summary>A record's names, out of the line that says the rest of it.</summary>
    internal NameWords NamesOf(int record)
    {
        ReadOnlySpan<int> names = MemoryMarshal.Cast<ushort, int>(prints.AsSpan(At(record, Lanes), Row - Lanes));
        var counts = prints[At(record, Counts)];
        return new(names[..(counts >> 8)], names.Slice(Names, counts & 0xFF), []);
    }

    /// <summary>Whether the odds of a pair can be what is wanted; false only when they can't.</summary>
    /// <param name="most">The most that all but its names can say, as <see cref="Look.Keep"/> found it.</param>
    /// <param name="names">What its names say, in bits.</param>
    internal bool MayReach(int most, float names) => model.CanReach(least, (most / (float)MostEvidence.StepsPerBit) + names);

    private int At(int record, int lane) => origin + (record * Row) + lane;

    private void Print(int record, Span<ushort> print)
    {
        var born = people.Born[record];
        print[Year] = unchecked((ushort)people.EarliestYear[record]);
        print[Day] = people.EarliestYear[record] != 0 && (born & 0xFF) != 0 && (born & 0xFF00) != 0 ? unchecked((ushort)born) : (ushort)0;
        print[Sex] = people.Sexes[record];
        print[Street] = Hashed(people.Street?.Codes[record] ?? 0);
        print[City] = Hashed(people.City?.Codes[record] ?? 0);
        print[Postcode] = Hashed(people.Postcode?.Codes[record] ?? 0);
        print[Counts] = (ushort)((people.Given(record).Length << 8) | people.Surnames(record).Length);
        foreach (var (field, lane) in columns)
        {
            print[lane] = Hashed(comparer.Fields[field].Column!.Codes[record]);
        }
    }

    // Never 0 for what is there, which says that something isn't.
    private static ushort Hashed(int code) => unchecked(code == 0 ? (ushort)0 : (ushort)(((((uint)code * 0x9E3779B1) >> 16) % ushort.MaxValue) + 1));

    /// <summary>A record against others: what each lane is worth where the other has the same value, and where it has another.</summary>
    internal readonly struct Look
    {
        private readonly Vector256<ushort> mine;
        private readonly Vector256<short> equal, differs;
        private readonly int birthSame, address, names, surnames, changedPlaces;
        private readonly PairSieve sieve;

        internal Look(PairSieve sieve, int record)
        {
            this.sieve = sieve;
            var comparer = sieve.comparer;
            mine = Vector256.Create<ushort>(sieve.prints.AsSpan(sieve.At(record, 0), Lanes));
            Span<short> same = stackalloc short[Lanes];
            Span<short> otherwise = stackalloc short[Lanes];
            same.Clear();
            otherwise.Clear();
            void Set(Span<short> same, Span<short> otherwise, int lane, int equal, int different) => (same[lane], otherwise[lane]) = ((short)Math.Max(equal, different), (short)different);
            Set(same, otherwise, Sex, sieve.sexSame, sieve.sexOther);
            foreach (var (field, lane) in sieve.columns)
            {
                Set(same, otherwise, lane, sieve.columnEqual[field].At(comparer.OwnRarity(field, record)), sieve.columnElse[field]);
            }

            // Where this record has nothing there is no evidence, whatever the other has.
            var there = ~Vector256.Equals(mine, Vector256<ushort>.Zero).AsInt16();
            (equal, differs) = (Vector256.Create<short>(same) & there, Vector256.Create<short>(otherwise) & there);
            birthSame = sieve.birth >= 0 ? sieve.birthEqual.At(comparer.OwnRarity(sieve.birth, record)) : 0;
            address = sieve.address >= 0 ? (int)Math.Ceiling(comparer.OwnRarity(sieve.address, record)) : 0;
            var own = comparer.OwnRarityOfNames(record);
            (surnames, changedPlaces) = (sieve.surnameMost.At(own.Surname), sieve.changedPlacesMost.At(own.ChangedPlaces));
            names = Math.Max(sieve.givenMost.At(own.Given) + surnames, changedPlaces);
        }

        /// <summary>
        /// Keeps of other records those whose odds with this one can be what is wanted, were their names as much alike as can be.
        /// </summary>
        /// <param name="others">The other records; those that are kept move to the front.</param>
        /// <param name="most">Becomes the most that all but names can say of each that is kept.</param>
        /// <returns>How many are kept.</returns>
        internal int Keep(Span<int> others, Span<int> most)
        {
            unchecked
            {
                var (kept, wanted) = (0, sieve.wanted - sieve.elsewhere - names);
                ref var prints = ref sieve.prints[sieve.origin];
                var mineThere = ~Vector256.Equals(mine, Vector256<ushort>.Zero);
                foreach (var other in others)
                {
                    // Nothing here waits for the line of the one before, so that many are on their way at once.
                    var theirs = Vector256.LoadUnsafe(ref prints, (nuint)other * Row);
                    var isEqual = Vector256.Equals(mine, theirs);
                    var isThere = mineThere & ~Vector256.Equals(theirs, Vector256<ushort>.Zero);
                    var worth = Vector256.ConditionalSelect(isEqual.AsInt16(), equal, differs) & isThere.AsInt16();
                    var there = isThere.ExtractMostSignificantBits();
                    var same = isEqual.ExtractMostSignificantBits() & there;
                    var (lower, upper) = Vector256.Widen(worth);
                    var says = Vector256.Sum(lower + upper) + Birth(there, same) + Address(there, same);
                    if (says >= wanted)
                    {
                        (others[kept], most[kept]) = (other, says + sieve.elsewhere);
                        kept++;
                    }
                }

                return kept;
            }
        }

        /// <summary>Whether the odds of a pair can be what is wanted, were its surnames as much alike as can be; false only when they can't.</summary>
        /// <param name="most">The most that all but its names can say.</param>
        /// <param name="given">How its given names agree.</param>
        /// <param name="bits">What that says.</param>
        internal bool MayReach(int most, NameLevels.Given given, float bits) =>
            sieve.MayReach(most + surnames, bits) || (NameLevels.MayHaveChangedPlaces(given) && sieve.MayReach(most + changedPlaces, 0));

        private int Birth(uint there, uint same) =>
            (there >> Year & 3) switch
            {
                3 => (same >> Year & 3) is var equal && equal == 3 ? birthSame : sieve.birthElse[equal],
                0 => 0,
                _ => sieve.birthElse[4],
            };

        private int Address(uint there, uint same)
        {
            var house = (there >> Street & 1) + (same >> Street & 1);
            var area = (there & ((1u << City) | (1u << Postcode))) == 0 ? 0u : (same & ((1u << City) | (1u << Postcode))) == 0 ? 1u : 2u;
            return house + area == 0 ? 0 : sieve.addressMost[(house * 3) + area].At(address);
        }
    }
}
