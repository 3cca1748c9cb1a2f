using System.Text.Json;

namespace Homeward.Domain.Tests;

public sealed class CensusProof(ITestOutputHelper output)
{
    private static readonly string[] MustOccur =
    [
        nameof(PersonsLinked), nameof(PersonsUnlinked), nameof(RollMarked), nameof(TransferAccepted), nameof(ReleaseCompleted), nameof(LeftOutsideGate),
        nameof(ChildNotCounted), nameof(ChildSeen), nameof(DeathConfirmed), nameof(LeadReopened), nameof(WhereaboutsReported), nameof(CustodyTakenByMistake), nameof(WhichStandsDecided), nameof(DeathTakenBack), "reported late",
    ];

    [Fact]
    public void The_census_balances_at_every_moment_and_equals_a_count_from_the_raw_events()
    {
        var count = Proof.Scaled(1_000);
        var histories = Random(Balances, commands: 70);

        histories.Check(count, output, world => world.History.Select(h => h.Event.GetType().Name)
            .Concat(world.History.Any(h => h.Event is CustodyTaken or ChildSeen && h.Stamp.Occurred < h.Stamp.Recorded.AddMinutes(-60)) ? ["reported late"] : []));

        Assert.All(MustOccur, word => Assert.True(histories.Occurred.GetValueOrDefault(word) >= count / 20, $"{word} occurs in too few histories."));
    }

    [Fact]
    public void Low_and_high_equal_the_obvious_count_of_groups()
    {
        var histories = Random(world => Range(world.State), commands: 70);

        histories.Check(Proof.Scaled(1_000), output, world => world.State.Leads.Values.Any(l => l.Status == LeadStatus.Open) ? ["open leads"] : []);

        Assert.True(histories.Occurred["open leads"] > 300);
    }

    [Fact]
    public void A_link_taken_back_leaves_everything_as_if_it_had_never_been()
    {
        var trips = 0;
        var histories = Random(
            world =>
            {
                var children = world.State.People.Values.OrderBy(p => p.Id.Value).ToList();
                if (children.Count < 2)
                {
                    return null;
                }

                for (var i = 1; i < 4; i++)
                {
                    var (one, other) = (children[world.History.Count * i % children.Count], children[world.History.Count * 7 * i % children.Count]);
                    var (wrong, tripped) = ThereAndBack(world, one.Id, other.Id);
                    Interlocked.Add(ref trips, tripped ? 1 : 0);
                    if (wrong is not null)
                    {
                        return wrong;
                    }
                }

                return null;
            },
            commands: 60);

        histories.Check(Proof.Scaled(2_500), output, _ => []);

        output.WriteLine($"{trips:N0} links made and taken back.");
        Assert.True(trips >= 10_000, $"Only {trips} links were made and taken back.");
    }

    private static Histories Random(Func<World, string?> wrong, int commands) => new(
        (world, random) => new CensusHistory(world, random).Next,
        world => (_, decision) => decision is Decision.Accepted { Events.Length: > 0 } ? wrong(world) : null,
        commands);

    private static string? Balances(World world)
    {
        var (state, count) = (world.State, new CountFromEvents(world.History));
        var children = count.Children.Select(count.StateOf).OfType<ChildState>().ToList();
        var adults = count.Adults.Select(count.WhereaboutsOf).OfType<Whereabouts>().ToList();
        if (Enum.GetValues<ChildState>().Sum(state.Counts.Of) != state.Counts.TotalChildren || state.Counts.TotalChildren != children.Count)
        {
            return $"the states don't add up to the total: {state.Counts.TotalChildren}, and {children.Count} from the events";
        }

        foreach (var child in Enum.GetValues<ChildState>())
        {
            var lists = state.People.Values.Count(p => p.State == child);
            if (state.Counts.Of(child) != children.Count(c => c == child) || lists != state.Counts.Of(child))
            {
                return $"{child}: {state.Counts.Of(child)} counted, {lists} in the list, {children.Count(c => c == child)} from the events";
            }
        }

        foreach (var where in Enum.GetValues<Whereabouts>())
        {
            if (state.Counts.Of(where) != adults.Count(w => w == where))
            {
                return $"adults {where}: {state.Counts.Of(where)} counted, {adults.Count(w => w == where)} from the events";
            }
        }

        foreach (var place in new[] { world.Gym, world.Beds, world.Corner })
        {
            var tally = state.Tallies.TryGetValue(place, out var t) ? t : default;
            var roll = count.Roll(place);
            if ((tally.Expected, tally.Here, tally.Collected, tally.NotSeen) != (roll.Values.Sum(), roll.GetValueOrDefault(RollMark.Here),
                roll.GetValueOrDefault(RollMark.Collected), roll.GetValueOrDefault(RollMark.NotSeen)) || tally.InCare != count.InCare(place))
            {
                return $"the tally of {state.Places[place].Name} is {tally}, and {string.Join(", ", roll)} with {count.InCare(place)} in care from the events";
            }
        }

        return state.People.Values.FirstOrDefault(p => p.Child is not null && p.CountedAs is null && p.Child.Custody?.Holder != count.HolderOf(p.Id)) is { } held
            ? $"{held.Code} is with {held.Child!.Custody?.Holder}, and with {count.HolderOf(held.Id)} from the events"
            : null;
    }

