using System.Security.Cryptography;
using System.Text.Json;
using Homeward.Domain;
using Homeward.Journal;

namespace Homeward.Access.Reads;

/// <summary>
/// Who opened whom in one incident: a journal of its own beside the incident's, encrypted, chained and signed like it. What was
/// read is on the disk before the page is shown.
/// </summary>
/// <remarks>
/// A disk that takes nothing must not keep anybody from a child. Then the page is shown, and what was read is written with
/// the next reads, in its order, as soon as the disk takes them.
/// </remarks>
public sealed class ReadJournal : IDisposable
{
    /// <summary>Somebody who opens the same person again within this time is not written down again: a page refreshes itself.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private const string TestRecordsMade = nameof(TestRecordsMade);
    private const string ReadingQuestioned = nameof(ReadingQuestioned);

    private readonly IncidentJournal journal;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private readonly List<PersonRead> known = [];
    private readonly Dictionary<(Id<User>, Id<Person>, string?, bool, string?), PersonRead> last = [];
    private readonly Dictionary<string, PersonRead> copies = [];
    private readonly Dictionary<Guid, int> versions = [];
    private readonly List<ReadQuestion> questions = [];
    private List<PersonRead> waiting = [];

    /// <summary>The incident's test records, once the privacy officer has had them made.</summary>
    public TestRecords? TestRecords { get; private set; }

