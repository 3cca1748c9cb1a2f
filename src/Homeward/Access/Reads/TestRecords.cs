using Homeward.Domain;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Names;

namespace Homeward.Access.Reads;

/// <summary>
/// Children who don't exist, whom no honest work looks for: whoever opens one is reported at once. They are in no incident. They stand beside it, made
/// from a number that the privacy officer had drawn, and are shown where somebody looks for a name or types a code; so no count, lead, list, roll or file
/// can hold one. To every viewer they are records of the viewer's own organisation.
/// </summary>
public sealed record TestRecords(long Seed, Id<User> MadeBy, Id<Organisation> Organisation, DateTimeOffset At)
{
    public const int Count = 5;

    /// <summary>All of them, always the same.</summary>
    public IReadOnlyList<TestRecord> All { get; } = [.. Enumerable.Range(0, Count).Select(number => Draw(Seed, number, At))];

    /// <summary>The incident as it would be if this viewer's organisation had heard of them by telephone. Counts stay those of the incident.</summary>
    public IncidentState Beside(IncidentState state, Id<Organisation> viewer)
    {
        var (next, caller) = (state, new Actor(default, viewer, Role.Hotline, Guid.Empty));
        foreach (var one in All)
        {
            var report = new ReportChild(one.Record, one.Person, Source.PhoneCall, null, new() { NameAsSaid = one.Name, Age = new Age(one.Age) }, new Situation.NotLocated());
            if (state.Decide(new Request(one.Record.Value, caller, one.Reported, report), one.Reported) is Decision.Accepted accepted)
            {
                foreach (var happened in accepted.Events)
                {
                    next = next.Apply(happened, new(state.Position, caller.User, caller.Device, one.Reported, one.Reported));
                }
            }
        }

        return next with { Counts = state.Counts, Tallies = state.Tallies, LastRecorded = state.LastRecorded, Version = state.Version };
    }

    private static TestRecord Draw(long seed, int number, DateTimeOffset made)
    {
        var random = SeededRandom.For(seed, "test record", number);
        var sex = random.Chance(0.5) ? Sex.Female : Sex.Male;
        var two = random.Chance(0.7);
        var name = $"{NameTables.Given(random, sex, two, child: true)} {NameTables.Surname(random, two)}" + (two ? " " + NameTables.Surname(random, two) : "");
        return new(new(random.NextId()), new(random.NextId()), name, random.Between(3, 16), made - TimeSpan.FromMinutes(random.Between(5, 120)));
    }
}

/// <summary>One of them.</summary>
public sealed record TestRecord(Id<Person> Person, Id<Record> Record, string Name, int Age, DateTimeOffset Reported);
