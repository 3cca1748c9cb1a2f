using System.Buffers;

namespace Homeward.Linkage;

/// <summary>
/// All records of an incident, ready to be compared: who else may be this person, who may be of this family? Any number of
/// threads may search while one adds, changes or removes.
/// </summary>
/// <remarks>
/// A search reads at most <see cref="MostPerKey"/> records of one key, the newest, and compares at most
/// <see cref="MostCompared"/> records in all, rarest key first, so that neither a common name nor ten thousand equal
/// reports make it slow. Among many millions each key has more records: from 5,000,000 on the bounds are twice as wide, from 10,000,000 on four times. Pairs are compared and weighed as those of a file are, by a trained model; how rare a name is,
/// the index's own counts say.
/// </remarks>
/// <typeparam name="TId">The caller's type of id; its order breaks ties, so that equal searches have equal answers.</typeparam>
public sealed class LinkageIndex<TId> : IDisposable
    where TId : notnull, IEquatable<TId>, IComparable<TId>
{
    /// <summary>Records read of one key, below 5,000,000 records.</summary>
    public const int MostPerKey = 256;

    /// <summary>Records compared in one search, below 5,000,000 records.</summary>
    public const int MostCompared = 1024;

    private const int SnapshotVersion = 0x4C570002;

    private readonly ReaderWriterLockSlim gate = new(LockRecursionPolicy.NoRecursion);
    private readonly LinkageModel? model;
    private readonly TokenTable tokens;
    private readonly IndexCounts counts = new();
    private readonly PostingShards postings;
    private readonly Dictionary<TId, int> numbers = [];
    private readonly Stack<int> freeNumbers = new();
    private readonly HashSet<uint> filedKeys = [];
    private int[]?[] packed;
    private TId[] ids;

    /// <summary>Makes an empty index.</summary>
    /// <param name="model">
    /// The model that weighs, such as <see cref="LinkageModel.FromJson"/> reads; of its fields those say nothing that no profile has.
    /// Null: the models that come with the library (<see cref="ReportModels"/>), one for children and one for adults.
    /// </param>
    public LinkageIndex(LinkageModel? model = null) => (this.model, tokens, postings, packed, ids) = (model, new(), new(), new int[64][], new TId[64]);

    private LinkageIndex(SnapshotReader reader, Func<string, TId> idOf, LinkageModel? model)
    {
        this.model = model;
        if (reader.Number() != SnapshotVersion)
        {
            throw SnapshotReader.Wrong();
        }

        (tokens, postings) = (new(reader), new(reader));
        var used = reader.Number();
        packed = new int[Math.Max(64, used)][];
        ids = new TId[packed.Length];
        numbers.EnsureCapacity(used);
        for (var number = 0; number < used; number++)
        {
            var record = reader.Numbers();
            if (record.Length == 0)
            {
                freeNumbers.Push(number);
                continue;
            }

            (packed[number], ids[number]) = (record, idOf(reader.Text()));
            numbers.Add(ids[number], number);
            counts.Count(new(record), 1);
        }
    }

    /// <summary>Reads an index that was saved. It answers every search as the saved one did.</summary>
    /// <param name="stream">A stream in which it is possible to go back; it is read to the end of the snapshot.</param>
    /// <param name="idOf">Turns the text of an id into the id.</param>
    /// <param name="model">The model that weighs, as when an index is made; it is not in the snapshot.</param>
    /// <exception cref="InvalidDataException">It is no snapshot, or not whole; nothing of it is used.</exception>
    public static LinkageIndex<TId> Load(Stream stream, Func<string, TId> idOf, LinkageModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(idOf);
        return new(new SnapshotReader(stream), idOf, model);
    }

    /// <summary>
    /// Saves the index as it is now; searches go on meanwhile, changes wait. Contains personal data: names and dates as
    /// they were said.
    /// </summary>
    /// <param name="stream">Where to; for a file that must be whole or not there, one beside that is renamed afterwards.</param>
    /// <param name="textOf">Turns an id into a text.</param>
    public void Save(Stream stream, Func<TId, string> textOf)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(textOf);
        gate.EnterReadLock();
        try
        {
            var buffered = new BufferedStream(stream, 1 << 16);
            using var writer = new SnapshotWriter(buffered);
            writer.Number(SnapshotVersion);
            tokens.Write(writer);
            postings.Write(writer);
            var used = numbers.Count + freeNumbers.Count;
            writer.Number(used);
            for (var number = 0; number < used; number++)
            {
                writer.Numbers(packed[number]);
                if (packed[number] is not null)
                {
                    writer.Text(textOf(ids[number]));
                }
            }

            writer.End();
            buffered.Flush();
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>How many records the index holds.</summary>
    public int Count
    {
        get
        {
            gate.EnterReadLock();
            try { return numbers.Count; }
            finally { gate.ExitReadLock(); }
        }
    }

    /// <summary>Whether the index holds a record.</summary>
    public bool Contains(TId id)
    {
        gate.EnterReadLock();
        try { return numbers.ContainsKey(id); }
        finally { gate.ExitReadLock(); }
    }

    /// <summary>Adds a record.</summary>
    /// <exception cref="ArgumentException">The id is in the index already; use <see cref="Change"/>.</exception>
    public void Add(TId id, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        gate.EnterWriteLock();
        try
        {
            if (numbers.ContainsKey(id))
            {
                throw new ArgumentException("This id is in the index already.", nameof(id));
            }

            AddNew(id, profile);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>Replaces what a record says, or adds it.</summary>
    public void Change(TId id, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        gate.EnterWriteLock();
        try
        {
            RemoveIfThere(id);
            AddNew(id, profile);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>Forgets a record, and every word only it had. False when it was not there.</summary>
    public bool Remove(TId id)
    {
        gate.EnterWriteLock();
        try { return RemoveIfThere(id); }
        finally { gate.ExitWriteLock(); }
    }

    /// <summary>The best candidates for a profile, strongest first.</summary>
    /// <param name="profile">What is known.</param>
    /// <param name="hypothesis">What is asked.</param>
    /// <param name="top">At most how many.</param>
    /// <param name="minimumBits">Least log2 of the odds; 0 is "as likely as not".</param>
    public IReadOnlyList<Candidate<TId>> Search(Profile profile, Hypothesis hypothesis, int top, double minimumBits)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        gate.EnterReadLock();
        try
        {
            var scope = new TokenScope(tokens);
            return Search(ProfilePacker.Pack(profile, scope.IdOf), except: -1, scope, hypothesis, top, minimumBits);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>The best candidates for a record of the index, itself left out; empty when the id is unknown.</summary>
    /// <inheritdoc cref="Search(Profile, Hypothesis, int, double)"/>
    public IReadOnlyList<Candidate<TId>> Search(TId id, Hypothesis hypothesis, int top, double minimumBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        gate.EnterReadLock();
        try
        {
            return numbers.TryGetValue(id, out var number)
                ? Search(packed[number]!, number, new TokenScope(tokens), hypothesis, top, minimumBits)
                : [];
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>Compares two records of the index; null when one of them is not there or the hypothesis makes no sense for the two.</summary>
    public Comparison? Compare(TId id, TId other, Hypothesis hypothesis)
    {
        gate.EnterReadLock();
        try
        {
            return numbers.TryGetValue(id, out var number) && numbers.TryGetValue(other, out var second)
                ? Asking(new TokenScope(tokens)).Explain(new(packed[number]), new(packed[second]), hypothesis)
                : null;
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>Compares two profiles with the weights of this index; null when the hypothesis makes no sense for the two.</summary>
    public Comparison? Compare(Profile profile, Profile other, Hypothesis hypothesis)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(other);
        gate.EnterReadLock();
        try
        {
            var scope = new TokenScope(tokens);
            var first = ProfilePacker.Pack(profile, scope.IdOf);
            var second = ProfilePacker.Pack(other, scope.IdOf);
            return Asking(scope).Explain(new(first), new(second), hypothesis);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private IndexQuestions Asking(TokenScope scope) => new(model, scope, counts, numbers.Count, PhoneBearers);

    // Two numbers may fall on one key, so the records are looked at; of thousands of bearers one more makes no difference.
    private int PhoneBearers(long number)
    {
        const int MostLookedAt = 4096;
        var key = SearchKeys.OfPhone(number);
        if (postings.Count(key) is > MostLookedAt and var many)
        {
            return many;
        }

        var records = ArrayPool<int>.Shared.Rent(MostLookedAt);
        var bearers = 0;
        foreach (var record in records.AsSpan(0, postings.CopyNewest(key, records.AsSpan(0, MostLookedAt))))
        {
            bearers += new PersonView(packed[record]).Phones.Contains(number) ? 1 : 0;
        }

        ArrayPool<int>.Shared.Return(records);
        return bearers;
    }

    private List<Candidate<TId>> Search(int[] record, int except, TokenScope scope, Hypothesis hypothesis, int top, double minimumBits)
    {
        var buffer = ArrayPool<int>.Shared.Rent(Wider * (MostCompared + MostPerKey));
        try
        {
            var found = Gather(new(record), scope, hypothesis, buffer);
            var asking = Asking(scope);
            var best = new List<(double Bits, int Number)>();
            foreach (var number in found)
            {
                if (number != except && asking.Bits(new(record), new(packed[number]), hypothesis, minimumBits) is var bits && bits >= minimumBits)
                {
                    best.Add((bits, number));
                }
            }

            best.Sort((a, b) => a.Bits != b.Bits ? b.Bits.CompareTo(a.Bits) : ids[a.Number].CompareTo(ids[b.Number]));
            return [.. best.Take(top).Select(one => new Candidate<TId>(ids[one.Number], asking.Explain(new(record), new(packed[one.Number]), hypothesis)!))];
        }
        finally
        {
            ArrayPool<int>.Shared.Return(buffer);
        }
    }

    private int Wider => numbers.Count switch { < 5_000_000 => 1, < 10_000_000 => 2, _ => 4 };

    // The records worth comparing, each once: rarest key first, until the bound is reached.
    private ReadOnlySpan<int> Gather(PersonView record, TokenScope scope, Hypothesis hypothesis, int[] buffer)
    {
        var keys = new HashSet<uint>();
        if (hypothesis == Hypothesis.SamePerson)
        {
            SearchKeys.SamePerson(record, scope, keys);
        }
        else
        {
            SearchKeys.SameFamily(record, scope, keys);
        }

        var counted = new List<(int Count, uint Key)>(keys.Count);
        foreach (var key in keys)
        {
            if (postings.Count(key) is > 0 and var count)
            {
                counted.Add((count, key));
            }
        }

        counted.Sort();
        var gathered = 0;
        foreach (var (_, key) in counted)
        {
            if (gathered >= Wider * MostCompared)
            {
                break;
            }

            gathered += postings.CopyNewest(key, buffer.AsSpan(gathered, Wider * MostPerKey));
        }

        var found = buffer.AsSpan(0, gathered);
        found.Sort();
        var distinct = 0;
        for (var i = 0; i < found.Length; i++)
        {
            if (i == 0 || found[i] != found[i - 1])
            {
                found[distinct++] = found[i];
            }
        }

        return found[..distinct];
    }

    private void AddNew(TId id, Profile profile)
    {
        var number = freeNumbers.Count > 0 ? freeNumbers.Pop() : numbers.Count;
        if (number == packed.Length)
        {
            Array.Resize(ref packed, packed.Length * 2);
            Array.Resize(ref ids, ids.Length * 2);
        }

        var record = ProfilePacker.Pack(profile, tokens.Refer);
        numbers.Add(id, number);
        (packed[number], ids[number]) = (record, id);
        CountNames(record, 1);
        counts.Count(new(record), 1);
        SearchKeys.Filed(new(record), new TokenScope(tokens), filedKeys);
        foreach (var key in filedKeys)
        {
            postings.Add(key, number);
        }
    }

    private bool RemoveIfThere(TId id)
    {
        if (!numbers.Remove(id, out var number))
        {
            return false;
        }

        var record = packed[number]!;
        SearchKeys.Filed(new(record), new TokenScope(tokens), filedKeys);
        foreach (var key in filedKeys)
        {
            postings.Remove(key, number);
        }

        CountNames(record, -1);
        counts.Count(new(record), -1);
        ProfilePacker.ForEachWord(record, tokens.Release);
        (packed[number], ids[number]) = (null, default!);
        freeNumbers.Push(number);
        return true;
    }

    private void CountNames(ReadOnlySpan<int> record, int change)
    {
        var view = new PersonView(record);
        CountAll(view.Given, TokenRole.Given);
        CountAll(view.Surnames, TokenRole.Surname);
        CountOne(view.Town, TokenRole.Town);
        CountOne(view.School, TokenRole.School);
        CountOne(view.Place, TokenRole.Place);

        void CountAll(ReadOnlySpan<int> words, TokenRole role)
        {
            foreach (var word in words)
            {
                tokens.Count(word, role, change);
            }
        }

        void CountOne(int word, TokenRole role)
        {
            if (word != PersonView.None)
            {
                tokens.Count(word, role, change);
            }
        }
    }
}
