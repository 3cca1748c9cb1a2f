namespace Homeward.Domain;

/// <summary>The event that separates families: the unit of consistency, encryption, permission and retention.</summary>
/// <param name="Code">Short name in addresses and on paper, such as MS-2019. Letters, digits and dashes.</param>
/// <param name="TimeZone">IANA time zone in which every time is shown, such as America/Chicago.</param>
/// <param name="IsDrill">An exercise on invented people; every page says so.</param>
/// <param name="Retention">When the incident's key is to be destroyed, if that has been set.</param>
public sealed record Incident(
    Id<Incident> Id, string Code, string Name, IncidentKind Kind, string Town, string TimeZone, bool IsDrill,
    DateTimeOffset Began, DateTimeOffset? Ends = null, DateTimeOffset? Retention = null);

/// <summary>A school, shelter, hotline or agency that takes part. Records belong to one.</summary>
public sealed record Organisation(Id<Organisation> Id, string Name, OrganisationKind Kind);

/// <summary>An organisation that joined while people were on record, and those that vouch for it. Until enough do, it is told nothing of others' people.</summary>
public sealed record Vouching(Id<Organisation> Organisation, System.Collections.Immutable.ImmutableArray<Voucher> By);

/// <summary>One organisation's word for another.</summary>
public sealed record Voucher(Id<Organisation> Organisation, Id<User> User, DateTimeOffset At);

/// <summary>Where people are taken, wait or work. Coordinates are of the town, never of a home.</summary>
/// <param name="RunBy">The organisation that answers for children held here, if any.</param>
public sealed record Place(
    Id<Place> Id, string Name, PlaceKind Kind, string Town, double? Latitude = null, double? Longitude = null, Id<Organisation>? RunBy = null);

/// <summary>What one place has heard and done; kept as reports arrive, so that the board is a look-up.</summary>
public readonly record struct PlaceTally(int Expected, int Here, int Collected, int NotSeen, int InCare, DateTimeOffset? LastHeard);

/// <summary>A person who signs in. Users themselves live in the installation's journal; an incident only holds their ids.</summary>
public sealed record User(Id<User> Id);

/// <summary>A long list of which a part is saved: its owner brings the same list again, and the rest is added.</summary>
/// <param name="Rows">How many rows were to be saved when it began.</param>
public sealed record UnfinishedImport(Id<UnfinishedImport> Id, Id<Organisation> Owner, Id<Place>? Place, int Rows, Id<User> By, DateTimeOffset Began);

/// <summary>A number somebody stated, in their words. Low without high means "more than".</summary>
public sealed record Figure(
    Id<Figure> Id, string About, long? Value, long? Low, long? High, string SaidBy, DateTimeOffset AsOf, string Source, string Words,
    DateTimeOffset Recorded, FigureSubject Subject);

/// <summary>Which of our own counts a stated figure can be held against.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<FigureSubject>))]
public enum FigureSubject { Other, ChildrenAffected, ChildrenWithoutParent, AdultsDetained, AdultsReleased, AdultsNotTransported, Worksites }

/// <summary>An agency that must be told, since when it has been waiting, and each time it was told.</summary>
public sealed record Agency(
    Id<Agency> Id, string Name, DateTimeOffset ListedAt, System.Collections.Immutable.ImmutableArray<Telling> Tellings, Acknowledgement? Acknowledged = null, int Version = 0);

/// <summary>Whom we told, by what means, and what was said.</summary>
public sealed record Telling(Id<Telling> Id, ToldBy Means, string Said, Id<User> By, DateTimeOffset At, DateTimeOffset Recorded);

/// <summary>Who at the agency acknowledged, and when. A notification counts from here.</summary>
public sealed record Acknowledgement(string ByWhom, DateTimeOffset At, DateTimeOffset Recorded);
