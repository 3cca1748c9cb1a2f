using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Families;

/// <summary>A household of the families test bed, as it really is.</summary>
/// <param name="Neighbourhood">Where it lives.</param>
/// <param name="Mother">The mother; null when she is not part of the household.</param>
/// <param name="Father">The father; null when he is not part of the household.</param>
/// <param name="Kin">An aunt or grandmother near by.</param>
/// <param name="Neighbour">Who lives next door.</param>
/// <param name="Children">The couple's own children, eldest first.</param>
/// <param name="Declares">Who of the parents is held and declares dependents.</param>
internal sealed record Home(
    Neighbourhood Neighbourhood, TruePerson? Mother, TruePerson? Father, TruePerson Kin, TruePerson Neighbour,
    IReadOnlyList<TruePerson> Children, Declaring Declares)
{
    /// <summary>Children of others whom this household's declarations name too.</summary>
    public IReadOnlyList<Guest> Guests { get; init; } = [];
}

/// <summary>Who of the parents declares dependents.</summary>
internal enum Declaring { Nobody, Mother, Father, Both }

/// <summary>A child of another household whom a declaration names.</summary>
/// <param name="Child">The child.</param>
/// <param name="By">Whose nephew, niece or child of a former partner it is: only this parent names it; null for both.</param>
internal sealed record Guest(TruePerson Child, Part? By);
