using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text.Json;
using Homeward.Linkage;
using Homeward.Linkage.Families;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary>Options that <c>homeward dedupe</c>, <c>link</c>, <c>label</c> and <c>families</c> share.</summary>
internal sealed class LinkageOptions
{
    /// <summary>Least probability of a pair that is written as a link, where the caller says none.</summary>
    internal const double LeastLinkProbability = 0.5;

    private const int MostSaid = 10, MostExplained = 100;
    private const long MuchMemory = 1_000_000_000;

    internal static readonly JsonSerializerOptions JsonForPrograms = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Option<string?> id = new("--id") { Description = "The column that names a record. Without it a column named id, unique_id or rec_id, else the row's number.", HelpName = "COLUMN" };
    private readonly Option<string?> map = new("--map") { Description = "A JSON file that says what columns hold: { \"Heading\": \"given_name\", \"Other\": \"ignored\" }.", HelpName = "FILE" };
    private readonly Option<double?> threshold = new("--threshold") { Description = "Least probability, 0 to 1, at which records are one person. Chosen from the data without it.", HelpName = "P" };
    private readonly Option<string?> model = new("--model") { Description = "A model that --model-out wrote, instead of learning one from this file.", HelpName = "FILE" };
    private readonly Option<string?> modelOut = new("--model-out") { Description = "Write the learned model: what each agreement is worth. With the ending .splink.json, as Splink's settings.", HelpName = "FILE" };
    private readonly Option<string?> labels = new("--labels") { Description = "Pairs that people judged: left_id, right_id, match (1 or 0). They improve the model and stay as they were judged. homeward label makes such a file.", HelpName = "FILE.csv" };
    private readonly Option<string?> report = new("--report") { Description = "Write a page that shows and explains the result; it asks nothing of any server.", HelpName = "FILE.html" };
    private readonly Option<string[]> explain = new("--explain") { Description = "Say why two records are one person or not, whatever they come to. May be given several times.", HelpName = "LEFT_ID RIGHT_ID", Arity = new(2, 2 * MostExplained), AllowMultipleArgumentsPerToken = true };
    private readonly Option<long> seed = new("--seed") { Description = "The same seed and the same file give the same result.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<int> threads = new("--threads") { Description = "Threads at work. The result doesn't depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };
    private readonly Option<bool> json = Options.Json();

    internal void AddTo(Command command)
    {
        foreach (var option in (Option[])[id, map, threshold, model, modelOut, labels, report, explain, seed, threads, json])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Those that choosing pairs to judge needs; it writes neither model nor report.</summary>
    internal void AddForLabellingTo(Command command)
    {
        foreach (var option in (Option[])[id, map, model, labels, seed, threads])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Those of families, which has no labels to learn from.</summary>
    internal void AddForFamiliesTo(Command command)
    {
        foreach (var option in (Option[])[id, map, threshold, model, modelOut, report, seed, threads, json])
        {
            command.Options.Add(option);
        }
    }

    internal bool Json(ParseResult parsed) => parsed.GetValue(json);

    internal string? Id(ParseResult parsed) => parsed.GetValue(id);

    internal string? Map(ParseResult parsed) => parsed.GetValue(map);

    internal string? Report(ParseResult parsed) => parsed.GetValue(report);

    /// <summary>The threshold as typed; null where the caller says none.</summary>
    internal double? Threshold(ParseResult parsed) => parsed.GetValue(threshold) is not { } p ? null
        : p is >= 0 and <= 1 ? p
        : throw new CommandRefusedException($"--threshold is {p}; it is a probability from 0 to 1.");

    /// <summary>How families are linked.</summary>
    internal FamilySettings FamilySettings(ParseResult parsed) => new()
    {
        Seed = parsed.GetValue(seed),
        Threads = Threads(parsed),
        Model = parsed.GetValue(model) is { } path ? Refusing(path, () => FamilyModel.FromJson(Text(path))) : null,
    };

    /// <summary>Writes the families' model when that was asked for.</summary>
    internal void WriteModel(ParseResult parsed, FamilyModel learned)
    {
        if (parsed.GetValue(modelOut) is { } path) { Write(path, to => to.Write(learned.ToJson())); }
    }

    private int Threads(ParseResult parsed) =>
        parsed.GetValue(threads) is >= 1 and var some ? some : throw new CommandRefusedException($"--threads is {parsed.GetValue(threads)}; it is at least 1.");

    internal LinkageSettings Settings(ParseResult parsed)
    {
        var least = parsed.GetValue(threshold);
        if (least is { } p && !(p is > 0 and < 1)) { throw new CommandRefusedException($"--threshold is {p}; it is a probability between 0 and 1."); }

        return new()
        {
            IdColumn = parsed.GetValue(id),
            Roles = Roles(parsed.GetValue(map)),
            Threshold = least,
            Seed = unchecked((ulong)parsed.GetValue(seed)),
            Threads = Threads(parsed),
            Explain = parsed.GetValue(report) is not null,
            Model = parsed.GetValue(model) is { } path ? Refusing(path, () => LinkageModel.FromJson(Text(path))) : null,
        };
    }

    /// <summary>
    /// Gives a command its work. It goes on beside the command line, which only then hears Ctrl-C; what was begun ends at the
    /// next step, and nothing half done is left.
    /// </summary>
    internal static void SetWork(Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                // Nobody waits for an answer meanwhile, so memory is collected when that costs least, all at once.
                GCSettings.LatencyMode = GCLatencyMode.Batch;
                try
                {
                    return work(parsed, cancellation);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    Console.Error.WriteLine("Stopped. Nothing was written.");
                    return CommandLine.Stopped;
                }
            },
            CancellationToken.None));

    /// <summary>Reads a CSV file; what is no table is refused with what to do.</summary>
    internal static RecordTable Read(string path, CancellationToken cancellation)
    {
        try
        {
            var table = CsvTable.Read(path, cancellation);
            if (table.Remark is { } remark) { Console.Error.WriteLine($"{path}: {remark}"); }

            return table;
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefusedException($"{path}: {wrong.Message} Nothing was written.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"{path} can't be read: {fault.Message} Nothing was written.");
        }
    }

    /// <summary>The settings with the pairs of <c>--labels</c>, if there are any; what of them can't be used is said.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="left">What the records of the file, or of the left file, are called, and how many there are.</param>
    /// <param name="right">The same of the right file; null for one file.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal LinkageSettings WithLabels(ParseResult parsed, LinkageSettings settings, (RecordIds Ids, int Rows) left, (RecordIds Ids, int Rows)? right, CancellationToken cancellation) =>
        parsed.GetValue(labels) is { } path ? settings with { Labels = ReadLabels(path, left, right, cancellation).Pairs } : settings;

    /// <summary>Reads judged pairs, and says what of them can't be used.</summary>
    internal static LabelFile ReadLabels(string path, (RecordIds Ids, int Rows) left, (RecordIds Ids, int Rows)? right, CancellationToken cancellation)
    {
        var table = Read(path, cancellation);
        var lefts = left.Ids.RowsByName(left.Rows);
        var read = Refusing(path, () => LabelFile.Read(table, lefts, right is { } other ? other.Ids.RowsByName(other.Rows) : lefts, right is null ? 0 : left.Rows));
        foreach (var problem in read.Problems.Take(MostSaid)) { Console.Error.WriteLine($"{path}, {problem}"); }

        if (read.Problems.Count > MostSaid) { Console.Error.WriteLine($"{path}: {read.Problems.Count - MostSaid:#,0} more rows have such problems."); }

        return read;
    }

    /// <summary>The settings with the pairs of <c>--explain</c>, if there are any.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="left">What the records of the file, or of the left file, are called, and how many there are.</param>
    /// <param name="right">The same of the right file; null for one file.</param>
    internal LinkageSettings WithExplained(ParseResult parsed, LinkageSettings settings, (RecordIds Ids, int Rows) left, (RecordIds Ids, int Rows)? right)
    {
        if (parsed.GetValue(explain) is not { Length: > 0 } asked) { return settings; }

        if (asked.Length % 2 != 0) { throw new CommandRefusedException("--explain takes two ids, a record of the one file and one of the other (or two of one file)."); }

        var lefts = left.Ids.RowsByName(left.Rows);
        var rights = right is { } other ? other.Ids.RowsByName(other.Rows) : lefts;
        return settings with { ToExplain = [.. asked.Chunk(2).Select(pair => (Row(lefts, pair[0], 0), Row(rights, pair[1], right is null ? 0 : left.Rows)))] };

        static int Row(IReadOnlyDictionary<string, int> rows, string name, int below) =>
            rows.TryGetValue(name, out var row) ? row + below : throw new CommandRefusedException($"--explain: no record is called {name}. Nothing was written.");
    }

    /// <summary>Says on stderr why, for the pairs of <c>--explain</c>.</summary>
    internal static void SayWhy(LinkageResult result, Func<int, string> nameOf)
    {
        foreach (var pair in result.Explained)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nameOf(pair.Left)} and {nameOf(pair.Right)}: {pair.Bits:0.0} bits, probability {pair.Probability:0.000}"));
            Tell(pair.PriorBits, "before comparing");
            foreach (var field in pair.Fields.OrderByDescending(field => field.Bits)) { Tell(field.Bits, field.InEnglish()); }

            if (pair.RivalBits != 0) { Tell(pair.RivalBits, "perhaps two relatives"); }
        }

        static void Tell(double bits, string why) => Console.Error.WriteLine($"  {bits.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture),6}  {why}");
    }

