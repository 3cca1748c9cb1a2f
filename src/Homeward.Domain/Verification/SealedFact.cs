namespace Homeward.Domain;

/// <summary>One answer of the family, sealed before anybody came to collect.</summary>
/// <param name="SaidBy">The adult who said it; null when the child did.</param>
/// <param name="Position">Where it stands in the journal: what was sealed after a claim was opened doesn't count for it.</param>
public sealed record SealedFact(
    Id<SealedFact> Id, FamilyQuestion Question, SealedAnswer Answer, Id<Person>? SaidBy, long Position, DateTimeOffset Recorded, Id<User> By);

/// <summary>One try of an answer at a desk. What was said is kept nowhere.</summary>
public sealed record FactTry(Id<SealedFact> Fact, bool Agrees, Id<User> By, DateTimeOffset At);

/// <summary>A document that was shown, as a keyed hash of its kind and number: the same one is known again, and the number can't be read from it.</summary>
public readonly record struct DocumentToken(string Text);
