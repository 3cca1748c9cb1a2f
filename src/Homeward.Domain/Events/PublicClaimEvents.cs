namespace Homeward.Domain;

/// <summary>
/// An event of something a stranger wrote on the open pages: an assertion on a stream of its own. None of them changes a
/// person, a record or a count.
/// </summary>
public abstract record PublicClaimEvent(Id<PublicClaim> Claim) : IncidentEvent
{
    /// <inheritdoc/>
    public sealed override Guid Stream => Claim.Value;
}

/// <param name="Owner">The organisation that answers the open pages and reads the claim.</param>
public sealed record PublicClaimReceived(Id<PublicClaim> Claim, PublicClaimKind Kind, ClaimLanguage Language, Id<Organisation> Owner) : PublicClaimEvent(Claim);

/// <summary>What the stranger wrote, under a key of the claim's own.</summary>
public sealed record PublicClaimWorded(Id<PublicClaim> Claim, Id<Record> Record, ClaimWords Words) : PublicClaimEvent(Claim)
{
    /// <inheritdoc/>
    public override Id<Record>? SealedUnder => Record;
}

/// <summary>A worker was in contact with whoever wrote it: the time after which claims end counts from here.</summary>
public sealed record PublicClaimContacted(Id<PublicClaim> Claim) : PublicClaimEvent(Claim);

/// <summary>Nobody has been in contact about it for too long: its key is destroyed with this.</summary>
/// <param name="Since">The last contact.</param>
public sealed record PublicClaimExpired(Id<PublicClaim> Claim, DateTimeOffset Since) : PublicClaimEvent(Claim);

/// <summary>A worker made a report of it, or says why there is none.</summary>
public sealed record PublicClaimClosed(Id<PublicClaim> Claim, ClaimClosedBecause Because) : PublicClaimEvent(Claim);
