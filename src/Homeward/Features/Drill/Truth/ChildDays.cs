namespace Homeward.Features.Drill.Truth;

/// <summary>
/// Where each child of a household truly was over the two days. The evening is decided for the family, because
/// brothers and sisters mostly end up together; where the day left them differs by age.
/// </summary>
internal sealed class ChildDays
{
    private const int BusArrives = 35, GymOpens = 11 * 60, Midnight = 16 * 60, NextMorning = 23 * 60, NextNoon = 28 * 60;

    private readonly SeededRandom _random;
    private readonly Household _household;
    private readonly DateOnly _firstDay;
    private readonly Afternoon _afternoon;
    private readonly Evening _evening;
    private readonly int _foundAt, _eveningAt, _collectedAt;

    public ChildDays(SeededRandom random, Household household, DateOnly firstDay)
    {
        (_random, _household, _firstDay) = (random, household, firstDay);
        var kinMayCollect = household is { Kin: not null, KinHasRight: true };

        _afternoon = (Afternoon)random.Weighted(30, 25, 32, kinMayCollect ? 13 : 0);
        _evening = (Evening)(household.Story is Story.None
            ? random.Weighted(40, 25, household.Kin is null ? 0 : 25, 10)
            : household.Story == Story.ClaimedByStranger ? random.Weighted(80, 20, 0, 0) : 0);
        if (household.Story != Story.None && _afternoon == Afternoon.CollectedByKin) { _afternoon = Afternoon.KeptAtSchool; }

        _foundAt = random.Around(500, 640);
        _eveningAt = random.Around(GymOpens, 750);

        // Two parents in three fetch their children in the night of their release, the others in the morning.
        var free = household.FirstFree?.HomeAt;
        _collectedAt = free is null ? int.MaxValue
            : free < BusArrives + 420 ? free.Value
            : random.Chance(0.65) ? free.Value + random.Between(15, 90) : random.Around(NextMorning, NextNoon);
    }

    private enum Afternoon { KeptAtSchool, BusTurnedBack, LeftAtEmptyHouse, CollectedByKin }

    private enum Evening { Gym, Neighbour, Kin, Alone }

    public TrueChild Of(TruePerson child, DrillSchool? school, bool isEldest) => new(child, school, [.. Merge(Legs(child, school, isEldest))]);

    private IEnumerable<Leg> Legs(TruePerson child, DrillSchool? school, bool isEldest)
    {
        if (_household.Detained.Count == 0) { return []; }

        var start = _household.Detained.Min(d => d.EncounteredAt);
        return _household.ParentsAtLarge.Count > 0 ? WithOtherParent(start, school)
            : _household.Kind == HouseholdKind.Expectant ? UntilMotherIsHome(start, school)
            : Separated(start, child, school, isEldest);
    }

    /// <summary>The other parent is at large; one child in eight waits before a locked door until that parent is back from work.</summary>
    private IEnumerable<Leg> WithOtherParent(int start, DrillSchool? school)
    {
        yield return new(start, WithWhom.NeverSeparated);
        if (school is not null && _random.Chance(0.125))
        {
            yield return new(school.EndsAtMinute + BusArrives, WithWhom.Nobody);
            yield return new(_random.Around(520, 620), WithWhom.NeverSeparated);
        }
    }

    private IEnumerable<Leg> UntilMotherIsHome(int start, DrillSchool? school)
    {
        yield return DayCare(start, school);
        yield return new(_household.FirstFree!.HomeAt!.Value, WithWhom.Parent);
    }

    private List<Leg> Separated(int start, TruePerson child, DrillSchool? school, bool isEldest)
    {
        List<Leg> legs = [DayCare(start, school)];
        legs.AddRange(school is null ? YoungChildsEvening() : SchoolChildsAfternoon(child, school, isEldest));
        legs.AddRange(StoryLegs());
        legs.AddRange(NightAndNextDay(legs[^1].With));
        return legs;
    }

    private Leg DayCare(int start, DrillSchool? school) =>
        school is not null ? new(start, WithWhom.School, school.Id)
        : _household.Kin is not null && _random.Chance(0.4) ? new(start, WithWhom.Kin)
        : new(start, WithWhom.Neighbour);

