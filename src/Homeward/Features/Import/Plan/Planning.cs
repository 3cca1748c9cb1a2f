using System.Globalization;
using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>The work of <see cref="ImportPlan.Of"/>: row by row, asks for what is missing and tries it on a copy of the state.</summary>
internal sealed class Planning(IncidentState state, ImportTarget target, DateTimeOffset now)
{
    private readonly RowIds ids = new(state.Incident?.Id ?? default, target.Kind, target.Actor.Organisation, target.Place);
    private readonly List<Request> requests = [];
    private readonly List<int> ends = [];
    private readonly List<ImportProblem> problems = [];
    private IncidentState tried = state;
    private int created, changed, same, children, adults, contacts;

    public ImportPlan Plan(IReadOnlyList<ReadRow> rows, IReadOnlyList<ReadRow> dependents)
    {
        var keys = RowKeys.Of(rows, merging: target.Kind == ImportKind.Declarations);
        if (target.Kind == ImportKind.Declarations)
        {
            foreach (var declared in DeclaredFamily.Of(rows, keys, dependents, problems)) { Try(declared.Adult.Number, () => Declaration(declared)); }
        }
        else
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var (row, key) = (rows[i], keys[i]);
                Try(row.Number, () => target.Kind == ImportKind.Roll ? OnRoll(row, key) : Person(row, key));
            }
        }

        return new(requests, ends, created, changed, same, children, adults, contacts, problems);
    }

    // All that one row asks for stands or falls together; what was refused leaves no trace in the copy.
    private void Try(int rowNumber, Func<Outcome> ask)
    {
        var (before, asked) = (tried, requests.Count);
        var outcome = ask();
        if (outcome == Outcome.Refused)
        {
            tried = before;
            requests.RemoveRange(asked, requests.Count - asked);
            if (problems.LastOrDefault() is not { Kind: ProblemKind.SomebodyElse } last || last.Row != rowNumber)
            {
                problems.Add(ImportProblem.OfRow(rowNumber, ProblemKind.RefusedHere));
            }

            return;
        }

        if (requests.Count > asked) { ends.Add(requests.Count); }
        _ = outcome switch { Outcome.New => created++, Outcome.Changed => changed++, _ => same++ };
    }

    private Outcome OnRoll(ReadRow row, string key)
    {
        children++;
        var (person, record) = (new Id<Person>(ids.Of(key, "person")), new Id<Record>(ids.Of(key, "record")));
        var details = row.Details with { Collectors = CollectorsOf(row) };
        return Together(
            File(row, record, details, () => new ExpectOnRoll(target.Place ?? default, record, person, details)),
            Extras(row, key, person, record));
    }

    private Outcome Person(ReadRow row, string key)
    {
        var (person, record) = (new Id<Person>(ids.Of(key, "person")), new Id<Record>(ids.Of(key, "record")));
        if (row.PersonKind == PersonKind.Adult)
        {
            adults++;
            return Together(
                File(row, record, row.Details, () => new ReportAdult(record, person, Source.Import, target.Place, row.Details, Whereabouts.Unknown)),
                Extras(row, key, person, record));
        }

        children++;
        var details = row.Details with { Collectors = CollectorsOf(row) };
        return Together(
            File(row, record, details, () => new ReportChild(record, person, Source.Import, target.Place, details, new Situation.NotLocated())),
            Extras(row, key, person, record));
    }

    private Outcome Declaration(DeclaredFamily declared)
    {
        adults++;
        children += declared.Children.Count;
        var (row, key) = (declared.Adult, declared.Key);
        var (adult, record) = (new Id<Person>(ids.Of(key, "person")), new Id<Record>(ids.Of(key, "record")));
        var asked = declared.Children.Select(child => new DeclaredChild(
            new(ids.Of(key, $"record of {child.Key}")), new(ids.Of(key, $"person of {child.Key}")),
            child.Details with { Collectors = declared.Collectors }, row.Relation, child.Needs)).ToList();
        if (!tried.Records.ContainsKey(record))
        {
            return Together(
                Ask(row, ids.Of(key, "declared"), new MakeDeclaration(
                    new(ids.Of(key, "declaration")), record, adult, target.Place, row.Details, WhereaboutsHere(), [.. asked])) ? Outcome.New : Outcome.Refused,
                Extras(row, key, adult, record));
        }

        var outcome = File(row, record, row.Details, () => throw new InvalidOperationException("The adult's record is there."));
        foreach (var child in asked.Where(child => tried.Records.ContainsKey(child.Record)))
        {
            outcome = Together(outcome, File(row, child.Record, child.Details, () => throw new InvalidOperationException("The child's record is there.")));
        }

        // A child added to a declaration we have is declared once more, by the same adult, under a record of its own.
        var added = asked.Where(child => !tried.Records.ContainsKey(child.Record)).ToList();
        if (added.Count > 0)
        {
            var addition = string.Join(',', added.Select(child => child.Record));
            outcome = Together(outcome, Ask(row, ids.Of(key, $"declared {addition}"), new MakeDeclaration(
                new(ids.Of(key, $"declaration {addition}")), new(ids.Of(key, $"record {addition}")), adult, target.Place, row.Details, null, [.. added],
                AddsTo: new(ids.Of(key, "declaration"))))
                ? Outcome.Changed : Outcome.Refused);
        }

        return Together(outcome, Extras(row, key, adult, record));
    }

    // A record we have is compared with what the row says now; one we don't have is filed.
    private Outcome File(ReadRow row, Id<Record> record, PersonDetails details, Func<Command> file)
    {
        if (!tried.Records.TryGetValue(record, out var known)) { return Ask(row, ids.Of($"{record}", "filed"), file()) ? Outcome.New : Outcome.Refused; }

        // Once the record's key is gone there is nothing to compare with, and nothing is written over it.
        if (known.Details is not { } before || before.Equals(details)) { return Outcome.Same; }

        // The file says what we were told before somebody corrected it here. The later word stands.
        if (known.Earlier.Any(earlier => earlier.Details.Equals(details)))
        {
            problems.Add(ImportProblem.OfRow(row.Number, ProblemKind.KeptLaterCorrection));
            return Outcome.Same;
        }

        if (SomebodyElse(before, details))
        {
            problems.Add(ImportProblem.OfRow(row.Number, ProblemKind.SomebodyElse, row.FileId ?? ""));
            return Outcome.Refused;
        }

        var version = known.Earlier.Length.ToString(CultureInfo.InvariantCulture);
        return Ask(row, ids.Of($"{record}", $"corrected {version}"), new CorrectDetails(record, details)) ? Outcome.Changed : Outcome.Refused;
    }

    private Outcome Extras(ReadRow row, string key, Id<Person> person, Id<Record> record)
    {
        var outcome = Outcome.Same;
        if (row.NeedsInWords.Length > 0 && tried.Records.TryGetValue(record, out var known)
            && !known.Notes.Any(note => note.Kind == NoteKind.Needs && note.Text == row.NeedsInWords))
        {
            outcome = Ask(row, ids.Of(key, $"needs in words {row.NeedsInWords}"), new AddNote(record, NoteKind.Needs, row.NeedsInWords)) ? Outcome.Changed : Outcome.Refused;
        }

        if (outcome != Outcome.Refused && row.Needs != Needs.None && tried.Find(person) is { } found && (found.Needs & row.Needs) != row.Needs)
        {
            outcome = Together(outcome, Ask(row, ids.Of(key, $"needs {found.Needs | row.Needs} {found.Version}"), new NoteNeeds(person, found.Needs | row.Needs)) ? Outcome.Changed : Outcome.Refused);
        }

        var restriction = new Id<Restriction>(ids.Of(key, $"restriction {row.Restriction}"));
        if (outcome != Outcome.Refused && row.Restriction.Length > 0 && !tried.Restrictions.ContainsKey(restriction))
        {
            // Nobody read the order yet, so it bars everybody until a supervisor decides whom it means.
            outcome = Together(outcome, Ask(row, ids.Of(key, $"raised {row.Restriction}"), new RaiseRestriction(
                restriction, person, RestrictionKind.Other, Against: null, AgainstNew: null, CourtDocument: null, row.Restriction)) ? Outcome.Changed : Outcome.Refused);
        }

        return outcome;
    }

    private bool Ask(ReadRow row, Guid id, Command command)
    {
        // Only a first telling happened when the file says; a correction happens now.
        var told = command is MakeDeclaration or ReportChild or ReportAdult ? row.Happened ?? now : now;
        var request = new Request(id, target.Actor, told, command);
        if (tried.Decide(request, now) is not Decision.Accepted { Events: var events }) { return false; }

        foreach (var happened in events)
        {
            tried = tried.Apply(happened, new Stamp(tried.Position + 1, target.Actor.User, target.Actor.Device, told, now));
        }

        if (events.Length > 0) { requests.Add(request); }
        return true;
    }

    private System.Collections.Immutable.ImmutableArray<Collector> CollectorsOf(ReadRow row)
    {
        contacts += target.ContactsMayCollect ? 0 : row.Contacts.Count(contact => contact.MayCollect is null);
        return Collecting(row.Contacts, target.ContactsMayCollect);
    }

    internal static System.Collections.Immutable.ImmutableArray<Collector> Collecting(IEnumerable<ReadContact> contacts, bool unlessToldOtherwise) =>
        [.. contacts.GroupBy(contact => string.Join(' ', Heading.Split(contact.Name)))
            // A name that stands twice is one person; a "no" anywhere is a no.
            .Where(group => group.All(contact => contact.MayCollect != false) && (unlessToldOtherwise || group.Any(contact => contact.MayCollect == true)))
            .Select(group => new Collector(
                group.First().Name,
                group.Select(contact => contact.Kinship).FirstOrDefault(kinship => kinship != Kinship.Unknown, Kinship.Unknown),
                group.Select(contact => contact.Phone).FirstOrDefault(phone => phone is not null)))];

    // Where an adult who declares is, as far as the place of the import shows it.
    private Whereabouts WhereaboutsHere() => target.Place is { } id && tried.Places.TryGetValue(id, out var place)
        ? place.Kind switch
        {
            PlaceKind.ProcessingSite => Whereabouts.AtProcessingSite,
            PlaceKind.DetentionFacility => Whereabouts.HeldMoved,
            PlaceKind.Worksite => Whereabouts.Encountered,
            PlaceKind.Hospital => Whereabouts.InHospital,
            _ => Whereabouts.Unknown,
        }
        : Whereabouts.Unknown;

    // A file whose numbers only count its rows gives everybody another number once it is sorted anew.
    private static bool SomebodyElse(PersonDetails before, PersonDetails after)
    {
        if (before.BirthDate is { Day: not null } born && born == after.BirthDate) { return false; }

        var (was, now) = (Heading.Split(before.DisplayName() ?? "").ToHashSet(), Heading.Split(after.DisplayName() ?? "").ToHashSet());
        return was.Count > 0 && now.Count > 0 && !was.Overlaps(now);
    }

    private static Outcome Together(params ReadOnlySpan<Outcome> outcomes)
    {
        var together = Outcome.Same;
        foreach (var outcome in outcomes) { together = outcome > together ? outcome : together; }
        return together;
    }

    // In rising weight: what a row amounts to is the weightiest of its parts.
    private enum Outcome { Same, Changed, New, Refused }
}
