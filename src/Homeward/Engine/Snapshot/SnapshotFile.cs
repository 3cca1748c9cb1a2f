using System.Buffers.Binary;
using System.Collections.Immutable;
using Homeward.Domain;
using Homeward.Domain.Collections;
using Homeward.Journal;

namespace Homeward.Engine;

/// <summary>
/// The state as a file, so that a start need not replay the whole journal. It goes by blocks of a few thousand entities,
/// each made and read on its own, so that reading uses every core. Only a saving of time: when anything about it is not
/// as expected it is left alone and the journal is replayed.
/// </summary>
internal static class SnapshotFile
{
    // Another number for every change of what is written: an older snapshot is passed over, never misread.
    private const int Format = 15;
    private const int BlockSize = 1 << 20;

    private enum Section : byte
    {
        Rest,
        People,
        Records,
        Leads,
        Answered,
        End,
    }

    /// <summary>Writes the state and the requests it answers. False when a key was destroyed meanwhile and it was thrown away.</summary>
    public static bool Write(IncidentJournal journal, Durable durable) =>
        journal.Snapshots.Write(durable.State.Position, stream => Write(stream, durable));

    /// <summary>Reads the newest snapshot; null when there is none that can be used.</summary>
    public static (IncidentState State, AnsweredCommands Answered)? Newest(IncidentJournal journal) =>
        Loading.Undisturbed(journal.Snapshots.Bytes, () => journal.Snapshots.Newest<Durable>((_, stream) => Read(stream)!)) is { } durable
            // One that was written while a key was being destroyed may still hold what it sealed.
            ? (durable.State.Forget(journal.Destroyed.Select(record => new Id<Record>(record))), durable.Answered)
            : null;

    internal static void Write(Stream stream, Durable durable)
    {
        var (state, answered) = durable;
        var sink = new SnapshotSink();
        sink.Number(Format);
        sink.Json(Rest.Of(state));
        Block(stream, Section.Rest, sink);
        All(stream, Section.People, sink, state.People.Values, sink.Write);
        All(stream, Section.Records, sink, state.Records.Values, sink.Write);
        All(stream, Section.Leads, sink, state.Leads.Values, sink.Write);
        All(stream, Section.Answered, sink, answered.All, one =>
        {
            sink.Guid(one.Command);
            sink.Long(one.Place.Position);
            sink.Long(unchecked((long)one.Place.Print));
        });
        Block(stream, Section.End, sink);
    }

    internal static Durable? Read(Stream stream)
    {
        Rest? rest = null;
        var reading = new List<(Section Section, Task<Array> Entries)>();
        while (true)
        {
            var (section, block) = Block(stream);
            if (section == Section.End)
            {
                break;
            }

            if (section == Section.Rest)
            {
                var source = new SnapshotSource(block, block.Length);
                if (source.Number() != Format)
                {
                    return null;
                }

                rest = source.Json<Rest>();
                continue;
            }

            reading.Add((section, Task.Run(() => Parse(section, block))));
        }

        if (rest is null)
        {
            return null;
        }

        var people = Task.Run(() => Gather<KeyValuePair<Id<Person>, Person>>(reading, Section.People));
        var map = people.ContinueWith(p => PersistentMap<Id<Person>, Person>.Of(p.Result), TaskScheduler.Default);
        var codes = people.ContinueWith(
            p => PersistentMap<Code, Id<Person>>.Of([.. p.Result.Select(pair => KeyValuePair.Create(new Code(pair.Value.Code), pair.Key))]), TaskScheduler.Default);
        var records = Task.Run(() => PersistentMap<Id<Record>, Record>.Of(Gather<KeyValuePair<Id<Record>, Record>>(reading, Section.Records)));
        var leads = Task.Run(() => PersistentMap<Id<Lead>, Lead>.Of(Gather<KeyValuePair<Id<Lead>, Lead>>(reading, Section.Leads)));
        var answered = Task.Run(() => AnsweredCommands.Of(Gather<KeyValuePair<Guid, AnsweredCommands.Place>>(reading, Section.Answered)));
        return new(
            Claimants.Indexed(rest.Onto(MaybeSame.Indexed(IncidentState.Nothing with { People = map.Result, Codes = codes.Result, Records = records.Result, Leads = leads.Result }))),
            answered.Result);
    }

    private static void All<T>(Stream stream, Section section, SnapshotSink sink, IEnumerable<T> entities, Action<T> write)
    {
        foreach (var entity in entities)
        {
            write(entity);
            if (sink.Length >= BlockSize)
            {
                Block(stream, section, sink);
            }
        }

        if (sink.Length > 0)
        {
            Block(stream, section, sink);
        }
    }