    /// <summary>Has the incident's test records drawn, or others in their place. The number they are made from is sealed in this journal.</summary>
    /// <returns>False when the disk takes nothing.</returns>
    public async Task<bool> MakeTestRecordsAsync(Id<User> by, Id<Organisation> organisation)
    {
        await turn.WaitAsync();
        try
        {
            WriteWaiting();
            var now = clock.GetUtcNow();
            var made = new TestRecords(BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))), by, organisation, now);
            Append(Guid.CreateVersion7(now), TestRecordsMade, by, now, new MadeTestRecords(made.Seed, organisation));
            TestRecords = made;
            return true;
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Writes down that somebody questions a reading; once, however often it is said.</summary>
    /// <returns>False when the disk takes nothing.</returns>
    public async Task<bool> QuestionAsync(ReadQuestion question)
    {
        await turn.WaitAsync();
        try
        {
            WriteWaiting();
            if (!questions.Exists(known => (known.Reader, known.Person, known.ReadAt) == (question.Reader, question.Person, question.ReadAt)))
            {
                Append(question.Person.Value, ReadingQuestioned, question.By, question.At, new Questioned(question.Organisation, question.Reader, question.ReadAt, question.Page));
                lock (gate)
                {
                    questions.Add(question);
                }
            }

            return true;
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The readings that somebody questioned, the newest first.</summary>
    public IReadOnlyList<ReadQuestion> Questions
    {
        get
        {
            lock (gate)
            {
                return [.. questions.AsEnumerable().Reverse()];
            }
        }
    }

    /// <summary>Who opened a test record since a moment, the newest first.</summary>
    public IReadOnlyList<PersonRead> TestRecordsOpened(DateTimeOffset since)
    {
        lock (gate)
        {
            return [.. known.Where(read => read.IsTest && read.At >= since).Reverse()];
        }
    }

    /// <summary>Whom each reader was shown in lists.</summary>
    public ListedNames Listed { get; } = new();

    private ReadJournal(IncidentJournal journal, TimeProvider clock, ILogger log)
    {
        (this.journal, this.clock, this.log) = (journal, clock, log);
        foreach (var entry in journal.Read())
        {
            versions[entry.Stream] = entry.Version;
            if (entry.Type == TestRecordsMade)
            {
                var made = JsonSerializer.Deserialize<MadeTestRecords>(entry.Payload)!;
                TestRecords = new(made.Seed, new(entry.Actor), made.Organisation, entry.Occurred);
                continue;
            }

            if (entry.Type == ReadingQuestioned)
            {
                var asked = JsonSerializer.Deserialize<Questioned>(entry.Payload)!;
                questions.Add(new(new(entry.Actor), asked.Organisation, asked.Reader, new(entry.Stream), asked.ReadAt, asked.Page, entry.Occurred));
                continue;
            }

            var said = JsonSerializer.Deserialize<Said>(entry.Payload)!;
            Keep(new(
                new(entry.Actor), said.Organisation, said.Role, new(entry.Stream), said.Ground, said.Page, entry.Occurred, said.Names, said.Refused, said.File, said.Copy, said.IsTest,
                said.Shown));
            if (said.Shown is { } shown)
            {
                Listed.Remember(new(entry.Actor), shown, entry.Occurred);
            }
        }
    }

    // What the columns of the journal have no room for.
    private sealed record Said(Id<Organisation> Organisation, Role Role, Ground Ground, string Page, int Names = 0, bool Refused = false, string? File = null, string? Copy = null, bool IsTest = false,
        IReadOnlyList<Id<Person>>? Shown = null);

    private sealed record Questioned(Id<Organisation> Organisation, Id<User> Reader, DateTimeOffset ReadAt, string Page);

    private sealed record MadeTestRecords(long Seed, Id<Organisation> Organisation);

    /// <summary>Opens the journal in this folder, and makes it when there is none yet.</summary>
    public static ReadJournal Open(string folder, InstallationKey key, TimeProvider clock, ILogger log) => new(
        Directory.Exists(folder)
            ? IncidentJournal.Open(folder, key, clock)
            : IncidentJournal.Create(folder, Guid.CreateVersion7(clock.GetUtcNow()), key, clock),
        clock, log);

    /// <summary>Writes down what is about to be shown, and returns when it is on the disk.</summary>
    public async Task RecordAsync(IEnumerable<PersonRead> reads)
    {
        lock (gate)
        {
            foreach (var read in reads)
            {
                if (read.File is not null || read.Shown is not null || !last.TryGetValue(Same(read), out var before) || read.At - before.At >= Again)
                {
                    Keep(read);
                    waiting.Add(read);
                }
            }
        }

        await WriteInTurnAsync();
    }

    /// <summary>Writes down a list that is about to leave as a file, and returns what was written: refused, when it would be more names than a day allows.</summary>
    public async Task<PersonRead> RecordFileAsync(PersonRead file)
    {
        // Counted and kept in one step, so that many requests at once take out no more than one after the other.
        lock (gate)
        {
            file = file with { Refused = file.Names > 0 && TakenOut(file.Reader, file.At - FileBudget.Window) + file.Names > FileBudget.NamesPerDay };
            Keep(file);
            waiting.Add(file);
        }

        await WriteInTurnAsync();
        return file;
    }

    /// <summary>Looks whether a code of a wristband or card is somebody's, and writes it down when it is nobody's. After too many of those nothing is looked up.</summary>
    /// <param name="tried">By whom and when; what is written down when the code is nobody's.</param>
    public async Task<CodeTry> RecordCodeAsync(PersonRead tried, Func<bool> isSomebodys)
    {
        // Counted and looked up in one step, so that a hundred tries at once are a hundred tries.
        lock (gate)
        {
            if (WrongCodes(tried.Reader, tried.At - CodeTries.Window) >= CodeTries.PerHour)
            {
                return CodeTry.TooMany;
            }

            if (isSomebodys())
            {
                return CodeTry.Right;
            }

            Keep(tried);
            waiting.Add(tried);
        }

        await WriteInTurnAsync();
        return CodeTry.Wrong;
    }

    /// <summary>Who typed as many codes that are nobody's as one may since a moment, how many, and when last; the newest first.</summary>
    public IReadOnlyList<(PersonRead Last, int Times)> Guessers(DateTimeOffset since)
    {
        lock (gate)
        {
            return
            [
                .. from tried in known
                   where tried.IsWrongCode && tried.At >= since
                   group tried by tried.Reader into one
                   where one.Zip(one.Skip(CodeTries.PerHour - 1)).Any(run => run.Second.At - run.First.At < CodeTries.Window)
                   let last = one.Last()
                   orderby last.At descending
                   select (last, one.Count()),
            ];
        }
    }

    // Reads are kept as they come, so the last hour is at the end.
    private int WrongCodes(Id<User> reader, DateTimeOffset since)
    {
        var wrong = 0;
        for (var i = known.Count - 1; i >= 0 && known[i].At >= since - Again; i--)
        {
            wrong += known[i] is { IsWrongCode: true } tried && tried.Reader == reader && tried.At > since ? 1 : 0;
        }

        return wrong;
    }

    // Whoever has the turn writes for everybody who came meanwhile: one sync of the disk for all of them.
    private async Task WriteInTurnAsync()
    {
        await turn.WaitAsync();
        try
        {
            WriteWaiting();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Who opened a person or anybody counted together with them, and who was shown them in a list that nobody had given them; the newest first.</summary>
    public IReadOnlyList<PersonRead> Of(IReadOnlySet<Id<Person>> people)
    {
        lock (gate)
        {
            return [.. known.Where(read => people.Contains(read.Person) || read.Shown?.Any(people.Contains) == true).Reverse()];
        }
    }

    /// <summary>Whom somebody opened since a moment, the newest first.</summary>
    public IReadOnlyList<PersonRead> By(Id<User> reader, DateTimeOffset since)
    {
        lock (gate)
        {
            return [.. known.Where(read => read.Reader == reader && read.At >= since).Reverse()];
        }
    }

    /// <summary>Whom somebody opened since a moment on grounds that nobody gave them for this child: what the budget counts.</summary>
    public IReadOnlySet<Id<Person>> Browsed(Id<User> reader, DateTimeOffset since)
    {
        lock (gate)
        {
            // Reads are kept as they come, so the last hour is at the end.
            var people = new HashSet<Id<Person>>();
            for (var i = known.Count - 1; i >= 0 && known[i].At >= since - Again; i--)
            {
                if (known[i] is { IsList: false, Refused: false } read && read.Reader == reader && read.At >= since && ReadBudget.Counts(read.Ground))
                {
                    people.Add(read.Person);
                }
            }

            return people;
        }
    }

    /// <summary>The read that a copy's code belongs to; nothing when there is no such copy.</summary>
    public PersonRead? OfCopy(string code)
    {
        lock (gate)
        {
            return copies.GetValueOrDefault(code);
        }
    }

    /// <summary>The code that a list shown again within a few minutes has: that of the reading which was written down.</summary>
    public string? CopyOf(PersonRead list)
    {
        lock (gate)
        {
            return last.GetValueOrDefault(Same(list))?.Copy;
        }
    }

    /// <summary>How many names somebody took out in files since a moment.</summary>
    public int TakenOut(Id<User> reader, DateTimeOffset since)
    {
        lock (gate)
        {
            return known.Where(read => read is { File: not null, Refused: false } && read.Reader == reader && read.At >= since).Sum(read => read.Names);
        }
    }

    /// <summary>What was refused since a moment because somebody had opened too many, the newest first.</summary>
    public IReadOnlyList<PersonRead> RefusedSince(DateTimeOffset since)
    {
        lock (gate)
        {
            return [.. known.Where(read => read.Refused && !read.IsWrongCode && read.At >= since).Reverse()];
        }
    }

    /// <summary>How many different people each reader opened since a moment.</summary>
    public IReadOnlyDictionary<Id<User>, int> ReadersSince(DateTimeOffset since)
    {
        lock (gate)
        {
            return known.Where(read => read.At >= since && !read.IsList && !read.Refused).DistinctBy(read => (read.Reader, read.Person)).CountBy(read => read.Reader).ToDictionary();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turn.Wait();
        WriteWaiting();
        journal.Dispose();
        turn.Dispose();
    }

    // A list is the same list on the same page; what was refused is no reading of what is shown later.
    private static (Id<User>, Id<Person>, string?, bool, string?) Same(PersonRead read) => (read.Reader, read.Person, read.IsList ? read.Page : null, read.Refused, read.File);

    private void Keep(PersonRead read)
    {
        known.Add(read);
        last[Same(read)] = read;
        if (read.Copy is { } code)
        {
            copies[code] = read;
        }
    }

    private void WriteWaiting()
    {
        List<PersonRead> mine;
        lock (gate)
        {
            (mine, waiting) = (waiting, []);
        }

        if (mine.Count == 0)
        {
            return;
        }

        try
        {
            journal.Append(Entries(mine));
            foreach (var person in mine)
            {
                versions[person.Person.Value] = versions.GetValueOrDefault(person.Person.Value) + 1;
            }
        }
        catch (JournalUnavailableException)
        {
            lock (gate)
            {
                waiting = [.. mine, .. waiting];
            }

            Unwritten(log, mine.Count, null);
        }
    }

    // Something other than a reading, by whoever has the turn.
    private void Append<T>(Guid stream, string type, Id<User> by, DateTimeOffset at, T said)
    {
        var (now, payload) = (clock.GetUtcNow(), JsonSerializer.SerializeToUtf8Bytes(said));
        var version = versions.GetValueOrDefault(stream) + 1;
        journal.Append([new(
            stream, version, Guid.CreateVersion7(now), 0, journal.Print(payload), type, by.Value, Guid.Empty,
            at, now > journal.LastRecorded ? now : journal.LastRecorded, Record: null, payload)]);
        versions[stream] = version;
    }

    private List<NewEntry> Entries(List<PersonRead> reads)
    {
        var now = clock.GetUtcNow();
        var recorded = now > journal.LastRecorded ? now : journal.LastRecorded;
        var command = Guid.CreateVersion7(now);
        var entries = new List<NewEntry>();
        var next = new Dictionary<Guid, int>();
        foreach (var read in reads)
        {
            var stream = read.Person.Value;
            next[stream] = next.TryGetValue(stream, out var version) ? version + 1 : versions.GetValueOrDefault(stream) + 1;
            var payload = JsonSerializer.SerializeToUtf8Bytes(new Said(read.Organisation, read.Role, read.Ground, read.Page, read.Names, read.Refused, read.File, read.Copy, read.IsTest, read.Shown));
            entries.Add(new(
                stream, next[stream], command, entries.Count, journal.Print(payload), nameof(PersonRead), read.Reader.Value, Guid.Empty,
                read.At, recorded, Record: null, payload));
        }

        return entries;
    }

    private static readonly Action<ILogger, int, Exception?> Unwritten = LoggerMessage.Define<int>(
        LogLevel.Error, default, "Who read whom could not be written down: {Count} entries wait for the disk. Make room; nothing else needs to be done.");
}
