using System.Globalization;
using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class IndexSnapshotTests
{
    [Fact]
    public void A_loaded_index_answers_and_goes_on_as_the_saved_one() =>
        Gen.Select(Profiles.Any.Array[1, 60], Gen.Int[0, 1000]).Sample((profiles, seed) =>
        {
            using var saved = new LinkageIndex<int>();
            for (var i = 0; i < profiles.Length; i++)
            {
                saved.Add(i, profiles[i]);
            }

            var random = new Random(seed);
            for (var i = 0; i < profiles.Length / 3; i++)
            {
                saved.Remove(random.Next(profiles.Length));
            }

            using var loaded = Again(saved);
            Assert.Equal(Answers(saved, profiles), Answers(loaded, profiles));
            for (var i = 0; i < profiles.Length; i += 2)
            {
                foreach (var index in (LinkageIndex<int>[])[saved, loaded])
                {
                    index.Change(i, profiles[profiles.Length - 1 - i]);
                    index.Remove(i + 1);
                }
            }

            Assert.Equal(Answers(saved, profiles), Answers(loaded, profiles));
        }, iter: 100);

    [Fact]
    public void A_snapshot_that_was_cut_off_or_changed_anywhere_is_refused()
    {
        using var index = new LinkageIndex<int>();
        index.Add(1, new() { GivenNames = "Ana", Surnames = "García López", Town = "Forest" });
        using var stream = new MemoryStream();
        index.Save(stream, Text);
        var bytes = stream.ToArray();
        for (var at = 0; at < bytes.Length; at += 7)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            Assert.Throws<InvalidDataException>(() => LinkageIndex<int>.Load(new MemoryStream(changed), int.Parse));
            Assert.Throws<InvalidDataException>(() => LinkageIndex<int>.Load(new MemoryStream(bytes[..at]), int.Parse));
        }
    }

    [Fact]
    public async Task Searches_race_with_changes_and_a_save_and_see_whole_records_only()
    {
        const int Records = 400;
        using var index = new LinkageIndex<int>();
        var gen = new Random(3);
        string[] names = ["Ana", "Luz", "Rosa", "Inés"], surnames = ["García", "Pérez", "Cruz", "López"];
        Profile Made(int id, int version) => new() { GivenNames = names[(id + version) % 4], Surnames = surnames[id % 4], PlaceId = $"{id}" };
        for (var id = 0; id < Records; id++)
        {
            index.Add(id, Made(id, 0));
        }

        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(reader => Task.Run(() =>
        {
            var searches = 0;
            while (!done.IsCancellationRequested || searches == 0)
            {
                foreach (var found in index.Search(Made(reader, searches % 4), Hypothesis.SamePerson, 10, -20))
                {
                    // The words of a record and its id belong together, whatever a writer is doing.
                    var given = found.Comparison.Evidence.First(evidence => evidence.Field == LinkageField.Surname);
                    Assert.Equal(found.Id % 4 == reader % 4, given.Level == EvidenceLevel.Same);
                }

                searches++;
            }
        })).ToArray();
        var saver = Task.Run(() =>
        {
            using var again = Again(index);
            Assert.InRange(again.Count, Records - 1, Records);
        });
        for (var version = 1; version <= 5; version++)
        {
            for (var id = 0; id < Records; id++)
            {
                if (gen.Next(2) == 0) { index.Remove(id); }

                index.Change(id, Made(id, version));
            }
        }

        await done.CancelAsync();
        await Task.WhenAll([.. readers, saver]);
        using var straight = new LinkageIndex<int>();
        for (var id = 0; id < Records; id++)
        {
            straight.Add(id, Made(id, 5));
        }

        var asked = Made(0, 5) with { PlaceId = null };
        Assert.Equal(
            straight.Search(asked, Hypothesis.SamePerson, Records, -30).Select(found => (found.Id, Math.Round(found.Comparison.Bits, 9))),
            index.Search(asked, Hypothesis.SamePerson, Records, -30).Select(found => (found.Id, Math.Round(found.Comparison.Bits, 9))));
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static LinkageIndex<int> Again(LinkageIndex<int> index)
    {
        using var stream = new MemoryStream();
        index.Save(stream, Text);
        stream.Position = 0;
        return LinkageIndex<int>.Load(stream, int.Parse);
    }

    private static (int, double)[] Answers(LinkageIndex<int> index, Profile[] profiles) =>
        [.. from profile in profiles
            from hypothesis in Enum.GetValues<Hypothesis>()
            from found in index.Search(profile, hypothesis, 100, -30)
            select (found.Id, found.Comparison.Bits)];
}
