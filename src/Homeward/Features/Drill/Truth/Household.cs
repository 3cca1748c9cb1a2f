namespace Homeward.Features.Drill.Truth;

/// <summary>Which caregivers of a household were detained. Decides who is released by rule.</summary>
internal enum HouseholdKind
{
    /// <summary>Two parents, both detained: one is released at night when the children were declared.</summary>
    BothDetained,

    /// <summary>One parent, detained: released at night when the children were declared.</summary>
    SingleParent,

    /// <summary>The mother is pregnant or nursing: never transported.</summary>
    Expectant,

    /// <summary>One parent detained, the other not: held and moved.</summary>
    OneDetained,

    /// <summary>An adult without children under 18: held and moved.</summary>
    NoChildren,

    /// <summary>Nobody detained. Neighbours and schools report some of these children all the same.</summary>
    NotAffected,
}

/// <summary>A story that every drill must contain, because real events did.</summary>
internal enum Story { None, LeftOutsideGate, CustodyDispute, AuntWithoutDocuments, ClaimedByStranger, InHospital }

/// <summary>What became of a detained adult.</summary>
internal enum Fate { NotTransported, ReleasedAtNight, HeldMoved }

/// <summary>A detained adult's two days, in minutes from the start. Times that never came are null.</summary>
internal sealed record DetainedAdult(
    TruePerson Person, Fate Fate, bool DeclaresChildren, int EncounteredAt, int? InTransportAt, int? AtSiteAt, int LeftAt, int? HomeAt);

/// <summary>A child and where the child truly was, leg after leg, from the minute a parent was detained.</summary>
internal sealed record TrueChild(TruePerson Person, DrillSchool? School, IReadOnlyList<Leg> Legs)
{
    /// <summary>The leg at a minute; null before anything happened to this child's family.</summary>
    public Leg? At(int minute)
    {
        Leg? current = null;
        foreach (var leg in Legs)
        {
            if (leg.From > minute) { break; }

            current = leg;
        }

        return current;
    }
}

/// <summary>People who belong together, and what happened to them.</summary>
internal sealed record Household(
    int Number,
    HouseholdKind Kind,
    Story Story,
    int StoryNumber,
    Worksite Worksite,
    IReadOnlyList<DetainedAdult> Detained,
    IReadOnlyList<TruePerson> ParentsAtLarge,
    IReadOnlyList<TrueChild> Children,
    TruePerson? Kin,
    bool KinHasRight,
    TruePerson Neighbour,
    TruePerson? Other)
{
    public IEnumerable<TruePerson> Parents => Detained.Select(d => d.Person).Concat(ParentsAtLarge);

    public TruePerson? Mother => Parents.FirstOrDefault(p => p.Part == Part.Mother);

    public TruePerson? Father => Parents.FirstOrDefault(p => p.Part == Part.Father);

    /// <summary>Everybody of the household and around it.</summary>
    public IEnumerable<TruePerson> People => Parents
        .Concat(Children.Select(c => c.Person))
        .Concat(new[] { Kin, Neighbour, Other }.OfType<TruePerson>());

    /// <summary>The first parent to be free again, if any.</summary>
    public DetainedAdult? FirstFree => Detained.Where(d => d.HomeAt is not null).MinBy(d => d.HomeAt);
}
