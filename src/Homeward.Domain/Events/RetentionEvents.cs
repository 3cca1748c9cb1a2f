using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>Nothing that this concerns is destroyed until it is lifted.</summary>
/// <param name="People">Whoever was counted as the person then, so that a link taken back frees nobody; none when it concerns the whole incident.</param>
public sealed record LegalHoldPlaced(Id<LegalHold> Hold, ImmutableArray<Id<Person>> People, HoldReason Reason, Id<Organisation> Organisation) : IncidentWideEvent;

/// <summary>One organisation says that it may end; another has to say so too.</summary>
public sealed record LegalHoldLiftAsked(Id<LegalHold> Hold, Id<Organisation> Organisation) : IncidentWideEvent;

public sealed record LegalHoldLifted(Id<LegalHold> Hold) : IncidentWideEvent;

/// <summary>What is kept of a hand-over when the rest is gone, and which organisation keeps it.</summary>
public sealed record ReceiptMade(Id<Person> Person, Id<Receipt> Receipt, Id<Release> Release, Id<Organisation> For) : PersonEvent(Person);

/// <summary>The words of a receipt, under a key of its own: they outlive the records they were taken from.</summary>
public sealed record ReceiptWritten(Id<Person> Person, Id<Receipt> Receipt, Id<Record> Key, string Child, string Adult, string? Evidence) : PersonEvent(Person)
{
    /// <inheritdoc/>
    public override Id<Record>? SealedUnder => Key;
}

/// <summary>Somebody of the responsible organisation has it.</summary>
public sealed record ReceiptAcknowledged(Id<Person> Person, Id<Receipt> Receipt) : PersonEvent(Person);

/// <summary>What these records said has served its purpose: their keys are destroyed with this.</summary>
/// <param name="Since">What the time was counted from.</param>
public sealed record RecordsExpired(Id<Person> Person, ImmutableArray<Id<Record>> Records, ExpiryReason Reason, DateTimeOffset Since) : PersonEvent(Person);

/// <summary>Every child is with family and every receipt acknowledged: thirty days later the incident's key is destroyed.</summary>
public sealed record IncidentClosed : IncidentWideEvent;

public sealed record IncidentReopened : IncidentWideEvent;
