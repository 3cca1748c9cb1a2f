namespace Homeward.Domain;

/// <summary>Somebody opened a child whom they have no other reason to read, in an emergency. Why, in words, is a note under the record's key.</summary>
public sealed record GlassBroken(Id<Person> Person, Id<BrokenGlass> Glass, GlassReason Reason, Id<Organisation> Organisation) : PersonEvent(Person);

/// <summary>A second person looked at it and says whether it was right.</summary>
public sealed record GlassReviewed(Id<Person> Person, Id<BrokenGlass> Glass, bool WasRight) : PersonEvent(Person);

/// <summary>Somebody at a desk typed the code of the wristband or card in their hands, and reads this one person.</summary>
public sealed record PersonShownByCode(Id<Person> Person, Id<Organisation> Organisation) : PersonEvent(Person);
