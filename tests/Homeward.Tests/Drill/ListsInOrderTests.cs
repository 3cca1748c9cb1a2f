using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Play;
using Homeward.Features.People;
using Homeward.Journal;
using Homeward.Web;
using Xunit;

namespace Homeward.Tests.Drill;

/// <summary>Lists that are carried from state to state, through a day of real reports, decisions and releases.</summary>
public sealed class ListsInOrderTests : IDisposable
{
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("homeward-lists-").FullName);

    [Fact]
    public async Task A_list_carried_through_a_day_is_the_list_made_afresh_at_every_step()
    {
        var key = InstallationKey.FromEnvironmentOrFile(_folder.Path);
        using var accounts = AccountStore.Open(_folder, key, TimeProvider.System);
        var scenario = Scenario.Find("mississippi-2019")!;
        await DrillAtOnce.PlayAsync(_folder, key, accounts, new(scenario, 7, 1, "LISTS", 10 * 60), (_, _) => { }, CancellationToken.None);
        await using var incidents = Incidents.Open(_folder, key, TimeProvider.System);
        var engine = incidents.Find("LISTS")!;
        // Those who know most: a list of somebody who may read nothing would compare nothing.
        var known = engine.Current.Records.Values.CountBy(record => record.Owner).ToDictionary();
        var viewers = accounts.Current.ById.Values.Where(account => Permissions.ReadsAndReports(account.Role)).DistinctBy(account => account.Organisation)
            .OrderByDescending(account => known.GetValueOrDefault(account.Organisation))
            .Select(account => new Viewer(account.Id, account.Organisation, account.Role)).Take(3).ToList();
        Assert.Equal(3, viewers.Count);
        var (state, compared, carried) = (IncidentState.Nothing, 0, 0);
        var last = new HashSet<FamilyGroups.Family>(ReferenceEqualityComparer.Instance);
        foreach (var row in engine.Journal.Read(0))
        {
            var (happened, stamp) = Recovery.Decode(row);
            state = state.Apply(happened, stamp);
            if (row.Position % 499 != 0)
            {
                continue;
            }

            foreach (var viewer in viewers)
            {
                var reading = new Reading(state, state, viewer, null!, null!, accounts.Current);
                foreach (var order in (string[])[PersonOrder.Name, PersonOrder.Age, PersonOrder.Since])
                {
                    var afresh = state.People.Values.Where(person => person.Kind == PersonKind.Child)
                        .Select(person => PersonOrder.Key(person, order, reading)).Order(PersonOrder.Comparer);
                    Assert.Equal(afresh, PeopleInOrder.Of(engine, reading, PersonKind.Child, order));
                }

                var families = FamiliesInOrder.Of(engine, reading);
                var expected = FamilyGroups.Of(state, state.People.Values).Where(family => family.Members.Any(reading.Opens))
                    .OrderBy(family => family.Since).ThenBy(family => family.Key, StringComparer.Ordinal);
                Assert.Equal(expected.Select(Words), families.Select(Words));
                compared += families.Count;
                carried += families.Count(last.Contains);
                last.UnionWith(families);
            }
        }

        // Otherwise the comparison said nothing: most families are the very ones of the step before.
        Assert.True(compared > 1_000 && carried > compared / 2, $"{compared} families were compared, {carried} of them carried.");
    }

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    private static string Words(FamilyGroups.Family family) =>
        $"{family.Since:O} {family.Together} {string.Join(' ', family.Members.Select(member => $"{member.Code}.{member.Version}"))}";
}
