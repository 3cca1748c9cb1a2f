using Homeward.Domain;

namespace Homeward.Features.Drill.Truth;

/// <summary>Who truly has a child.</summary>
internal enum WithWhom { School, Bus, Nobody, Neighbour, Kin, KinVerified, Gym, Hospital, ChildProtection, Parent, NobodyKnows, NeverSeparated }

/// <summary>From this minute a child is with this holder, at this place of the scenario when it is one.</summary>
internal sealed record Leg(int From, WithWhom With, string? Place = null)
{
    /// <summary>
    /// The state an all-knowing census would give. "Reported, not located" is only true of a child of whom nobody
    /// knows where they are; kin count as interim care until they have passed the release gate.
    /// </summary>
    public ChildState State => With switch
    {
        WithWhom.Nobody => ChildState.LocatedUnaccompanied,
        WithWhom.NobodyKnows => ChildState.ReportedNotLocated,
        WithWhom.Parent or WithWhom.KinVerified => ChildState.WithParentOrVerifiedCaregiver,
        // A child whose other parent was at large all along is no separated child: outside the headline.
        WithWhom.NeverSeparated => ChildState.NotAffectedOrDuplicate,
        _ => ChildState.InInterimCare,
    };
}
