using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Linkage;
using Xunit;

namespace Homeward.Tests.Drill;

/// <summary>
/// What honest work is shown in lists: whoever takes down a report looks the name up first and is shown everybody whose name has that first part, up to
/// fifty. In the drill a whole desk works under one name.
/// </summary>
public sealed class ListUsageTests
{
    private const int Shown = 50;

    private static readonly Dictionary<string, string[]> Folded = [];

    [Fact]
    public async Task The_budget_of_lists_leaves_the_busiest_desk_of_the_drill_nearly_as_much_again()
    {
        var drill = new PureIncident(7);
        var seen = new Dictionary<Id<User>, List<(DateTimeOffset At, Id<Person> Person)>>();
        drill.Before = (request, now) =>
        {
            if (NameIn(request.Command) is { } name && request.Actor.Role != Role.System)
            {
                var known = seen.TryGetValue(request.Actor.User, out var already) ? already : seen[request.Actor.User] = [];
                known.AddRange(LookedUp(new(drill.State, new(request.Actor.User, request.Actor.Organisation, request.Actor.Role, now)), name).Select(person => (now, person)));
            }
        };
        await drill.PlayAsync();

        var hour = seen.Values.Where(one => one.Count > 0).Max(one => one.GroupBy(row => row.At.Ticks / TimeSpan.TicksPerHour).Max(rows => rows.DistinctBy(row => row.Person).Count()));
        var inAll = seen.Values.Max(one => one.DistinctBy(row => row.Person).Count());
        TestContext.Current.TestOutputHelper?.WriteLine($"{hour} in the busiest hour, {inAll} in all");
        Assert.InRange(hour, 100, ListBudget.NamesPerHour * 2 / 3);
        Assert.InRange(inAll, 300, ListBudget.NamesPerDay * 2 / 3);
    }

    private static IEnumerable<Id<Person>> LookedUp(Sight sight, string name)
    {
        var first = Words(name)[0];
        return (from person in sight.State.People.Values
                where sight.DetailsOf(person)?.DisplayName() is { } shown && Words(shown).Any(word => word.StartsWith(first, StringComparison.Ordinal))
                where sight.GroundFor(person) is { } ground && ReadBudget.Counts(ground)
                select person.Id).Take(Shown);
    }

    private static string[] Words(string name) => Folded.TryGetValue(name, out var known) ? known
        : Folded[name] = NameFolding.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : ["?"];

    private static string? NameIn(Command command) => command switch
    {
        ReportChild report => report.Details.DisplayName(),
        MakeDeclaration declaration => declaration.Details.DisplayName(),
        RequestTracing tracing => tracing.SoughtDetails.DisplayName(),
        _ => null,
    };
}
