namespace Homeward.Domain;

/// <summary>
/// A step by which two organisations come to know that they hold two halves of a family. On the lead's stream; ids and numbers
/// only, never what anybody answered.
/// </summary>
public abstract record DisclosureEvent(Id<Lead> Lead) : LeadEvent(Lead);

/// <summary>One side answered questions about the other side's person; so many answers agreed with what the other side holds.</summary>
/// <param name="Unknown">Answers to which the other side holds nothing.</param>
public sealed record BlindAnswersCompared(Id<Lead> Lead, LeadSide Side, Id<Organisation> Organisation, int Agree, int Differ, int Unknown) : DisclosureEvent(Lead);

/// <summary>One of the two people of a side who must say so agrees that first names and ages are told.</summary>
public sealed record NamesAgreedTo(Id<Lead> Lead, LeadSide Side, Id<Organisation> Organisation) : DisclosureEvent(Lead);

/// <summary>Somebody of a side opened the other side's first name and age.</summary>
public sealed record FirstNamesOpened(Id<Lead> Lead, LeadSide Side, Id<Organisation> Organisation) : DisclosureEvent(Lead);

/// <summary>A side agrees that the two get into contact and see both records.</summary>
public sealed record ContactAgreedTo(Id<Lead> Lead, LeadSide Side, Id<Organisation> Organisation) : DisclosureEvent(Lead);

/// <summary>A side doesn't want to go on.</summary>
public sealed record DisclosureStopped(Id<Lead> Lead, LeadSide Side, Id<Organisation> Organisation) : DisclosureEvent(Lead);

/// <summary>Child protection lets it go on, after an edit froze it, a side stopped it, or the answers didn't fit.</summary>
public sealed record DisclosureResumed(Id<Lead> Lead) : DisclosureEvent(Lead);

/// <summary>A child waited too long at the first step: child protection's duty officer looks at both records.</summary>
public sealed record LeadTakenUp(Id<Lead> Lead, Id<Organisation> Organisation) : DisclosureEvent(Lead);
