using System.Globalization;
using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class ClusterIndexTests
{
    private const double Least = 0.5;

    private enum Act { Add, Change, Remove, Together, Apart, Undo, SaveAndLoad }

    // More coming than going; whole and half bits, so that ties and equal strengths occur.
    private static readonly Gen<(Act Act, int One, int Other, int[] Bits)[]> Histories = Gen.Select(
        Gen.Frequency((6, Gen.Const(Act.Add)), (2, Gen.Const(Act.Change)), (1, Gen.Const(Act.Remove)), (2, Gen.Const(Act.Together)), (2, Gen.Const(Act.Apart)), (3, Gen.Const(Act.Undo)), (1, Gen.Const(Act.SaveAndLoad))),
        Gen.Int[0, 13], Gen.Int[0, 13], Gen.Int[-8, 14].Array[14]).Array[1, 60];

    [Fact]
    public void At_every_moment_the_clusters_are_those_of_a_batch_with_the_same_decisions() =>
        Histories.Sample(history => Live(history, most: 150, (index, told) => Assert.Equal(told.ClustersInBatch(), Clusters(index, told))), iter: 100);

    [Fact]
    public void Where_too_many_hang_together_only_what_hangs_together_faster_is_grouped() =>
        Histories.Sample(history => Live(history, most: 4, (index, told) => Assert.Equal(told.Clusters(), Clusters(index, told))), iter: 100);

    [Fact]
    public void The_order_in_which_records_and_decisions_come_changes_nothing() =>
        Gen.Select(Gen.Int[-8, 14].Array[14 * 14], Gen.Int[0, 1000]).Sample((bits, seed) =>
        {
            var random = new Random(seed);
            double Between(int a, int b) => bits[(Math.Min(a, b) * 14) + Math.Max(a, b)] / 2.0;
            string Told()
            {
                var order = Enumerable.Range(0, 14).ToArray();
                random.Shuffle(order);
                using var index = new ClusterIndex<int>(Least, Between);
                foreach (var id in order)
                {
                    index.Add(id, order.TakeWhile(other => other != id).Select(other => new ScoredRecord<int>(other, Between(id, other))));
                    foreach (var (one, other) in new[] { (0, 1), (2, 3) }.Where(pair => index.Contains(pair.Item1) && index.Contains(pair.Item2)))
                    {
                        _ = one == 0 ? index.Apart(one, other) : index.Together(one, other);
                    }
                }

                return string.Join(' ', Enumerable.Range(0, 14).Select(id => index.ClusterOf(id)[0]));
            }

            Assert.Equal(Told(), Told());
        }, iter: 100);

    [Fact]
    public void Undoing_everything_backwards_passes_every_earlier_moment_again() =>
        Histories.Sample(history =>
        {
            var (changes, moments) = (new Stack<ClusterChange<int>>(), new Stack<string>());
            Live(history, most: 150, (index, told) => { }, (change, index, told) =>
            {
                changes.Push(change);
                moments.Push(Shown(index));
            }, undo: false, last: index =>
            {
                while (changes.TryPop(out var change))
                {
                    Assert.Equal(moments.Pop(), Shown(index));
                    Assert.Equal(ClusterOutcome.Done, index.Undo(change).Outcome);
                }

                Assert.Equal(0, index.Count);
            });
        }, iter: 100);

    [Fact]
    public void What_is_said_to_have_moved_is_what_moved() =>
        Histories.Sample(history =>
        {
            var before = new Dictionary<int, string>();
            Live(history, most: 150, (index, told) => { }, (change, index, told) =>
            {
                var now = told.There.Keys.ToDictionary(id => id, id => string.Join(' ', index.ClusterOf(id)));
                var moved = now.Where(one => !before.TryGetValue(one.Key, out var was) || was != one.Value).Select(one => one.Key);
                Assert.Superset(moved.ToHashSet(), change.Moved.ToHashSet());
                Assert.True(change.Moved.Except(moved).All(id => change.Kind == ClusterChangeKind.Changed && index.ClusterOf(change.Id).Contains(id)));
                before = now;
            });
        }, iter: 100);

    [Fact]
    public void A_thousand_records_that_all_hang_together_are_left_alone_and_soon_looked_at()
    {
        var compared = 0L;
        using var index = new ClusterIndex<int>(Least, (_, _) => { compared++; return 0; });
        var told = new ClusterHistory(Least, 150, (_, _) => 0);
        for (var id = 0; id < 1000; id++)
        {
            index.Add(id, Enumerable.Range(0, id).Reverse().Take(200).Select(other => new ScoredRecord<int>(other, 5)));
        }

        Assert.All(Enumerable.Range(0, 1000), id => Assert.Equal([id], index.ClusterOf(id)));
        Assert.InRange(compared, 0, 1_000_000);
        Assert.Equal(ClusterOutcome.Done, index.Together(3, 900).Outcome);
        Assert.Equal([3, 900], index.ClusterOf(900));
        for (var id = 140; id < 1000; id++)
        {
            index.Remove(id);
        }

        // As few as a part holds are grouped again; all say the same.
        Assert.Equal(140, index.ClusterOf(3).Count);
    }

    [Fact]
    public void A_record_that_says_something_else_is_not_known_by_what_it_said_before()
    {
        using var index = new ClusterIndex<int>(Least, (_, _) => -12);
        for (var id = 0; id < 400; id++)
        {
            index.Add(id, id == 0 ? [] : [new(0, 1 + (id / 100.0))]);
        }

        index.Change(0, []);
        Assert.All(Enumerable.Range(0, 400), id => Assert.Equal([id], index.ClusterOf(id)));
    }

    [Fact]
    public void People_can_make_one_of_as_many_as_a_part_holds_and_not_of_more()
    {
        using var index = new ClusterIndex<int>(Least, (_, _) => -12);
        index.Add(0, []);
        for (var id = 1; id <= 150; id++)
        {
            index.Add(id, []);
            Assert.Equal(id < 150 ? ClusterOutcome.Done : ClusterOutcome.TooMany, index.Together(id - 1, id).Outcome);
        }

        Assert.Equal(150, index.ClusterOf(0).Count);
    }

    [Fact]
    public void A_decision_does_not_tear_a_record_from_those_that_agree_with_it()
    {
        using var index = new ClusterIndex<int>(Least, (_, _) => -12);
        index.Add(1, []);
        index.Add(2, [new(1, 4)]);
        index.Add(3, []);
        index.Together(1, 3);
        Assert.Equal([1, 2, 3], index.ClusterOf(1));
    }

    [Fact]
    public void A_rejected_pair_stays_apart_when_a_record_goes_and_comes_back()
    {
        using var index = new ClusterIndex<int>(Least, (_, _) => 9);
        index.Add(1, []);
        index.Add(2, [new(1, 9)]);
        Assert.Equal([1, 2], index.ClusterOf(1));
        var apart = index.Apart(1, 2).Change!;
        index.Remove(2);
        index.Add(2, [new(1, 9)]);
        Assert.Equal([1], index.ClusterOf(1));
        Assert.Equal(ClusterOutcome.Contradicts, index.Together(2, 1).Outcome);
        Assert.Equal(ClusterOutcome.Done, index.Undo(apart).Outcome);
        Assert.Equal([1, 2], index.ClusterOf(2));
        Assert.Equal(ClusterOutcome.NotTheLast, index.Undo(apart).Outcome);
    }

    [Fact]
    public void A_record_is_compared_with_a_person_as_a_whole()
    {
        using var index = new ClusterIndex<int>(Least, (_, _) => 6);
        index.Add(1, []);
        index.Add(2, [new(1, 6)]);
        index.Add(3, []);

        // One loud pair says less than two that agree; and a pair is no louder than 12 bits.
        var evidence = index.Weigh([new(1, 4), new(2, 5), new(3, 4.2), new(99, 40)], _ => throw new InvalidOperationException());
        Assert.Equal([(1, 2, 4.5), (3, 1, 4.2)], evidence.Select(one => (one.Cluster, one.Members.Count, Math.Round(one.MeanBits, 5))));
        Assert.Equal(0, index.Weigh([new(1, 40)], _ => -18)[0].MeanBits);
    }

    [Fact]
    public void A_comparison_that_fails_changes_nothing() =>
        Histories.Sample(history =>
        {
            var fails = false;
            Live(history, most: 150, (index, told) =>
            {
                var before = Shown(index);
                fails = true;
                foreach (var id in told.There.Keys)
                {
                    foreach (var work in (Action[])[() => index.Remove(id), () => index.Change(id, [new(id + 1, 3)]), () => index.Add(99, [new(id, 3)])])
                    {
                        try { work(); }
                        catch (NotSupportedException) { Assert.Equal(before, Shown(index)); continue; }

                        // Nothing was compared, so it went well: leave this history here.
                        fails = false;
                        return;
                    }
                }

                fails = false;
            }, compare: (a, b) => fails ? throw new NotSupportedException() : Compared(a, b), stopAfterCheck: true);
        }, iter: 100);

    [Fact]
    public void A_snapshot_of_clusters_that_was_cut_off_or_changed_anywhere_is_refused()
    {
        using var index = new ClusterIndex<int>(Least, Compared);
        index.Add(1, []);
        index.Add(2, [new(1, 3)]);
        index.Apart(1, 2);
        using var stream = new MemoryStream();
        index.Save(stream, Text);
        var bytes = stream.ToArray();
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            Assert.Throws<InvalidDataException>(() => ClusterIndex<int>.Load(new MemoryStream(changed), int.Parse, Least, Compared));
            Assert.Throws<InvalidDataException>(() => ClusterIndex<int>.Load(new MemoryStream(bytes[..at]), int.Parse, Least, Compared));
        }
    }

    [Fact]
    public async Task Readers_see_whole_clusters_only_while_people_decide_and_take_back()
    {
        const int Families = 20;
        using var index = new ClusterIndex<int>(Least, (a, b) => a / 4 == b / 4 ? 3 : a / 8 == b / 8 ? 0 : -12);
        for (var id = 0; id < Families * 4; id++)
        {
            index.Add(id, Enumerable.Range(id / 4 * 4, id % 4).Select(other => new ScoredRecord<int>(other, 3)));
        }

        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(() =>
        {
            for (var id = reader; !done.IsCancellationRequested || id < Families * 4; id++)
            {
                var cluster = index.ClusterOf(id % (Families * 4));
                var first = id % (Families * 4) / 4 * 4;
                Assert.Contains(string.Join(' ', cluster.Select(one => one - first)), new[] { "0 1 2 3", "0 1 2 3 4 5 6 7", "-4 -3 -2 -1 0 1 2 3", "0", "1 2 3" });
            }
        })).ToArray();
        for (var round = 0; round < 1000; round++)
        {
            var family = round % (Families / 2) * 8;
            var change = round % 2 == 0 ? index.Together(family, family + 5).Change! : Lone(index, family);
            index.Undo(change);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    private static ClusterChange<int> Lone(ClusterIndex<int> index, int id) => index.Change(id, Enumerable.Range(id + 1, 3).Select(other => new ScoredRecord<int>(other, -9)));

    private static double Compared(int a, int b) => ((((a * 31) + (b * 17)) % 13) - 7) / 2.0;

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Shown(ClusterIndex<int> index) =>
        string.Join(' ', Enumerable.Range(0, 100).Select(id => index.ClusterOf(id) is { Count: > 0 } cluster ? Text(cluster[0]) : "-"));

    private static Dictionary<int, int> Clusters(ClusterIndex<int> index, ClusterHistory told)
    {
        Assert.Equal(told.There.Count, index.Count);
        foreach (var id in told.There.Keys)
        {
            var cluster = index.ClusterOf(id);
            Assert.Contains(id, cluster);
            Assert.Equal(cluster.Order(), cluster);
            Assert.All(cluster, member => Assert.Equal(cluster, index.ClusterOf(member)));
        }

        return told.There.Keys.Order().ToDictionary(id => id, id => index.ClusterOf(id)[0]);
    }

    private static void Live(
        (Act Act, int One, int Other, int[] Bits)[] history, int most, Action<ClusterIndex<int>, ClusterHistory> check,
        Action<ClusterChange<int>, ClusterIndex<int>, ClusterHistory>? changed = null, bool undo = true, Action<ClusterIndex<int>>? last = null,
        Func<int, int, double>? compare = null, bool stopAfterCheck = false)
    {
        compare ??= Compared;
        var index = new ClusterIndex<int>(Least, compare, most);
        var told = new ClusterHistory(Least, most, compare);
        var changes = new List<ClusterChange<int>>();
        foreach (var (act, one, other, bits) in history)
        {
            var isThere = told.There.ContainsKey(one);
            var pairs = Enumerable.Range(0, 14).Where(id => id != one && (id + bits[id]) % 3 != 0).Select(id => new ScoredRecord<int>(id, bits[id] / 2.0)).ToArray();
            ClusterChange<int>? change = null;
            switch (act)
            {
                case Act.Add when !isThere:
                    change = index.Add(one, pairs);
                    told.Add(one, pairs, change.Number);
                    break;
                case Act.Change when isThere:
                    change = index.Change(one, pairs);
                    Assert.Equal(told.Remove(one).OrderBy(pair => pair.Id), change.Pairs.OrderBy(pair => pair.Id));
                    told.Add(one, pairs, change.Number);
                    break;
                case Act.Remove:
                    change = index.Remove(one);
                    Assert.Equal(isThere, change is not null);
                    told.Remove(one);
                    break;
                case Act.Together or Act.Apart:
                    var areOne = act == Act.Together;
                    var answer = areOne ? index.Together(one, other) : index.Apart(one, other);
                    var expected = !isThere || !told.There.ContainsKey(other) ? ClusterOutcome.NotThere
                        : one == other ? areOne ? ClusterOutcome.AlreadySo : ClusterOutcome.Contradicts
                        : told.Possible(one, other, areOne);
                    Assert.Equal(expected, answer.Outcome);
                    change = answer.Change;
                    if (change is not null) { told.Decided.Add((one, other, areOne)); }

                    break;
                case Act.Undo when undo && changes.Count > 0:
                    change = Undone(index, told, changes[(one + (14 * other)) % changes.Count]);
                    break;
                case Act.SaveAndLoad when most == 150:
                    using (var stream = new MemoryStream())
                    {
                        index.Save(stream, Text);
                        stream.Position = 0;
                        index.Dispose();
                        index = ClusterIndex<int>.Load(stream, int.Parse, Least, compare);
                    }

                    break;
            }

            if (change is not null)
            {
                changes.Add(change);
                changed?.Invoke(change, index, told);
            }

            if (!stopAfterCheck) { check(index, told); }
        }

        if (stopAfterCheck) { check(index, told); }

        last?.Invoke(index);
        index.Dispose();
    }

    // Undoes on both sides, if the slow twin thinks it can be done.
    private static ClusterChange<int>? Undone(ClusterIndex<int> index, ClusterHistory told, ClusterChange<int> undone)
    {
        var isThere = told.There.TryGetValue(undone.Id, out var since);
        var answer = index.Undo(undone);
        switch (undone.Kind)
        {
            case ClusterChangeKind.Removed:
                Assert.Equal(isThere ? ClusterOutcome.NotTheLast : ClusterOutcome.Done, answer.Outcome);
                if (!isThere) { told.Add(undone.Id, undone.Pairs, undone.Number); }

                break;
            case ClusterChangeKind.Added or ClusterChangeKind.Changed:
                Assert.Equal(!isThere ? ClusterOutcome.NotThere : since != undone.Number ? ClusterOutcome.NotTheLast : ClusterOutcome.Done, answer.Outcome);
                if (answer.Change is null) { break; }

                var known = told.Remove(undone.Id);
                if (undone.Kind == ClusterChangeKind.Changed)
                {
                    told.Add(undone.Id, undone.Pairs, undone.Before);
                    told.Add(undone.Id, known.Where(pair => told.There[pair.Id] > undone.Number), undone.Before);
                }

                break;
            case ClusterChangeKind.Decided:
                var stood = told.Decided.Find(one => ClusterHistory.Pair(one.A, one.B) == ClusterHistory.Pair(undone.Id, undone.Other));
                if (answer.Outcome == ClusterOutcome.Done)
                {
                    Assert.True(told.Decided.Remove(stood));
                    Assert.Equal(undone.AreOne, stood.AreOne);
                }

                break;
            case ClusterChangeKind.TakenBack:
                Assert.Equal(told.Possible(undone.Id, undone.Other, undone.AreOne), answer.Outcome);
                if (answer.Change is not null) { told.Decided.Add((undone.Id, undone.Other, undone.AreOne)); }

                break;
        }

        return answer.Change;
    }
}
