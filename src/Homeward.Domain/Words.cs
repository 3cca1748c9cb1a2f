using System.Text.Json.Serialization;

namespace Homeward.Domain;

/// <summary>Child or adult. The two have different states, and a child's record is never compared with an adult's as one person.</summary>
public enum PersonKind { Child, Adult }

/// <summary>Where a child known to the incident stands. Exclusive and exhaustive; the counts of all six add up to the total.</summary>
[JsonConverter(typeof(SnakeCase<ChildState>))]
public enum ChildState
{
    ReportedNotLocated,
    LocatedUnaccompanied,
    InInterimCare,
    WithParentOrVerifiedCaregiver,
    Died,

    /// <summary>Not affected after all, or the same child as another: outside the headline number, inside the total.</summary>
    NotAffectedOrDuplicate,
}

/// <summary>Where an adult taken in the event is, as far as anybody has said.</summary>
[JsonConverter(typeof(SnakeCase<Whereabouts>))]
public enum Whereabouts
{
    Unknown,
    Encountered,
    InTransport,
    AtProcessingSite,
    NotTransported,
    Released,
    HeldMoved,
    SafeElsewhere,
    InHospital,
    Died,
}

/// <summary>What a person may do here. One per user; an administrator administers and reads no cases.</summary>
[JsonConverter(typeof(SnakeCase<Role>))]
public enum Role
{
    /// <summary>Homeward itself: proposes and withdraws leads, nothing else.</summary>
    System,
    Hotline,
    Intake,
    Roll,
    Release,
    Supervisor,
    Coordinator,
    ChildProtection,
    LegalAid,
    PrivacyOfficer,
    Administrator,
}

/// <summary>Why somebody may read what is known of a person.</summary>
[JsonConverter(typeof(SnakeCase<Ground>))]
public enum Ground
{
    /// <summary>Their organisation filed a record of the person.</summary>
    OwnRecord,

    /// <summary>Their organisation answers for the child.</summary>
    InOurCare,

    /// <summary>The child is offered to their organisation, which has not answered yet.</summary>
    OfferedToUs,

    /// <summary>The child is assigned to them.</summary>
    Assigned,

    /// <summary>The child is in nobody's care, or was, and is assigned to their organisation by itself.</summary>
    Unaccompanied,

    /// <summary>Two organisations agreed to tell each other, step by step.</summary>
    Disclosed,

    /// <summary>A child waited too long for two organisations to compare, and child protection took the lead up.</summary>
    TakenUp,

    /// <summary>They opened the child in an emergency, which both organisations are told.</summary>
    BrokenGlass,

    /// <summary>Child protection decides about the restrictions on every child.</summary>
    Restrictions,

    /// <summary>The receipt of the child's hand-over is for their organisation.</summary>
    Receipt,

    /// <summary>They had the code from the child's wristband or the family's card in hand.</summary>
    Code,
}

[JsonConverter(typeof(SnakeCase<OrganisationKind>))]
public enum OrganisationKind { School, Shelter, Hotline, LegalAid, ChildProtection, Relief, Hospital, Transport, Enforcement, Coordination, Other }

[JsonConverter(typeof(SnakeCase<PlaceKind>))]
public enum PlaceKind { Worksite, ProcessingSite, DetentionFacility, School, Bus, Shelter, Hospital, Home, InTransit, Office, Other }

[JsonConverter(typeof(SnakeCase<IncidentKind>))]
public enum IncidentKind { Raid, Wildfire, Flood, Evacuation, Lockdown, Accident, Other }

/// <summary>By what way a record reached us.</summary>
[JsonConverter(typeof(SnakeCase<Source>))]
public enum Source { Intake, PhoneCall, Sighting, Roll, Declaration, Dependent, TracingRequest, WorksiteList, ReleaseDesk, Import, Caregiver }

[JsonConverter(typeof(SnakeCase<Sex>))]
public enum Sex { Unknown, Female, Male, Other }

/// <summary>What a child needs, coarse enough to be counted. Details belong in the record's notes.</summary>
[Flags]
[JsonConverter(typeof(SnakeCase<Needs>))]
public enum Needs
{
    None = 0,
    Medicine = 1,
    InfantCare = 2,
    Interpreter = 4,
    Disability = 8,
    FoodOrClothes = 16,
    Comfort = 32,
    Urgent = 64,
}

[JsonConverter(typeof(SnakeCase<RollMark>))]
public enum RollMark { Expected, Here, Collected, NotSeen }

[JsonConverter(typeof(SnakeCase<Kinship>))]
public enum Kinship { Mother, Father, StepParent, Guardian, Grandparent, AuntOrUncle, AdultSibling, OtherRelative, Neighbour, Other, Unknown }

[JsonConverter(typeof(SnakeCase<RelationshipStatus>))]
public enum RelationshipStatus { Claimed, Verified, Refuted }

/// <summary>How a relationship was shown to be genuine.</summary>
[JsonConverter(typeof(SnakeCase<VerifiedBy>))]
public enum VerifiedBy { Documents, SchoolRecords, SeparateInterviews, VerificationQuestions, PhotoChosen, ChildProtectionVisit }

[JsonConverter(typeof(SnakeCase<ToldBy>))]
public enum ToldBy { Phone, InPerson, Email, Message, Radio, Letter }

/// <summary>How a child left without a hand-over.</summary>
[JsonConverter(typeof(SnakeCase<LeftHow>))]
public enum LeftHow { Ran, Taken, NotFoundAtCheck, Unknown }

[JsonConverter(typeof(SnakeCase<NotCounted>))]
public enum NotCounted { ParentsNotAffected, EnteredByMistake, OutsideThisIncident, NeverSeparated }

[JsonConverter(typeof(SnakeCase<LeadKind>))]
public enum LeadKind { SamePerson, ParentAndChild, Siblings }

[JsonConverter(typeof(SnakeCase<LeadBand>))]
public enum LeadBand { Medium, Strong }

[JsonConverter(typeof(SnakeCase<LeadStatus>))]
public enum LeadStatus { Open, CannotTellYet, Confirmed, Rejected, Withdrawn }

[JsonConverter(typeof(SnakeCase<LeadAnswer>))]
public enum LeadAnswer { Same, NotTheSame, CannotTellYet }

/// <summary>Enum words are snake case wherever they leave the program: journal, JSON output, forms.</summary>
public sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
