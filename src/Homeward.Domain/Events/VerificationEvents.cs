namespace Homeward.Domain;

/// <summary>An answer of the family was sealed; on the child's stream and under the key of a record of the child.</summary>
/// <param name="SaidBy">The adult who said it; null when the child did.</param>
public sealed record FactSealed(Id<Person> Person, Id<Record> Record, Id<SealedFact> Fact, FamilyQuestion Question, SealedAnswer Answer, Id<Person>? SaidBy) : PersonEvent(Person)
{
    /// <inheritdoc/>
    public override Id<Record>? SealedUnder => Record;
}

/// <summary>A sealed question was asked at the desk. Whether the answer agrees is kept, the answer isn't.</summary>
public sealed record FactTried(Id<Person> Person, Id<Release> Release, Id<SealedFact> Fact, bool Agrees) : ReleaseEvent(Person, Release);

/// <summary>The adult at a desk showed a document; on that adult's stream and under the key of their record.</summary>
public sealed record DocumentShown(Id<Person> Person, Id<Record> Record, Id<Release> Release, DocumentToken Document) : PersonEvent(Person)
{
    /// <inheritdoc/>
    public override Id<Record>? SealedUnder => Record;
}

/// <summary>
/// Somebody reports afterwards that the child was handed to an adult without the gate, on paper or without a connection. It is kept
/// whoever the adult is, it counts as interim care, and it alarms.
/// </summary>
public sealed record HandedOverOutsideGate(Id<Person> Person, Id<Record> To, Id<Organisation> By) : PersonEvent(Person);

/// <summary>An organisation that takes part vouches for one that joined later.</summary>
public sealed record OrganisationVouchedFor(Id<Organisation> Organisation, Id<Organisation> By) : IncidentWideEvent;

/// <summary>It takes that back.</summary>
public sealed record VouchingTakenBack(Id<Organisation> Organisation, Id<Organisation> By) : IncidentWideEvent;