    private static string? Range(IncidentState state)
    {
        // Groups by joining, over and over, any two that an open lead says are one.
        var groups = state.People.Values.Where(p => p.State is { } s && s != ChildState.NotAffectedOrDuplicate).Select(p => new HashSet<Person> { p }).ToList();
        for (var joined = true; joined;)
        {
            joined = false;
            foreach (var lead in state.Leads.Values.Where(l => l is { Kind: LeadKind.SamePerson, Status: LeadStatus.Open or LeadStatus.CannotTellYet }))
            {
                var left = groups.Find(g => g.Contains(state.Find(state.Records[lead.Left].Person)!));
                var right = groups.Find(g => g.Contains(state.Find(state.Records[lead.Right].Person)!));
                if (left is not null && right is not null && left != right)
                {
                    left.UnionWith(right);
                    groups.Remove(right);
                    joined = true;
                }
            }
        }

        var range = CensusRange.Of(state);
        foreach (var child in Enum.GetValues<ChildState>().Where(s => s != ChildState.NotAffectedOrDuplicate))
        {
            var low = groups.Count(g => g.All(p => p.State == child));
            if (range.Of(child) != new CountRange(low, state.Counts.Of(child)) || low > state.Counts.Of(child))
            {
                return $"{child} is {range.Of(child)} and should be {low} to {state.Counts.Of(child)}";
            }
        }

        return range.Headline == new CountRange(groups.Count, state.Counts.Headline) ? null : $"the headline is {range.Headline} and should be {groups.Count} to {state.Counts.Headline}";
    }

    private static (string? Wrong, bool Tripped) ThereAndBack(World world, Id<Person> one, Id<Person> other)
    {
        var before = world.State;
        if (before.Decide(new(Guid.NewGuid(), world.Principal, world.Now, new LinkPersons(one, other)), world.Now) is not Decision.Accepted there)
        {
            return (null, false);
        }

        var link = Assert.IsType<PersonsLinked>(Assert.Single(there.Events));
        var linked = before.Apply(link, new(before.Position + 1, world.Worker.User, default, world.Now, world.Now));
        var back = Assert.IsType<Decision.Accepted>(linked.Decide(new(Guid.NewGuid(), world.Principal, world.Now, new UnlinkPersons(link.Person, link.Other)), world.Now));
        var after = back.Events.Aggregate(linked, (state, happened) => state.Apply(happened, new(state.Position + 1, world.Worker.User, default, world.Now, world.Now)));
        return (before.People.Count == after.People.Count
            && before.People.Values.All(person => Same(person, after.People[person.Id]))
            && before.Counts.Children.SequenceEqual(after.Counts.Children) && before.Counts.Adults.SequenceEqual(after.Counts.Adults)
            && before.Tallies.OrderBy(t => t.Key.Value).SequenceEqual(after.Tallies.OrderBy(t => t.Key.Value))
            && ReferenceEquals(before.Records, after.Records) && ReferenceEquals(before.Releases, after.Releases) && ReferenceEquals(before.Restrictions, after.Restrictions)
            ? null : "a link taken back left a trace", true);
    }

    // The version of a stream and when somebody was last heard of go on; everything else is as before.
    private static bool Same(Person before, Person after) => ReferenceEquals(before, after)
        || JsonSerializer.Serialize(before) == JsonSerializer.Serialize(after with { Version = before.Version, LastHeard = before.LastHeard });
}
