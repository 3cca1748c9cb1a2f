namespace Homeward.Domain.Tests;

/// <summary>No way to "released" around the gate, in a hundred thousand random histories.</summary>
public sealed class ReleaseGateProof(ITestOutputHelper output)
{
    [Fact]
    public void No_history_leads_to_a_release_around_the_gate()
    {
        var occurred = new System.Runtime.CompilerServices.ConditionalWeakTable<World, GateOracle>();
        var histories = new Histories(
            (world, random) =>
            {
                var history = new GateHistory(world, random);
                return () => history.Next() is var (who, command) ? new Said(who, command, MinutesLater: history.Pause()) : throw new InvalidOperationException();
            },
            world =>
            {
                var oracle = new GateOracle(place => world.State.Places[place].RunBy);
                occurred.Add(world, oracle);
                return (said, decision) => decision switch
                {
                    Decision.Accepted accepted => oracle.Watch(said.Who, accepted.Events, world.Now, said.Command as AnswerFact)
                        ?? (said.Command is ReportHandedOver late && !world.State.Find(late.Child)!.Child!.Alarm ? "a hand-over outside the gate alarms nobody" : null)
                        ?? (said.Command is RaiseRestriction barring && world.State.Find(barring.Child)! is var with && Barred.HasChild(world.State, with) && !with.Child!.Alarm ? "a restriction that came too late alarms nobody" : null)
                        ?? (accepted.Events.Any(e => e is RestrictionRaised or PersonsLinked or PersonsUnlinked) ? oracle.Lost(world.State) : null),
                    Decision.Refused { Refusal.Gate: { } gate } when said.Command is CompleteRelease complete => oracle.Watch(complete.Release, gate),
                    _ => null,
                };
            },
            Commands: 45);
        var count = Proof.Scaled(100_000);

        histories.Check(count, output, world => occurred.TryGetValue(world, out var oracle) ? oracle.Occurred : []);

        Assert.True(histories.Occurred["released"] >= count * 0.05, "Too few histories release a child to say anything.");
        Assert.True(histories.Occurred.Count >= 15, $"Only {histories.Occurred.Count} kinds of release occurred: the histories no longer reach the hard cases.");
    }
}
