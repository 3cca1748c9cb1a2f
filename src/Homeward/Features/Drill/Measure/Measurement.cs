using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Drill.Truth;
using Homeward.Journal;

namespace Homeward.Features.Drill.Measure;

/// <summary>What Homeward counted at one full hour, as it was known then, beside what was true.</summary>
/// <param name="States">By state.</param>
/// <param name="Headline">Children counted, low to high with the leads open then.</param>
/// <param name="TrueHeadline">Children who truly were separated by then.</param>
/// <param name="Missed">Of them, in nobody's records, or only on a roll.</param>
/// <param name="CountedAgain">Persons counted beyond the first for one child.</param>
/// <param name="NotAffected">Persons counted whose family truly wasn't separated.</param>
/// <param name="OpenLeads">Leads that wait for an answer.</param>
/// <param name="StrongLeads">Of them, the strong ones.</param>
/// <param name="RightState">Of the true children, those with a person counted in the true state.</param>
internal sealed record HourMeasured(
    int Hour, IReadOnlyList<StateMeasured> States, CountRange Headline, int TrueHeadline, int Missed, int CountedAgain, int NotAffected, int RightState,
    int Adults, int TrueAdults, int OpenLeads, int StrongLeads);

/// <param name="Over">Persons in this state whose child truly isn't in it, or was counted in it before.</param>
/// <param name="Under">Children truly in this state of whom nobody is counted in it.</param>
internal readonly record struct StateMeasured(ChildState State, int Counted, int True, int Over, int Under);

/// <summary>Holds the census as it was known at every full hour against the truth of a drill.</summary>
internal sealed class Measurement
{
    private readonly KnownTruth _truth;
    private readonly Dictionary<Id<Record>, KnownTruth.Person> _about = [];

    public Measurement(KnownTruth truth)
    {
        _truth = truth;
        foreach (var person in truth.Households.SelectMany(h => h.People))
        {
            foreach (var record in person.Records) { _about[new(record)] = person; }
        }
    }

    /// <summary>Plays the journal once and stops at each hour. The last state is handed out for the leads.</summary>
    public (IReadOnlyList<HourMeasured> Hours, IncidentState Last) Take(IncidentJournal journal)
    {
        var hours = new List<HourMeasured>();
        var state = IncidentState.Nothing;
        foreach (var row in journal.Read())
        {
            while (hours.Count < _truth.Hours && row.Recorded > _truth.Start.AddHours(hours.Count)) { hours.Add(At(hours.Count, state)); }

            var (happened, stamp) = Recovery.Decode(row);
            state = state.Apply(happened, stamp);
        }

        while (hours.Count < _truth.Hours) { hours.Add(At(hours.Count, state)); }

        return (hours, state);
    }

    /// <summary>Whom a record is truly about; null for somebody who isn't of the drill.</summary>
    public KnownTruth.Person? About(Id<Record> record) => _about.GetValueOrDefault(record);

    private HourMeasured At(int hour, IncidentState state)
    {
        var counted = Counted(state).ToLookup(p => p.Child, p => p.State);
        var children = _truth.Households.SelectMany(h => h.People).Where(p => p.States is not null).ToList();
        var truly = children.Select(c => (Child: c, State: c.At(hour))).ToList();
        var separated = truly.Where(c => c.State is { } s && s != ChildState.NotAffectedOrDuplicate).ToList();
        var states = Enum.GetValues<ChildState>().Select(s => OfState(s, truly, counted)).ToList();
        var headline = CensusRange.Of(state).Headline;
        return new(
            hour, states, headline, separated.Count,
            Missed: separated.Count(c => !counted[c.Child].Any(IsHeadline)),
            CountedAgain: truly.Sum(c => Math.Max(0, counted[c.Child].Count(IsHeadline) - 1)),
            NotAffected: truly.Where(c => c.State is null or ChildState.NotAffectedOrDuplicate).Sum(c => Math.Min(1, counted[c.Child].Count(IsHeadline))),
            RightState: separated.Count(c => counted[c.Child].Contains(c.State!.Value)),
            state.Counts.TotalAdults, _truth.ByHour[hour].Adults.Values.Sum(),
            state.Leads.Values.Count(lead => lead.Status == LeadStatus.Open), state.Leads.Values.Count(lead => lead is { Status: LeadStatus.Open, Band: LeadBand.Strong }));
    }

    private static StateMeasured OfState(ChildState state, List<(KnownTruth.Person Child, ChildState? State)> truly, ILookup<KnownTruth.Person, ChildState> counted)
    {
        var (total, over, under, inTruth) = (0, 0, 0, 0);
        foreach (var (child, really) in truly)
        {
            var here = counted[child].Count(s => s == state);
            total += here;
            inTruth += really == state ? 1 : 0;
            over += Math.Max(0, here - (really == state ? 1 : 0));
            under += really == state && here == 0 ? 1 : 0;
        }

        return new(state, total, inTruth, over, under);
    }

    // A person who was made one with others by mistake is counted for the child most of its records are about.
    private IEnumerable<(KnownTruth.Person Child, ChildState State)> Counted(IncidentState state)
    {
        foreach (var person in state.People.Values)
        {
            if (person is { State: { } counted, CountedAs: null }
                && state.RecordsOf(person).Select(r => About(r.Id)).OfType<KnownTruth.Person>().CountBy(p => p).OrderByDescending(p => p.Value).ThenBy(p => p.Key.Id, StringComparer.Ordinal)
                    .Select(p => p.Key).FirstOrDefault() is { } child)
            {
                yield return (child, counted);
            }
        }
    }

    private static bool IsHeadline(ChildState state) => state != ChildState.NotAffectedOrDuplicate;
}
