using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class LinkageIndexTests : IDisposable
{
    private static readonly Profile Ana = new() { Kind = PersonKind.Child, FullName = "Ana Velásquez", Born = new(2012, 3, 4), Phones = ["6015550142"] };
    private readonly LinkageIndex<int> index = new();

    [Fact]
    public void A_record_is_found_by_what_was_misheard()
    {
        index.Add(1, Ana);

        Assert.Equal(1, Assert.Single(index.Search(Ana with { FullName = "Hana Belasques", Phones = [] }, Hypothesis.SamePerson, 5, -5)).Id);
    }

    [Theory]
    [InlineData("Francisco Olmos", "Paco Olmos")]
    [InlineData("Ana García López", "Ana Lopez")]
    [InlineData("Ana García López", "Ana Garcialopez")]
    [InlineData("Olmos, Ana", "Ana Olmos")]
    [InlineData("Ana Olmos", "Olmos Ana")]
    public void A_name_said_in_another_way_is_found(string name, string said)
    {
        index.Add(1, new Profile { FullName = name });

        Assert.Single(index.Search(new Profile { FullName = said }, Hypothesis.SamePerson, 5, -20));
    }

    [Fact]
    public void A_record_does_not_find_itself()
    {
        index.Add(1, Ana);
        index.Add(2, Ana);

        Assert.Equal(2, Assert.Single(index.Search(1, Hypothesis.SamePerson, 5, -20)).Id);
    }

    [Fact]
    public void A_changed_record_is_found_by_what_it_says_now_and_a_removed_one_by_nothing()
    {
        index.Add(1, Ana);
        index.Change(1, Ana with { FullName = "Rosa Olmos", Phones = [], Born = null });

        Assert.Empty(index.Search(Ana, Hypothesis.SamePerson, 5, -20));
        Assert.Single(index.Search(new Profile { FullName = "Rosa Olmos" }, Hypothesis.SamePerson, 5, -20));
        Assert.True(index.Remove(1));
        Assert.False(index.Remove(1));
        Assert.Empty(index.Search(new Profile { FullName = "Rosa Olmos" }, Hypothesis.SamePerson, 5, -20));
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void Adding_the_same_id_twice_is_our_mistake()
    {
        index.Add(1, Ana);

        Assert.Throws<ArgumentException>(() => index.Add(1, Ana));
    }

    [Fact]
    public void The_order_of_adding_and_what_was_added_and_removed_between_do_not_matter() =>
        Gen.Select(Profiles.Any.Array[2, 40], Gen.Int[0, 1000]).Sample((profiles, seed) =>
        {
            using var straight = new LinkageIndex<int>();
            using var shuffled = new LinkageIndex<int>();
            for (var i = 0; i < profiles.Length; i++)
            {
                straight.Add(i, profiles[i]);
            }

            var order = Enumerable.Range(0, profiles.Length).ToArray();
            new Random(seed).Shuffle(order);
            foreach (var i in order)
            {
                shuffled.Add(i, profiles[(i + 1) % profiles.Length]);
                shuffled.Add(1000 + i, profiles[i]);
                shuffled.Change(i, profiles[i]);
                Assert.True(shuffled.Remove(1000 + i));
            }

            foreach (var hypothesis in Enum.GetValues<Hypothesis>())
            {
                for (var i = 0; i < profiles.Length; i++)
                {
                    var expected = straight.Search(i, hypothesis, 100, -30).Select(found => (found.Id, Math.Round(found.Comparison.Bits, 9)));
                    var actual = shuffled.Search(i, hypothesis, 100, -30).Select(found => (found.Id, Math.Round(found.Comparison.Bits, 9)));
                    Assert.Equal(expected.Order(), actual.Order());
                }
            }
        }, iter: 200);

    [Fact]
    public void A_search_finds_what_comparing_with_everybody_finds_wherever_names_agree() =>
        Gen.Select(Profiles.Any.Array[2, 60], Profiles.Any).Sample((profiles, asked) =>
        {
            using var here = new LinkageIndex<int>();
            for (var i = 0; i < profiles.Length; i++)
            {
                here.Add(i, profiles[i]);
            }

            const double Likely = -2;
            var everybody = Enumerable.Range(0, profiles.Length).Where(i => here.Compare(asked, profiles[i], Hypothesis.SamePerson) is { Bits: >= Likely } likely
                && Agrees(likely, LinkageField.GivenName) && Agrees(likely, LinkageField.Surname));
            Assert.Empty(everybody.Except(here.Search(asked, Hypothesis.SamePerson, 100, Likely).Select(found => found.Id)));
        }, iter: 500);

    [Fact]
    public void Of_ten_thousand_equal_records_a_search_compares_a_bounded_number()
    {
        for (var i = 0; i < 10_000; i++)
        {
            index.Add(i, Ana);
        }

        // All that are compared are found, as they are equal: so many comparisons, and not ten thousand.
        const int Most = LinkageIndex<int>.MostCompared + LinkageIndex<int>.MostPerKey;
        for (var i = 0; i < 100; i += 10)
        {
            Assert.InRange(index.Search(i, Hypothesis.SamePerson, 10_000, -1_000).Count, 5, Most);
        }

        Assert.Equal(5, index.Search(0, Hypothesis.SamePerson, 5, -100).Count);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(index.Remove(i));
        }

        Assert.Empty(index.Search(Ana, Hypothesis.SamePerson, 5, -100));
    }

    [Fact]
    public void Hostile_profiles_are_answered()
    {
        var megabyte = new string('x', 1_000_000);
        Profile[] hostile =
        [
            new(),
            new() { FullName = megabyte, Surnames = null },
            new() { GivenNames = megabyte, Surnames = megabyte, Town = megabyte, School = megabyte, PlaceId = megabyte },
            new() { OtherNames = [.. Enumerable.Repeat(megabyte, 100)], Phones = [.. Enumerable.Range(0, 10_000).Select(i => $"601555{i:0000}")] },
            new() { Relatives = [.. Enumerable.Repeat(new NamedRelative(Relation.Child, megabyte), 10_000)] },
            new() { FullName = "\ud800\udfff\0\u202e e\u0301\u0301\u0301 \uffff" },
            new() { FullName = ",", Born = new(2019, 2, 31), Age = new(-5, 900, AgeUnit.Months, default) },
            new() { Born = new(0), Age = new(int.MaxValue, int.MaxValue, AgeUnit.Years, DateOnly.MaxValue) },
            new() { Born = new(9998, 12, 31), Age = new(0, int.MaxValue, AgeUnit.Months, DateOnly.MaxValue) },
            new() { Relatives = [new(Relation.Mother, null)] },
        ];
        for (var i = 0; i < hostile.Length; i++)
        {
            index.Add(i, hostile[i]);
        }

        for (var i = 0; i < hostile.Length; i++)
        {
            foreach (var hypothesis in Enum.GetValues<Hypothesis>())
            {
                Assert.All(index.Search(i, hypothesis, 100, -100), found => Assert.False(double.IsNaN(found.Comparison.Bits)));
                Assert.All(Enumerable.Range(0, hostile.Length), j => index.Compare(i, j, hypothesis));
            }
        }

        Assert.All(Enumerable.Range(0, hostile.Length), i => Assert.True(index.Remove(i)));
    }

    [Fact]
    public async Task Many_search_while_one_changes()
    {
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var searches = 0;
            while (!stop.IsCancellationRequested || searches == 0)
            {
                Assert.All(index.Search(Ana, Hypothesis.SamePerson, 5, -100), found => Assert.NotEmpty(found.Comparison.Evidence));
                searches++;
            }
        })).ToArray();
        for (var i = 0; i < 3000; i++)
        {
            index.Change(i % 100, Ana with { GivenNames = null, FullName = $"Ana{(char)('a' + (i % 26))} Velásquez" });
            if (i % 3 == 0)
            {
                index.Remove((i * 7) % 100);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Many_that_add_change_remove_and_search_at_once_leave_what_one_after_the_other_leaves(int seed)
    {
        const int Threads = 4, Each = 40, Steps = 300;
        string[] given = ["Ana", "Ana María", "Luis", "Wilmer José", "Anita"], surnames = ["Velásquez", "Velasques Mejía", "López", "García López"];
        Profile Somebody(Random random) => Ana with
        {
            GivenNames = given[random.Next(given.Length)],
            Surnames = surnames[random.Next(surnames.Length)],
            Phones = random.Next(2) == 0 ? [] : [$"60155501{random.Next(10, 20)}"],
        };

        // Each has records of its own, so that what must be left is known; they share every name, key and count.
        var left = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            var random = new Random((seed * 100) + thread);
            var mine = new Dictionary<int, Profile>();
            for (var step = 0; step < Steps; step++)
            {
                var id = (thread * Each) + random.Next(Each);
                switch (random.Next(4))
                {
                    case 0 when mine.TryAdd(id, Somebody(random)):
                        index.Add(id, mine[id]);
                        break;
                    case 1:
                        index.Change(id, mine[id] = Somebody(random));
                        break;
                    case 2:
                        Assert.Equal(mine.Remove(id), index.Remove(id));
                        break;
                    default:
                        Assert.All(index.Search(Somebody(random), Hypothesis.SamePerson, 10, -30), found => Assert.False(double.IsNaN(found.Comparison.Bits)));
                        break;
                }
            }

            return mine;
        })));

        using var straight = new LinkageIndex<int>();
        foreach (var (id, profile) in left.SelectMany(mine => mine))
        {
            straight.Add(id, profile);
        }

        Assert.Equal(straight.Count, index.Count);
        foreach (var id in left.SelectMany(mine => mine.Keys))
        {
            var expected = straight.Search(id, Hypothesis.SamePerson, 1000, -30).Select(found => (found.Id, BitConverter.DoubleToInt64Bits(found.Comparison.Bits)));
            Assert.Equal(expected.Order(), index.Search(id, Hypothesis.SamePerson, 1000, -30).Select(found => (found.Id, BitConverter.DoubleToInt64Bits(found.Comparison.Bits))).Order());
        }
    }

    public void Dispose() => index.Dispose();

    private static bool Agrees(Comparison comparison, LinkageField field) => comparison.Evidence.Any(e =>
        e.Field == field && e.Level is EvidenceLevel.Same
            or EvidenceLevel.SameInAnotherOrder or EvidenceLevel.PartOf or EvidenceLevel.SoundsAlike);
}
