using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Reports;

/// <summary>
/// Everything the desks do, in the order in which Homeward learns of it. A large world is made window by window of
/// time, so that only one window's acts are in memory; the households are made again for each window, which costs
/// little and needs no room.
/// </summary>
internal sealed class ReportStream(World world, Stage stage, NoiseLevels noise)
{
    // About 500 bytes an act: a window stays below some 300 MB.
    private const int ActsPerWindow = 400_000;

    // At about 11 acts a household this is one window without counting first.
    private const int HouseholdsInOneWindow = 20_000;

    /// <summary>What is reported about one household, in no order, late reports beyond the end of the drill left out.</summary>
    public IEnumerable<Act> Of(Household home)
    {
        var random = SeededRandom.For(world.Seed, "reports", home.Number);
        var account = new Account(random, noise, world.FirstDay);
        var adults = new AdultReports(stage, noise, random, home, account);
        Act[] acts = [.. adults.Acts(), .. new ChildReports(world, stage, noise, random, home, account, adults).Acts()];
        return acts.Where(a => a.Learned < Scenario.LengthMinutes);
    }

    /// <summary>How many acts the whole stream has.</summary>
    public int Count() => world.Households().Sum(home => Of(home).Count()) + new SiteReports(world, stage).Acts().Count();

    /// <summary>The whole stream, in order; acts of the same minute in the order of their households.</summary>
    public IEnumerable<Act> InOrder()
    {
        foreach (var (from, until) in Windows())
        {
            var acts = world.Households().SelectMany(Of).Concat(new SiteReports(world, stage).Acts())
                .Where(a => a.Learned >= from && a.Learned < until)
                .ToArray();
            var order = new long[acts.Length];
            for (var i = 0; i < acts.Length; i++) { order[i] = ((long)acts[i].Learned << 32) | (uint)i; }

            Array.Sort(order, acts);
            foreach (var act in acts) { yield return act; }
        }
    }

    private List<(int From, int Until)> Windows()
    {
        if (world.HouseholdCount <= HouseholdsInOneWindow) { return [(0, Scenario.LengthMinutes)]; }

        var perMinute = new int[Scenario.LengthMinutes];
        foreach (var act in world.Households().SelectMany(Of)) { perMinute[act.Learned]++; }

        var windows = new List<(int, int)>();
        var (from, held) = (0, 0);
        for (var minute = 0; minute < perMinute.Length; minute++)
        {
            if (held > 0 && held + perMinute[minute] > ActsPerWindow)
            {
                windows.Add((from, minute));
                (from, held) = (minute, 0);
            }

            held += perMinute[minute];
        }

        windows.Add((from, Scenario.LengthMinutes));
        return windows;
    }
}