    // A sitter keeps the child until the evening, then the family's arrangement takes over.
    private IEnumerable<Leg> YoungChildsEvening() => [EveningLeg(_eveningAt)];

    private IEnumerable<Leg> SchoolChildsAfternoon(TruePerson child, DrillSchool school, bool isEldest)
    {
        var ends = school.EndsAtMinute;
        switch (_afternoon)
        {
            case Afternoon.CollectedByKin:
                yield return new(ends + _random.Between(10, 50), WithWhom.KinVerified);
                yield break;

            case Afternoon.LeftAtEmptyHouse:
            case Afternoon.BusTurnedBack when child.AgeOn(_firstDay) >= 15 && isEldest:
                yield return new(ends + 5, WithWhom.Bus);
                yield return new(ends + BusArrives, WithWhom.Nobody);
                yield return EveningLeg(_evening == Evening.Gym ? _eveningAt : _foundAt);
                yield break;

            case Afternoon.BusTurnedBack:
                yield return new(ends + 5, WithWhom.Bus);
                yield return new(ends + (2 * BusArrives), WithWhom.School, school.Id);
                break;
        }

        // A school gives a child only to somebody with the right to collect; the others are taken to the gym.
        yield return _evening == Evening.Kin && _household.KinHasRight ? new(_eveningAt, WithWhom.KinVerified) : new(_eveningAt, WithWhom.Gym, "G1");
    }

    private Leg EveningLeg(int at) => _evening switch
    {
        Evening.Gym => new(at, WithWhom.Gym, "G1"),
        Evening.Neighbour => new(at, WithWhom.Neighbour),
        Evening.Kin => new(at, WithWhom.Kin),
        _ => new(at, WithWhom.Nobody),
    };

    private IEnumerable<Leg> StoryLegs()
    {
        switch (_household.Story)
        {
            case Story.LeftOutsideGate:
                var left = _random.Around(780, 840);
                yield return new(left, WithWhom.NobodyKnows);
                yield return new(left + _random.Between(90, 400), _household.Kin is null ? WithWhom.Neighbour : WithWhom.Kin);
                break;
            case Story.AuntWithoutDocuments:
                yield return new(_random.Around(790, 850), WithWhom.KinVerified);
                break;
            case Story.InHospital:
                yield return new(_random.Around(800, 860), WithWhom.Hospital, "H1");
                break;
        }
    }

    private IEnumerable<Leg> NightAndNextDay(WithWhom evening)
    {
        // The first parent home fetches the children, also from an aunt who was verified for the night.
        if (_household.FirstFree is not null)
        {
            yield return new(Math.Max(_collectedAt, 960), WithWhom.Parent);
            yield break;
        }

        // Nobody comes home. Children alone are found in the night at the latest; kin take over the next day, or child
        // protection finds a place. Organisations give a child only to kin with the right to collect.
        if (evening == WithWhom.Nobody)
        {
            yield return new(_random.Around(Midnight, NextMorning + 60), WithWhom.Neighbour);
            evening = WithWhom.Neighbour;
        }

        if (evening is WithWhom.Kin or WithWhom.KinVerified) { yield break; }

        var at = _random.Around(NextMorning + 90, NextNoon + 420);
        yield return _household switch
        {
            { Kin: not null, KinHasRight: true } => new(at, evening == WithWhom.Neighbour ? WithWhom.Kin : WithWhom.KinVerified),
            { Kin: not null } when evening == WithWhom.Neighbour => new(at, WithWhom.Kin),
            _ => new(at, WithWhom.ChildProtection, "A1"),
        };
    }

    // Two legs in a row with the same holder are one; a leg that would begin before the last one ended begins with it.
    private static IEnumerable<Leg> Merge(IEnumerable<Leg> legs)
    {
        Leg? last = null;
        foreach (var leg in legs)
        {
            var next = last is not null && leg.From <= last.From ? leg with { From = last.From + 1 } : leg;
            if (last is not null && next.With == last.With && next.Place == last.Place) { continue; }

            yield return last = next;
        }
    }
}
