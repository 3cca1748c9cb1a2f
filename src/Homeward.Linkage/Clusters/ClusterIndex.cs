namespace Homeward.Linkage;

/// <summary>
/// Who is who, kept up while records come, change and go and people decide: at every moment the clusters are those that average
/// linkage with the same decisions gives for all records at once, in whatever order things came. Any number of threads may read while one changes.
/// </summary>
/// <remarks>
/// A change looks at the parts of the graph it touches and at no more. A part holds at most 150 records: where more hang together,
/// the bar rises by half a bit until the pieces are small enough, and records that hang together with too many at every strength are left alone,
/// until somebody decides. Changes compute beside the readers, who wait only while the new clusters are put in place.
/// </remarks>
/// <typeparam name="TId">The caller's type of id; a cluster is called after the least id in it.</typeparam>
public sealed class ClusterIndex<TId> : IDisposable
    where TId : notnull, IEquatable<TId>, IComparable<TId>
{
    private const int SnapshotVersion = 0x4C570101;

    private readonly Lock changing = new();
    private readonly ReaderWriterLockSlim gate = new(LockRecursionPolicy.NoRecursion);
    private readonly ClusterGraph<TId> graph;
    private readonly ClusterParts<TId> parts;
    private readonly float least;
    private readonly Func<TId, TId, double> compare;
    private uint number;

    /// <summary>Makes an index without records.</summary>
    /// <param name="leastBits">The least mean weight, log2 of the odds, at which two groups are one person.</param>
    /// <param name="compare">log2 of the odds that two records are one person; asked for two records of one part whose pair was not given. Must not change the clusters.</param>
    public ClusterIndex(double leastBits, Func<TId, TId, double> compare)
        : this(leastBits, compare, Components.Most)
    {
    }

    internal ClusterIndex(double leastBits, Func<TId, TId, double> compare, int most)
    {
        ArgumentNullException.ThrowIfNull(compare);
        if (!double.IsFinite(leastBits))
        {
            throw new ArgumentOutOfRangeException(nameof(leastBits), leastBits, "The least weight is a number of bits.");
        }

        (least, this.compare) = ((float)leastBits, compare);
        graph = new(most);
        parts = new(graph, least, most);
    }

    private ClusterRecords<TId> Records => graph.Records;

    /// <summary>How many records there are.</summary>
    public int Count => Reading(() => Records.Count);

    /// <summary>Whether a record is there.</summary>
    public bool Contains(TId id) => Reading(() => Records.Find(id) >= 0);

    /// <summary>All records of the person a record is about, itself among them, in the order of their ids; the first one's id is the cluster's name. Empty when the record is not there.</summary>
    public IReadOnlyList<TId> ClusterOf(TId id) => Reading(() => Records.Find(id) is var record && record >= 0 ? Members(record) : []);

    /// <summary>How much speaks for a record that is not there yet being about the people of its neighbours, the strongest first.</summary>
    /// <remarks>A cluster is compared as a whole: several records of one person that each fit a little outweigh one that fits by chance.</remarks>
    /// <param name="neighbours">Records and what a comparison with each said, as a search gives them.</param>
    /// <param name="compareWith">What a comparison says with a member the search did not give.</param>
    public IReadOnlyList<ClusterEvidence<TId>> Weigh(IEnumerable<ScoredRecord<TId>> neighbours, Func<TId, double> compareWith)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(compareWith);
        var known = Strongest(neighbours).ToDictionary(pair => pair.Id, pair => pair.Bits);
        var clusters = Reading(() => known.Keys.Select(Records.Find).Where(record => record >= 0).Select(record => Records[record].Leader).Distinct().Select(Members).ToArray());
        return [.. clusters
            .Select(members => new ClusterEvidence<TId>(members[0], members, members.Average(member => (double)Spoken(known.TryGetValue(member, out var bits) ? bits : compareWith(member)))))
            .OrderByDescending(one => one.MeanBits).ThenBy(one => one.Cluster)];
    }

    /// <summary>Adds a record.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="neighbours">Records it may be the same person as, and what a comparison said; those that are not there are passed over, and 160 are kept, the strongest.</param>
    /// <exception cref="ArgumentException">The id is there already; use <see cref="Change"/>. Or a weight is not a number.</exception>
    public ClusterChange<TId> Add(TId id, IEnumerable<ScoredRecord<TId>> neighbours)
    {
        var pairs = Strongest(neighbours);
        lock (changing)
        {
            return Records.Find(id) < 0
                ? Put(id, pairs, ++number)
                : throw new ArgumentException("This id is there already.", nameof(id));
        }
    }

    /// <summary>Replaces what a record was compared with, because it says something else now. What people decided about it stays.</summary>
    /// <inheritdoc cref="Add"/>
    /// <exception cref="ArgumentException">The id is not there; or a weight is not a number.</exception>
    public ClusterChange<TId> Change(TId id, IEnumerable<ScoredRecord<TId>> neighbours)
    {
        var pairs = Strongest(neighbours);
        lock (changing)
        {
            return Records.Find(id) is var record && record >= 0
                ? Replace(record, pairs, ++number)
                : throw new ArgumentException("This id is not there.", nameof(id));
        }
    }

    /// <summary>Forgets a record and its pairs; null when it was not there. What people decided about it is kept for its return.</summary>
    public ClusterChange<TId>? Remove(TId id)
    {
        lock (changing)
        {
            return Records.Find(id) is var record && record >= 0 ? Take(record) : null;
        }
    }

    /// <summary>Somebody decided that two records are about one person.</summary>
    public ClusterAnswer<TId> Together(TId one, TId other) => Decide(one, other, areOne: true);

    /// <summary>Somebody decided that two records are about two people: they stay apart, and so do those that are together with them.</summary>
    public ClusterAnswer<TId> Apart(TId one, TId other) => Decide(one, other, areOne: false);

    /// <summary>
    /// Undoes a change, if it is the last word on its record or pair; what else happened in between stays. The change in the answer
    /// undoes the undoing. Pairs come back as they were scored then.
    /// </summary>
    public ClusterAnswer<TId> Undo(ClusterChange<TId> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (changing)
        {
            var record = Records.Find(change.Id);
            switch (change.Kind)
            {
                case ClusterChangeKind.Removed:
                    return record >= 0 ? new(ClusterOutcome.NotTheLast, null) : new(ClusterOutcome.Done, Put(change.Id, change.Pairs, change.Number));
                case ClusterChangeKind.Added or ClusterChangeKind.Changed when record < 0:
                    return new(ClusterOutcome.NotThere, null);
                case ClusterChangeKind.Added or ClusterChangeKind.Changed when Records[record].Since != change.Number:
                    return new(ClusterOutcome.NotTheLast, null);
                case ClusterChangeKind.Added:
                    return new(ClusterOutcome.Done, Take(record));
                case ClusterChangeKind.Changed:
                    var later = graph.Known(record).Where(pair => Records[graph.Find(pair.Id)].Since > change.Number).ToList();
                    return new(ClusterOutcome.Done, Replace(record, [.. later, .. change.Pairs.ExceptBy(later.Select(pair => pair.Id), pair => pair.Id)], change.Before));
                case ClusterChangeKind.Decided:
                    return graph.Decisions.Between(change.Id, change.Other!)?.Number == change.Number
                        ? new(ClusterOutcome.Done, Decide(change.Id, change.Other!, change.AreOne, change.Number, takeBack: true))
                        : new(ClusterOutcome.NotTheLast, null);
                default:
                    return graph.Decisions.Possible(change.Id, change.Other!, change.AreOne) is var outcome && outcome == ClusterOutcome.Done
                        ? new(outcome, Decide(change.Id, change.Other!, change.AreOne, change.Number, takeBack: false))
                        : new(outcome, null);
            }
        }
    }

    /// <summary>Saves records, pairs, decisions and clusters as they are now; reading goes on meanwhile, changes wait.</summary>
    /// <param name="stream">Where to; for a file that must be whole or not there, one beside that is renamed afterwards.</param>
    /// <param name="textOf">Turns an id into a text.</param>
    public void Save(Stream stream, Func<TId, string> textOf)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(textOf);
        lock (changing)
        {
            var buffered = new BufferedStream(stream, 1 << 16);
            using var writer = new SnapshotWriter(buffered);
            writer.Number(SnapshotVersion);
            writer.Number(unchecked((int)number));
            ClusterSnapshot.Write(writer, graph, textOf);
            writer.End();
            buffered.Flush();
        }
    }

    /// <summary>Reads what was saved. It goes on as the saved one would have, and changes from before can be undone.</summary>
    /// <param name="stream">A stream in which it is possible to go back; it is read to the end of the snapshot.</param>
    /// <param name="idOf">Turns the text of an id into the id.</param>
    /// <param name="leastBits">As it was when it was saved; clusters are not made anew.</param>
    /// <param name="compare">The same.</param>
    /// <exception cref="InvalidDataException">It is no snapshot, or not whole; nothing of it is used.</exception>
    public static ClusterIndex<TId> Load(Stream stream, Func<string, TId> idOf, double leastBits, Func<TId, TId, double> compare)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(idOf);
        var reader = new SnapshotReader(stream);
        if (reader.Number() != SnapshotVersion)
        {
            throw SnapshotReader.Wrong();
        }

        var index = new ClusterIndex<TId>(leastBits, compare) { number = unchecked((uint)reader.Number()) };
        ClusterSnapshot.Read(reader, index.graph, idOf);
        return index;
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private T Reading<T>(Func<T> read)
    {
        gate.EnterReadLock();
        try { return read(); }
        finally { gate.ExitReadLock(); }
    }

    private List<TId> Members(int record)
    {
        var members = new List<TId>();
        var (first, at) = (Records[record].Leader, Records[record].Leader);
        do
        {
            members.Add(Records[at].Id);
            at = Records[at].Next;
        }
        while (at != first);
        return members;
    }

    private static ScoredRecord<TId>[] Strongest(IEnumerable<ScoredRecord<TId>> neighbours)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        ScoredRecord<TId>[] strongest = [.. neighbours.OrderByDescending(pair => pair.Bits).ThenBy(pair => pair.Id).DistinctBy(pair => pair.Id).Take(PairArena.MostPairs)];
        return Array.Exists(strongest, pair => double.IsNaN(pair.Bits))
            ? throw new ArgumentException("A weight is not a number.", nameof(neighbours))
            : strongest;
    }

    private ClusterChange<TId> Put(TId id, IReadOnlyList<ScoredRecord<TId>> pairs, uint since)
    {
        var record = Records.Reserve(id);
        var moved = Rearranged(
            Numbers(id, pairs), [record],
            change: () => Arrive(record, pairs, since),
            back: () => { Leave(record); Records.Release(record); },
            publish: () => Records.Add(record));
        return new(ClusterChangeKind.Added, id, since) { Moved = moved };
    }

    private ClusterChange<TId> Take(int record)
    {
        var (id, since, known) = (Records[record].Id, Records[record].Since, graph.Known(record));
        var moved = Rearranged(
            [record, .. Numbers(id, known)], [],
            change: () => Leave(record),
            back: () => Return(record, known),
            publish: () => Records.Remove(record));
        Records.Release(record);
        return new(ClusterChangeKind.Removed, id, since) { Pairs = known, Moved = moved };
    }

    private ClusterChange<TId> Replace(int record, IReadOnlyList<ScoredRecord<TId>> pairs, uint since)
    {
        var (id, before, known) = (Records[record].Id, Records[record].Since, graph.Known(record));

        // Under a new number, so that nobody who still knows a pair that was left out takes it for one of what it says now.
        var again = Records.Reserve(id);
        var moved = Rearranged(
            [record, .. Numbers(id, known), .. Numbers(id, pairs)], [again],
            change: () => { Leave(record); Arrive(again, pairs, since); },
            back: () => { Leave(again); Records.Release(again); Return(record, known); },
            publish: () => { Records.Remove(record); Records.Add(again); });
        Records.Release(record);
        return new(ClusterChangeKind.Changed, id, since) { Before = before, Pairs = known, Moved = moved };
    }

    private void Arrive(int record, IReadOnlyList<ScoredRecord<TId>> pairs, uint since)
    {
        (graph.Arriving, Records[record].Since) = (record, since);
        graph.Connect(record, pairs);
    }

    private void Leave(int record)
    {
        graph.Disconnect(record);
        Records[record].IsThere = false;
    }

    private void Return(int record, IReadOnlyList<ScoredRecord<TId>> known)
    {
        (graph.Arriving, Records[record].IsThere) = (null, true);
        graph.Connect(record, known);
    }

    private ClusterAnswer<TId> Decide(TId one, TId other, bool areOne)
    {
        lock (changing)
        {
            var outcome = Records.Find(one) < 0 || Records.Find(other) < 0 ? ClusterOutcome.NotThere
                : one.Equals(other) ? areOne ? ClusterOutcome.AlreadySo : ClusterOutcome.Contradicts
                : graph.Decisions.Possible(one, other, areOne);
            return new(outcome, outcome == ClusterOutcome.Done ? Decide(one, other, areOne, ++number, takeBack: false) : null);
        }
    }

    private ClusterChange<TId> Decide(TId one, TId other, bool areOne, uint decision, bool takeBack)
    {
        // A decision reaches everybody who is together with either, also through a record that is not there.
        int[] concerned = [.. graph.Decisions.Whole(one).Concat(graph.Decisions.Whole(other)).Select(Records.Find).Where(record => record >= 0).Distinct()];
        void Stands() => graph.Decisions.Add(one, other, areOne, decision);
        void Falls() => graph.Decisions.Remove(one, other);
        var moved = Rearranged(concerned, concerned, takeBack ? Falls : Stands, takeBack ? Stands : Falls, publish: () => { });
        return new(takeBack ? ClusterChangeKind.TakenBack : ClusterChangeKind.Decided, one, decision) { Other = other, AreOne = areOne, Moved = moved };
    }

    // Who hangs together with a record: by pairs, or because people decided so.
    private IEnumerable<int> Numbers(TId id, IEnumerable<ScoredRecord<TId>> pairs) =>
        pairs.Select(pair => pair.Id).Concat(graph.Decisions.Concern(id) ? graph.Decisions.Whole(id) : []).Select(graph.Find).Where(record => record >= 0);

    private TId[] Rearranged(IEnumerable<int> ends, int[] within, Action change, Action back, Action publish)
    {
        try
        {
            var clusters = new Regrouping<TId>(graph, parts, least, compare).After(ends, within, change, back);
            var moved = clusters.SelectMany(cluster => cluster).Select(record => Records[record].Id).ToArray();
            gate.EnterWriteLock();
            try
            {
                // The only moment readers wait for: links between numbers, no comparing.
                publish();
                foreach (var cluster in clusters)
                {
                    for (var at = 0; at < cluster.Length; at++)
                    {
                        (Records[cluster[at]].Leader, Records[cluster[at]].Next) = (cluster[0], cluster[(at + 1) % cluster.Length]);
                    }
                }
            }
            finally
            {
                gate.ExitWriteLock();
            }

            return moved;
        }
        finally
        {
            graph.Arriving = null;
        }
    }

    private static float Spoken(double bits) => Regrouping<TId>.Spoken(bits);
}
