using Homeward.Domain;
using Homeward.Web.Acting;

namespace Homeward.Features.Relationships;

/// <summary>
/// Relationships that somebody claims and nobody has looked into, longest first. A parent's claim that waits keeps a child
/// waiting, so children in care come before the rest.
/// </summary>
public sealed class ClaimsModel : ActionPage
{
    private const int Most = 200;

    public IReadOnlyList<(Relationship Claim, Person Child, bool InCare)> Waiting { get; private set; } = [];

    /// <summary>How many there are, those not shown included.</summary>
    public int Count { get; private set; }

    protected override Type Command => typeof(VerifyRelationship);

    /// <summary>
    /// Whether somebody who verifies relationships may look into this one: both sides have to be readable, because that
    /// is what is compared. Whoever supervises a child decides about its claims with what they see of it.
    /// </summary>
    public static bool MayLookInto(Relationship claim, IncidentState state, Sight sight) =>
        state.Find(claim.Child) is { } child && state.Find(claim.Adult) is { } adult
        && (sight.SeesRestrictions(child) || (sight.RecordsOf(child).Any() && sight.RecordsOf(adult).Any()));

    public void OnGet()
    {
        var (state, sight) = (State, Sight);
        var waiting = (from claim in state.Relationships.Values
                       where claim.Status == RelationshipStatus.Claimed && MayLookInto(claim, state, sight)
                       let child = state.Find(claim.Child)!
                       let inCare = child.Child!.Custody is not null
                       orderby inCare descending, claim.ClaimedAt
                       select (claim, child, inCare)).ToList();
        Count = waiting.Count;
        Waiting = [.. waiting.Take(Most)];
        Listed(Waiting.Select(one => one.Child).Distinct());
    }
}
