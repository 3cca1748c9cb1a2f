using System.Security.Cryptography;
using Homeward.Domain;
using Homeward.Engine;

namespace Homeward.Features.Import;

/// <summary>
/// Saves a plan without keeping the desks waiting. A list of up to a few hundred requests is saved as one, all or nothing.
/// A longer one goes to the writer group by group, and whoever reports meanwhile is served between two groups. The first
/// group carries the mark that more is to come, and the last one takes it off: a list that was cut short says so, and
/// the same file brought again adds the rest, because every id follows from what the file says.
/// </summary>
public static class ImportSaving
{
    /// <summary>Up to so many requests are saved as one.</summary>
    public const int LargestAtOnce = 500;

    /// <summary>Few enough that whoever waits for a group to end doesn't notice; many enough to share one sync of the disk.</summary>
    public const int LargestGroup = 200;

    /// <summary>How far it came.</summary>
    /// <param name="Saved">Rows saved.</param>
    /// <param name="Of">Rows that were to be saved.</param>
    public abstract record Outcome(int Saved, int Of)
    {
        /// <summary>All of it.</summary>
        public sealed record Done(int Of) : Outcome(Of, Of);

        /// <summary>Somebody changed meanwhile what the next group was about: look again, and save what is left.</summary>
        public sealed record MovedOn(int Saved, int Of) : Outcome(Saved, Of);

        /// <summary>The journal can't be written now: the same again, later.</summary>
        public sealed record Unavailable(int Saved, int Of) : Outcome(Saved, Of);
    }

    /// <summary>Which list this is: the same for the same files of the same organisation, kind and place, in one incident.</summary>
    public static Id<UnfinishedImport> IdOf(IncidentState state, ImportTarget target, BroughtFiles files)
    {
        var content = Convert.ToHexString(SHA256.HashData(files.Rows.Span)) + (files.Dependents is { } second ? Convert.ToHexString(SHA256.HashData(second.Span)) : "");
        return new(new RowIds(state.Incident?.Id ?? default, target.Kind, target.Actor.Organisation, target.Place).Of(content, "import"));
    }

    /// <summary>Saves the plan, group by group where it is long.</summary>
    /// <param name="told">Hears after each group how many rows are saved, and of how many.</param>
    public static async Task<Outcome> SaveAsync(
        IncidentEngine engine, ImportTarget target, Id<UnfinishedImport> import, ImportPlan plan, TimeProvider clock, Action<int, int>? told = null)
    {
        var (rows, from, saved) = (plan.Ends.Count, 0, 0);
        var goesOn = engine.Current.UnfinishedImports.Any(unfinished => unfinished.Id == import);
        var marked = goesOn || plan.Requests.Count > LargestAtOnce;
        do
        {
            var (to, last) = NextGroup(plan.Ends, from, saved, marked ? LargestGroup : LargestAtOnce);
            var group = plan.Requests.Skip(from).Take(to - from).ToList();
            if (marked && saved == 0 && !goesOn) { group.Insert(0, Ask(target.Actor, clock, new BeginImport(import, target.Place, rows))); }
            if (marked && to == plan.Requests.Count) { group.Add(Ask(target.Actor, clock, new FinishImport(import))); }

            // What somebody sent is carried out even when they close the page meanwhile: there is no cancellation here.
            var answers = group.Count == 0 ? [] : await engine.SubmitTogetherAsync(group);
            if (answers.Any(answer => answer is Answer.Unavailable)) { return new Outcome.Unavailable(saved, rows); }
            if (answers.Any(answer => answer is Answer.Refused)) { return new Outcome.MovedOn(saved, rows); }

            (from, saved) = (to, last);
            told?.Invoke(saved, rows);
        }
        while (from < plan.Requests.Count);

        return new Outcome.Done(rows);
    }

    // Whole rows, as many as fit; a row that is larger than a group is a group of its own.
    private static (int Requests, int Rows) NextGroup(IReadOnlyList<int> ends, int from, int row, int largest)
    {
        var last = row;
        while (last < ends.Count && (last == row || ends[last] - from <= largest)) { last++; }
        return (last == 0 ? 0 : ends[last - 1], last);
    }

    private static Request Ask(Actor actor, TimeProvider clock, Command command)
    {
        var now = clock.GetUtcNow();
        return new(Guid.CreateVersion7(now), actor, now, command);
    }
}
