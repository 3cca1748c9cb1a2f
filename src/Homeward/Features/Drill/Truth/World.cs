namespace Homeward.Features.Drill.Truth;

/// <summary>
/// The invented people of one drill. A household is made when it is asked for, always the same for the same seed, so
/// that a world of a million people takes the memory of its outlines.
/// </summary>
internal sealed class World
{
    private readonly Outline[] _outlines;

    public World(Scenario scenario, long seed, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        (Scenario, Seed, Scale) = (scenario, seed, scale);
        _outlines = Composition.Outlines(scenario, seed, scale);
    }

    public Scenario Scenario { get; }

    public long Seed { get; }

    public int Scale { get; }

    public int HouseholdCount => _outlines.Length;

    /// <summary>The day the drill starts on, from which ages are counted.</summary>
    public DateOnly FirstDay => DateOnly.FromDateTime(Scenario.Start.DateTime);

    public Household Household(int number) => HouseholdMaker.Make(this, number, _outlines[number]);

    public IEnumerable<Household> Households() => Enumerable.Range(0, HouseholdCount).Select(Household);
}