    /// <summary>Writes the model when that was asked for.</summary>
    internal void WriteModel(ParseResult parsed, LinkageResult result, RecordIds ids)
    {
        if (parsed.GetValue(modelOut) is not { } path || result.Model is not { } learned) { return; }

        if (!path.EndsWith(".splink.json", StringComparison.OrdinalIgnoreCase))
        {
            Write(path, to => to.Write(learned.ToJson()));
            return;
        }

        Write(path, to => to.Write(SplinkSettings.Export(learned, result.SplinkColumns(), ids.Heading ?? "unique_id")));
        Console.Error.WriteLine($"{path}: {SplinkSettings.Lost}");
    }

    /// <summary>Writes the report when that was asked for.</summary>
    internal void WriteReport(ParseResult parsed, LinkageResult result, Func<int, string> nameOf, bool isOneFile)
    {
        if (parsed.GetValue(report) is { } path) { Write(path, to => LinkageReport.Write(to, result, nameOf, parsed.GetValue(threshold) ?? LeastLinkProbability, isOneFile)); }
    }

    /// <summary>What each record is called.</summary>
    internal static RecordIds Ids(RecordTable table, LinkageSettings settings) => Refusing("--id", () => RecordIds.Of(table, settings.IdColumn));

    /// <summary>Does something whose refusal is the person's to put right.</summary>
    internal static T Refusing<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefusedException($"{what}: {wrong.Message} Nothing was written.");
        }
    }

    /// <summary>Writes links, the likeliest first.</summary>
    internal static void WriteLinks(TextWriter to, IEnumerable<Link> links, Func<int, string> nameOf)
    {
        to.WriteLine("left_id,right_id,probability,weight_bits");
        foreach (var link in links.OrderByDescending(link => link.Probability).ThenBy(link => link.Left).ThenBy(link => link.Right))
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Cell(nameOf(link.Left))},{Cell(nameOf(link.Right))},{link.Probability:0.######},{link.Bits:0.###}"));
        }
    }

    /// <summary>Says what columns were taken for, and which are no evidence.</summary>
    internal static void Say(RecordTable table, IReadOnlyList<ColumnRole> roles, RecordIds ids)
    {
        var profiles = ColumnProfile.Of(table, roles);
        foreach (var alike in profiles.Where(one => one.WhyNot is not null && one.Name != ids.Heading).GroupBy(one => one.WhyNot!))
        {
            var names = alike.Select(one => one.Name).ToList();
            if (names.Count <= MostSaid) { foreach (var name in names) { Console.Error.WriteLine($"Column {name} isn't used. {alike.Key}"); } }
            else { Console.Error.WriteLine($"{names.Count:#,0} columns aren't used: {string.Join(", ", names.Take(MostSaid))} and others. {alike.Key}"); }
        }

        var evidence = profiles.Where(one => one.WhyNot is null).Select(one => $"{one.Name} ({Used(one)}{(one.FilledShare < 0.995 ? string.Create(CultureInfo.InvariantCulture, $", in {100 * one.FilledShare:0} % of rows") : "")})").ToList();
        Console.Error.WriteLine($"Evidence: {(evidence.Count == 0 ? "none" : string.Join(", ", evidence))}.");
        if (ids.Repeated > 0) { Console.Error.WriteLine($"{ids.Repeated:#,0} rows have an id that a row before them has. They are written with # and the row's number."); }
        if (ids.Empty > 0) { Console.Error.WriteLine($"{ids.Empty:#,0} rows have no id. They are written as # and the row's number."); }
    }

    /// <summary>Progress on stderr, a line a second at most, with the time left once that can be said.</summary>
    internal static IProgress<LinkageProgress> Progress() => new Teller();

    /// <summary>Writes a file beside and moves it, so that a file with this name is whole or is the one from before.</summary>
    internal static void Write(string path, Action<TextWriter> write)
    {
        var beside = path + ".part";
        try
        {
            try
            {
                using (var to = new StreamWriter(beside)) { write(to); }

                File.Move(beside, path, overwrite: true);
            }
            finally
            {
                File.Delete(beside);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"{path} can't be written: {fault.Message}");
        }
    }

    /// <summary>A cell as CSV wants it.</summary>
    internal static string Cell(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"{path} can't be read: {fault.Message}");
        }
    }

    /// <summary>What says too little to be linked, as a sentence.</summary>
    internal static string Words(Unlinkable unlinkable) => unlinkable.Records == 0 ? "Every record says enough to be linked."
        : $"{unlinkable.Records:#,0} records say so little that not even an equal record could be linked with them{(unlinkable.Lack.Count == 0 ? "" : $"; most of them lack: {string.Join(", ", unlinkable.Lack.Select(field => field.Replace('_', ' ')))}")}.";

    private static string Used(ColumnProfile column) => column.Role != ColumnRole.Other ? Words(column.Role) : column.Kind switch
    {
        ColumnKind.Number => "a number",
        ColumnKind.Date => "a date",
        ColumnKind.FreeId => PrivateColumns.AreNumbersOfDocuments(column.Name) ? "an identifier, never shown" : "an identifier",
        ColumnKind.Category => "one of few values",
        _ => "text",
    };

    private static string Words(ColumnRole role) => string.Concat(role.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    private static Dictionary<string, ColumnRole> Roles(string? path)
    {
        var roles = new Dictionary<string, ColumnRole>(StringComparer.OrdinalIgnoreCase);
        if (path is null) { return roles; }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var said = property.Value.GetString() ?? "";
                var word = said is "ignore" ? "ignored" : said.Replace("_", "", StringComparison.Ordinal);
                roles[property.Name] = Enum.TryParse<ColumnRole>(word, ignoreCase: true, out var role) && !char.IsAsciiDigit(word[0]) ? role
                    : throw new CommandRefusedException($"{path}: \"{said}\" is nothing a column can hold. Choose from: {string.Join(", ", Enum.GetNames<ColumnRole>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}.");
            }

            return roles;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new CommandRefusedException($"{path} is no mapping: it must be a JSON object such as {{ \"Heading\": \"given_name\" }}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"{path} can't be read: {fault.Message}");
        }
    }

    private sealed class Teller : IProgress<LinkageProgress>
    {
        private readonly Lock gate = new();
        private string stage = "";
        private long began;
        private long told;

        public void Report(LinkageProgress value)
        {
            lock (gate)
            {
                if (value.Stage != stage)
                {
                    // What a stage of a large file left makes room for the next; small files aren't worth the wait.
                    if (GC.GetGCMemoryInfo().TotalCommittedBytes > MuchMemory) { GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); }

                    (stage, began, told) = (value.Stage, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
                    Console.Error.WriteLine($"{char.ToUpperInvariant(stage[0])}{stage[1..]}…");
                }
                else if (Stopwatch.GetElapsedTime(told) > TimeSpan.FromSeconds(1) && value.Done > 0.01)
                {
                    told = Stopwatch.GetTimestamp();
                    var left = Stopwatch.GetElapsedTime(began) * ((1 - value.Done) / value.Done);
                    Console.Error.WriteLine($"{stage}: {value.Done:P0}, {Math.Ceiling(left.TotalSeconds):0} s left");
                }
            }
        }
    }
}
