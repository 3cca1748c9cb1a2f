using System.Diagnostics;
using System.Globalization;
using Homeward.Domain;

namespace Homeward.Benchmarks;

/// <summary>
/// How long what is due holds the incident's one writer: a town of families, a third of whose children were handed over ten days ago. The look for
/// what is due happens beside the writer; what is timed apart is each decision, during which nobody else's is made.
/// </summary>
internal static class ExpiryBenchmark
{
    private static readonly Actor Coordinator = new(new(Guid.NewGuid()), new(Guid.NewGuid()), Role.Coordinator, Guid.NewGuid());

    public static int Run(int people)
    {
        var start = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var state = Town(people, start);
        var now = start.AddDays(10);
        Console.WriteLine($"# Expiry over {state.People.Count:N0} people, {state.Records.Count:N0} records, {state.Releases.Count:N0} hand-overs");

        List<double> receipts = [], looks = [], ends = [];
        while (true)
        {
            var clock = Stopwatch.StartNew();
            var all = CarryOutExpiry.For(state, now);
            looks.Add(clock.Elapsed.TotalMilliseconds);
            if (all.Count == 0)
            {
                break;
            }

            foreach (var some in all)
            {
                clock.Restart();
                var decided = (Decision.Accepted)state.Decide(new(Guid.NewGuid(), Actor.System, now, some), now);
                (decided.Events.Any(one => one is RecordsExpired) ? ends : receipts).Add(clock.Elapsed.TotalMilliseconds);
                state = Apply(state, decided, Actor.System, now);
            }
        }

        var alone = Stopwatch.StartNew();
        state.Decide(new(Guid.NewGuid(), Actor.System, now, new CarryOutExpiry()), now);
        Report("every record looked at by the writer itself", [alone.Elapsed.TotalMilliseconds]);
        Report("looking for what is due, beside the writer", looks);
        Report("receipts for 200 hand-overs, in the writer", receipts);
        Report("200 records ended, in the writer", ends);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"records ended",-50} {state.Expired.Count:N0}"));
        return 0;
    }

    private static void Report(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine(times.Count == 0 ? $"{what,-50} never" : string.Create(
            CultureInfo.InvariantCulture, $"{what,-50} {times.Count,5} times, median {times[times.Count / 2]:0.0} ms, longest {times[^1]:0.0} ms"));
    }

    private static IncidentState Town(int people, DateTimeOffset at)
    {
        var (school, gym) = (Coordinator.Organisation, new Id<Place>(Guid.NewGuid()));
        var state = Say(IncidentState.Nothing, Coordinator, at, new OpenIncident(new(new(Guid.NewGuid()), "BENCH", "Benchmark", IncidentKind.Other, "Forest", "America/Chicago", true, at), []));
        state = Say(state, Coordinator, at, new AddOrganisation(new(school, "School", OrganisationKind.School)));
        state = Say(state, Coordinator, at, new AddPlace(new(gym, "Gym", PlaceKind.School, "Forest", RunBy: school)));
        Actor By(Role role) => new(new(Guid.NewGuid()), school, role, Guid.NewGuid());
        var (lawyer, intake, desk, second, supervisor) = (By(Role.LegalAid), By(Role.Intake), By(Role.Release), By(Role.Roll), By(Role.Supervisor));
        for (var family = 0; state.People.Count < people; family++)
        {
            var (child, release) = (new Id<Person>(Guid.NewGuid()), new Id<Release>(Guid.NewGuid()));
            state = Say(state, lawyer, at, new MakeDeclaration(
                new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), null, new() { NameAsSaid = $"Adult {family}" }, Whereabouts.Released,
                [new(new(Guid.NewGuid()), child, new() { NameAsSaid = $"Child {family}", Age = new Age(7) }, Kinship.Mother)]));
            state = Say(state, intake, at, new ReportChild(new(Guid.NewGuid()), child, Source.Intake, gym, new() { NameAsSaid = $"Child {family}", Age = new Age(7) }, new Situation.InOurCare(gym)));
            if (family % 3 == 0)
            {
                state = Say(state, desk, at, new StartRelease(release, child, new(Guid.NewGuid()), new(Guid.NewGuid()), new() { NameAsSaid = $"Claimant {family}" }));
                state = Say(state, desk, at, new SeeIdentity(release, IdentitySeenBy.PhotoDocument));
                state = Say(state, desk, at, new ShowRight(release, RightToCollect.CourtDocument, Guid.Empty, "Order of the county court"));
                state = Say(state, desk, at, new AskChild(release, ChildSays.Yes));
                state = Say(state, second, at, new ConfirmAsSecondPerson(release));
                state = Say(state, supervisor, at, new ApproveAsSupervisor(release));
                state = Say(state, desk, at, new CompleteRelease(release));
            }
        }

        return state;
    }

    private static IncidentState Say(IncidentState state, Actor by, DateTimeOffset at, Command command) =>
        Apply(state, (Decision.Accepted)state.Decide(new(Guid.NewGuid(), by, at, command), at), by, at);

    private static IncidentState Apply(IncidentState state, Decision.Accepted decided, Actor by, DateTimeOffset at)
    {
        foreach (var happened in decided.Events)
        {
            state = state.Apply(happened, new(state.Position + 1, by.User, by.Device, at, at));
        }

        return state;
    }
}
