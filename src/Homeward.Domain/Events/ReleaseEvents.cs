namespace Homeward.Domain;

public sealed record RestrictionRaised(
    Id<Person> Person, Id<Restriction> Restriction, RestrictionKind Kind, Id<Person>? Against, Id<Record>? AgainstRecord, bool Verified) : PersonEvent(Person);

/// <summary>A restriction was raised on a child who is already with an adult whom it means, or may mean.</summary>
public sealed record BarredAdultHasChild(Id<Person> Person, Id<Restriction> Restriction) : PersonEvent(Person);

public sealed record RestrictionUpheld(Id<Person> Person, Id<Restriction> Restriction) : PersonEvent(Person);

public sealed record RestrictionUnfounded(Id<Person> Person, Id<Restriction> Restriction) : PersonEvent(Person);

public sealed record RestrictionLiftAsked(Id<Person> Person, Id<Restriction> Restriction) : PersonEvent(Person);

public sealed record RestrictionLifted(Id<Person> Person, Id<Restriction> Restriction) : PersonEvent(Person);

/// <summary>An event of one attempt to release; on the child's stream, so that two desks collide there.</summary>
public abstract record ReleaseEvent(Id<Person> Person, Id<Release> Release) : PersonEvent(Person);

public sealed record ReleaseStarted(Id<Person> Person, Id<Release> Release, Id<Record> Claimant, Id<Organisation> DeskOrganisation) : ReleaseEvent(Person, Release);

public sealed record IdentitySeen(Id<Person> Person, Id<Release> Release, IdentitySeenBy How) : ReleaseEvent(Person, Release);

public sealed record RightShown(Id<Person> Person, Id<Release> Release, RightToCollect Kind, Guid Reference) : ReleaseEvent(Person, Release);

public sealed record ChildAsked(Id<Person> Person, Id<Release> Release, ChildSays Says) : ReleaseEvent(Person, Release);

public sealed record DoubtRaised(Id<Person> Person, Id<Release> Release) : ReleaseEvent(Person, Release);

public sealed record DoubtCleared(Id<Person> Person, Id<Release> Release) : ReleaseEvent(Person, Release);

public sealed record NotThisAdult(Id<Person> Person, Id<Release> Release, Id<Restriction> Restriction) : ReleaseEvent(Person, Release);

public sealed record SiblingStays(Id<Person> Person, Id<Release> Release, Id<Person> Sibling) : ReleaseEvent(Person, Release);

public sealed record SecondPersonConfirmed(Id<Person> Person, Id<Release> Release) : ReleaseEvent(Person, Release);

public sealed record SupervisorApproved(Id<Person> Person, Id<Release> Release) : ReleaseEvent(Person, Release);

public sealed record ReleaseCompleted(Id<Person> Person, Id<Release> Release) : ReleaseEvent(Person, Release);

public sealed record ReleaseRefused(Id<Person> Person, Id<Release> Release, RefusedBecause Because) : ReleaseEvent(Person, Release);

public sealed record ReleaseAbandoned(Id<Person> Person, Id<Release> Release) : ReleaseEvent(Person, Release);