    private static void Block(Stream stream, Section section, SnapshotSink sink)
    {
        Span<byte> header = stackalloc byte[5];
        header[0] = (byte)section;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], sink.Length);
        stream.Write(header);
        stream.Write(sink.Written);
        sink.Clear();
    }

    private static (Section Section, byte[] Bytes) Block(Stream stream)
    {
        Span<byte> header = stackalloc byte[5];
        stream.ReadExactly(header);
        var bytes = new byte[BinaryPrimitives.ReadInt32LittleEndian(header[1..])];
        stream.ReadExactly(bytes);
        return ((Section)header[0], bytes);
    }

    private static Array Parse(Section section, byte[] block)
    {
        var source = new SnapshotSource(block, block.Length);
        return section switch
        {
            Section.People => Entries(source, from => from.Person(), person => person.Id),
            Section.Records => Entries(source, from => from.Record(), record => record.Id),
            Section.Leads => Entries(source, from => from.Lead(), lead => lead.Id),
            _ => Entries(source, from => (Command: from.Guid(), Place: new AnsweredCommands.Place(from.Long(), unchecked((ulong)from.Long()))), one => one.Command, one => one.Place),
        };
    }

    private static KeyValuePair<TKey, TValue>[] Entries<TKey, TValue>(SnapshotSource source, Func<SnapshotSource, TValue> read, Func<TValue, TKey> key) =>
        Entries(source, read, key, value => value);

    private static KeyValuePair<TKey, TValue>[] Entries<T, TKey, TValue>(
        SnapshotSource source, Func<SnapshotSource, T> read, Func<T, TKey> key, Func<T, TValue> value)
    {
        var entries = new List<KeyValuePair<TKey, TValue>>(4_096);
        while (!source.Done)
        {
            var one = read(source);
            entries.Add(new(key(one), value(one)));
        }

        return [.. entries];
    }

    private static T[] Gather<T>(List<(Section Section, Task<Array> Entries)> reading, Section section)
    {
        var blocks = reading.Where(r => r.Section == section).Select(r => (T[])r.Entries.Result).ToList();
        var all = new T[blocks.Sum(b => b.Length)];
        var at = 0;
        foreach (var block in blocks)
        {
            block.CopyTo(all, at);
            at += block.Length;
        }

        return all;
    }

    /// <summary>Everything that comes by the dozen or the thousand, as JSON.</summary>
    private sealed record Rest(
        Incident? Incident, ImmutableArray<Organisation> Organisations, ImmutableArray<Vouching> Vouching, ImmutableArray<Place> Places, ImmutableArray<Declaration> Declarations,
        ImmutableArray<TracingRequest> TracingRequests, ImmutableArray<Relationship> Relationships, ImmutableArray<Restriction> Restrictions,
        ImmutableArray<Release> Releases, ImmutableArray<Disclosure> Disclosures, ImmutableArray<BrokenGlass> BrokenGlass,
        ImmutableArray<LegalHold> Holds, ImmutableArray<Receipt> Receipts, ImmutableArray<Expired> Expired, ImmutableArray<ReportingKey> ReportingKeys, DateTimeOffset? ClosedAt,
        FamilyPage? FamilyPage, ImmutableArray<FamilyCard> FamilyCards, ImmutableArray<PublicClaim> Claims,
        ImmutableArray<PlaceOnBoard> Tallies, ImmutableArray<Agency> Agencies, ImmutableArray<Figure> Figures,
        ImmutableArray<UnfinishedImport> UnfinishedImports, ImmutableArray<int> Children, ImmutableArray<int> Adults, int Version, long Position, DateTimeOffset LastRecorded)
    {
        public static Rest Of(IncidentState state) => new(
            state.Incident, [.. state.Organisations.Values], [.. state.Vouching.Values], [.. state.Places.Values], [.. state.Declarations.Values], [.. state.TracingRequests.Values],
            [.. state.Relationships.Values], [.. state.Restrictions.Values], [.. state.Releases.Values], [.. state.Disclosures.Values], [.. state.BrokenGlass.Values],
            [.. state.Holds.Values], [.. state.Receipts.Values], [.. state.Expired.Values], [.. state.ReportingKeys.Values], state.ClosedAt,
            state.FamilyPage, [.. state.FamilyCards.Values], [.. state.Claims.Values],
            [.. state.Tallies.Select(pair => new PlaceOnBoard(pair.Key, pair.Value))], [.. state.Agencies], [.. state.Figures], [.. state.UnfinishedImports],
            state.Counts.Children, state.Counts.Adults, state.Version, state.Position, state.LastRecorded);

        public IncidentState Onto(IncidentState state) => state with
        {
            Incident = Incident,
            Organisations = Map(Organisations, o => o.Id),
            Vouching = Map(Vouching, v => v.Organisation),
            Places = Map(Places, p => p.Id),
            Declarations = Map(Declarations, d => d.Id),
            TracingRequests = Map(TracingRequests, t => t.Id),
            Relationships = Map(Relationships, r => r.Id),
            Restrictions = Map(Restrictions, r => r.Id),
            Releases = Map(Releases, r => r.Id),
            Disclosures = Map(Disclosures, d => d.Lead),
            BrokenGlass = Map(BrokenGlass, g => g.Id),
            Holds = Map(Holds, h => h.Id),
            Receipts = Map(Receipts, r => r.Id),
            Expired = Map(Expired, e => e.Record),
            ReportingKeys = Map(ReportingKeys, k => k.Id),
            ClosedAt = ClosedAt,
            FamilyPage = FamilyPage,
            FamilyCards = Map(FamilyCards, c => c.Id),
            CardsByCode = PersistentMap<Guid, Id<FamilyCard>>.Of([.. FamilyCards.Select(c => KeyValuePair.Create(c.CodePrint, c.Id))]),
            Claims = Map(Claims, c => c.Id),
            ClaimsWaiting = Claims.Count(c => c.Closed is null),
            Tallies = PersistentMap<Id<Place>, PlaceTally>.Of([.. Tallies.Select(t => KeyValuePair.Create(t.Place, t.Tally))]),
            Agencies = [.. Agencies],
            Figures = [.. Figures],
            UnfinishedImports = [.. UnfinishedImports],
            Counts = new(Children, Adults),
            Version = Version,
            Position = Position,
            LastRecorded = LastRecorded,
        };

        private static PersistentMap<TKey, TValue> Map<TKey, TValue>(ImmutableArray<TValue> values, Func<TValue, TKey> key)
            where TKey : struct, IEquatable<TKey> =>
            PersistentMap<TKey, TValue>.Of([.. values.Select(value => KeyValuePair.Create(key(value), value))]);
    }

    private sealed record PlaceOnBoard(Id<Place> Place, PlaceTally Tally);
}
