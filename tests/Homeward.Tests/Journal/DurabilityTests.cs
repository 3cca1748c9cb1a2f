using Homeward.Prove;
using Xunit;

namespace Homeward.Tests.Journal;

/// <summary>The proofs of durability, a few rounds of each; at length under <c>./dev prove</c>.</summary>
public sealed class DurabilityTests(ITestOutputHelper output)
{
    private static readonly bool AtLength = Environment.GetEnvironmentVariable("HOMEWARD_PROVE") is { Length: > 0 };

    [Fact]
    public void Nothing_acknowledged_is_lost_when_the_writing_process_is_killed() =>
        Assert.True(Holds(report => KillRounds.Prove(rounds: AtLength ? 1000 : 20, report)));

    [Fact]
    public void Nothing_acknowledged_is_lost_when_the_power_is_cut() =>
        Assert.True(PowerHolds(report => PowerCuts.Prove("FULL", failEverySync: 0, rounds: AtLength ? 300 : 30, report)));

    [Fact]
    public void Nothing_acknowledged_is_lost_on_a_disk_that_fails_to_sync_before_the_power_is_cut() =>
        Assert.True(PowerHolds(report => PowerCuts.Prove("FULL", failEverySync: 9, rounds: AtLength ? 300 : 20, report)));

    [Fact]
    public void The_power_cut_would_be_noticed_if_commits_were_not_synced() =>
        Assert.True(PowerHolds(report => PowerCuts.Prove("OFF", failEverySync: 0, rounds: AtLength ? 100 : 10, report)));

    [Fact]
    public void Nothing_is_lost_or_half_kept_on_a_disk_that_is_full() =>
        Assert.True(Holds(report => FullDisk.Prove(rounds: AtLength ? 200 : 3, report)));

    // A proof that can't be made here is skipped and says why; it must not pass for one that was.
    private bool PowerHolds(Func<TextWriter, int> proof)
    {
        var missing = PowerCuts.Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        return Holds(proof);
    }

    private bool Holds(Func<TextWriter, int> proof)
    {
        using var report = new StringWriter();
        var good = proof(report) == 0;
        output.WriteLine(report.ToString());
        return good;
    }
}
