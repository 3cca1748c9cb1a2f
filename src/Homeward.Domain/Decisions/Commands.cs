using System.Collections.Immutable;

namespace Homeward.Domain;

// The incident.
public sealed record OpenIncident(Incident Incident, ImmutableArray<AgencyToTell> Agencies) : Command;

/// <summary>An agency that must be told of this incident.</summary>
public sealed record AgencyToTell(Id<Agency> Id, string Name);

public sealed record AddOrganisation(Organisation Organisation) : Command;

/// <summary>The sender's organisation vouches for one that joined later.</summary>
public sealed record VouchFor(Id<Organisation> Organisation) : Command;

public sealed record TakeBackVouching(Id<Organisation> Organisation) : Command;

public sealed record AddPlace(Place Place) : Command;

public sealed record ListAgency(Id<Agency> Agency, string Name) : Command;

public sealed record TellAgency(Id<Agency> Agency, Id<Telling> Telling, ToldBy Means, string Said) : Command;

public sealed record AcknowledgeAgency(Id<Agency> Agency, string ByWhom) : Command;

public sealed record StateFigure(
    Id<Figure> Figure, string About, long? Value, long? Low, long? High, string SaidBy, DateTimeOffset AsOf, string Source, string Words,
    FigureSubject Subject) : Command;

/// <summary>Marks, with the first part of a long list, that more of it is to come.</summary>
/// <param name="Import">Follows from the list's content, so that the same list brought again goes on with it.</param>
/// <param name="Rows">Rows that will be saved.</param>
public sealed record BeginImport(Id<UnfinishedImport> Import, Id<Place>? Place, int Rows) : Command;

public sealed record FinishImport(Id<UnfinishedImport> Import) : Command;

// People.

/// <summary>A report about a child: known already under this person id, or new.</summary>
public sealed record ReportChild(
    Id<Record> Record, Id<Person> Person, Source Source, Id<Place>? At, PersonDetails Details, Situation Situation,
    Needs Needs = Needs.None, string? Note = null) : Command;

/// <summary>What a report says of how a child is kept.</summary>
public abstract record Situation
{
    private Situation()
    {
    }

    /// <summary>Somebody says the child exists and is missing, or says nothing of where it is.</summary>
    public sealed record NotLocated : Situation;

    /// <summary>Seen in nobody's care.</summary>
    public sealed record SeenAlone(Id<Place>? Place) : Situation;

    /// <summary>Taken in by the reporting organisation, at a place or on its behalf.</summary>
    public sealed record InOurCare(Id<Place> Place) : Situation;

    /// <summary>With a private caregiver, such as a neighbour.</summary>
    public sealed record WithCaregiver(Id<Person> Caregiver, Id<Record> CaregiverRecord, PersonDetails CaregiverDetails, Id<Place>? Place = null) : Situation;
}

/// <summary>A report about an adult. Without whereabouts the adult stays outside the census: a claimant, caregiver or seeker.</summary>
public sealed record ReportAdult(
    Id<Record> Record, Id<Person> Person, Source Source, Id<Place>? At, PersonDetails Details, Whereabouts? Whereabouts,
    Needs Needs = Needs.None, string? Note = null) : Command;

public sealed record CorrectDetails(Id<Record> Record, PersonDetails Details) : Command;

public sealed record AddNote(Id<Record> Record, NoteKind Kind, string Text) : Command;

public sealed record NoteNeeds(Id<Person> Person, Needs Needs) : Command;

/// <param name="WhereTo">Where a released or moved adult went, in words; kept under the record's key.</param>
public sealed record ReportWhereabouts(Id<Person> Person, Whereabouts Whereabouts, Id<Place>? Place, string? WhereTo = null) : Command;

/// <param name="AddsTo">An earlier declaration of the same adult that this one adds children to: they are brothers and sisters of those named before.</param>
public sealed record MakeDeclaration(
    Id<Declaration> Declaration, Id<Record> Record, Id<Person> Adult, Id<Place>? At, PersonDetails Details, Whereabouts? Whereabouts,
    ImmutableArray<DeclaredChild> Children, bool NoDependents = false, string? Note = null, Id<Declaration>? AddsTo = null) : Command;

/// <summary>A dependent as the adult describes it; who may collect is in the details.</summary>
public sealed record DeclaredChild(Id<Record> Record, Id<Person> Child, PersonDetails Details, Kinship Kinship, Needs Needs = Needs.None);

public sealed record RequestTracing(
    Id<TracingRequest> Request, Id<Record> SeekerRecord, Id<Person> Seeker, PersonDetails SeekerDetails,
    Id<Record> SoughtRecord, Id<Person> Sought, PersonKind SoughtKind, PersonDetails SoughtDetails, Kinship SeekerIs, string? Note = null) : Command;

// Roll.
public sealed record ExpectOnRoll(Id<Place> Place, Id<Record> Record, Id<Person> Person, PersonDetails Details) : Command;

public sealed record MarkRoll(Id<Person> Person, Id<Place> Place, RollMark Mark) : Command;

/// <summary>"Here" was a slip: the child was never taken in at this place.</summary>
public sealed record TakeBackHere(Id<Person> Person, Id<Place> Place) : Command;

// Custody.
public sealed record SeeChild(Id<Person> Person, Id<Place>? Place) : Command;

public sealed record TakeIn(Id<Person> Person, Holder Holder) : Command;

public sealed record OfferTransfer(Id<Person> Person, Id<Offer> Offer, Holder To) : Command;

public sealed record AcceptTransfer(Id<Person> Person, Id<Offer> Offer) : Command;

public sealed record DeclineTransfer(Id<Person> Person, Id<Offer> Offer) : Command;

public sealed record WithdrawTransfer(Id<Person> Person, Id<Offer> Offer) : Command;

public sealed record ReportLeftOutsideGate(Id<Person> Person, LeftHow How, string? Note = null) : Command;

public sealed record AnswerAlarm(Id<Person> Person, string Note) : Command;

public sealed record AssignWorker(Id<Person> Person, Id<User> Worker) : Command;

public sealed record ConfirmDeath(Id<Person> Person, string Note) : Command;

/// <summary>The confirmation of a death was wrong. The first who says so asks, a second person takes it back.</summary>
public sealed record TakeBackDeath(Id<Person> Person, string Note) : Command;

public sealed record SetNotCounted(Id<Person> Person, NotCounted Reason) : Command;

public sealed record CountAgain(Id<Person> Person) : Command;

// Family and identity.
public sealed record ClaimRelationship(Id<Relationship> Relationship, Id<Person> Adult, Id<Person> Child, Kinship Kinship) : Command;

public sealed record VerifyRelationship(Id<Relationship> Relationship, VerifiedBy How, string? Note = null) : Command;

public sealed record RefuteRelationship(Id<Relationship> Relationship, string? Note = null) : Command;

public sealed record LinkPersons(Id<Person> One, Id<Person> Other) : Command;

/// <summary>Of two records of one child that can't both be true, one stands. Where it takes two people, the first asks and the second decides.</summary>
/// <param name="Lead">The lead that says they are one child, when there is one.</param>
public sealed record SayWhichStands(Id<Person> Stands, Id<Person> Other, Id<Lead>? Lead, string Note) : Command;

public sealed record UnlinkPersons(Id<Person> Person, Id<Person> Other) : Command;

// Leads.
public sealed record ProposeLead(
    Id<Lead> Lead, LeadKind Kind, Id<Record> Left, Id<Record> Right, double Bits, double Probability, LeadBand Band, ImmutableArray<LeadReason> Reasons) : Command;

public sealed record WithdrawLead(Id<Lead> Lead) : Command;

public sealed record DecideLead(Id<Lead> Lead, LeadAnswer Answer) : Command;

public sealed record UndoLeadDecision(Id<Lead> Lead) : Command;

// Disclosure of a lead across organisations, step by step.

/// <summary>How one side's answers agree with the other side's facts. What was answered stays with whoever compared it and goes nowhere.</summary>
/// <param name="ComparedWith">When the record compared with was recorded, so that a change meanwhile is noticed.</param>
public sealed record CompareBlindAnswers(Id<Lead> Lead, int Agree, int Differ, int Unknown, DateTimeOffset ComparedWith) : Command;

public sealed record AgreeToNames(Id<Lead> Lead) : Command;

public sealed record OpenFirstNames(Id<Lead> Lead) : Command;

public sealed record AgreeToContact(Id<Lead> Lead) : Command;

public sealed record StopDisclosure(Id<Lead> Lead) : Command;

/// <summary>Whom to call and what is planned; read by the other side once both agreed on contact.</summary>
public sealed record SharePlan(Id<Lead> Lead, string Text) : Command;

public sealed record ResumeDisclosure(Id<Lead> Lead) : Command;

public sealed record TakeUpLead(Id<Lead> Lead) : Command;

// Emergencies.

/// <param name="Words">Why, in the person's own words.</param>
public sealed record BreakGlass(Id<Person> Child, Id<BrokenGlass> Glass, GlassReason Reason, string Words) : Command;

public sealed record ReviewGlass(Id<BrokenGlass> Glass, bool WasRight) : Command;

/// <summary>
/// The asker has the code of this person's wristband or card in hand. That it is the right one was found out with the incident's key, which decisions
/// don't have.
/// </summary>
public sealed record ShowByCode(Id<Person> Person) : Command;

// Sealed reports.

/// <summary>A device of the asker's organisation signs its reports with this key.</summary>
public sealed record EnrolReportingKey(Id<ReportingKey> Key, Id<Place>? Place, ImmutableArray<byte> PublicKey) : Command;

public sealed record EndReportingKey(Id<ReportingKey> Key) : Command;

// What is kept, and for how long.

/// <param name="Person">Whose records must be kept; null for the whole incident.</param>
public sealed record PlaceHold(Id<LegalHold> Hold, Id<Person>? Person, HoldReason Reason) : Command;

/// <summary>The hold may end. The first who says so asks, somebody of another organisation lifts it.</summary>
public sealed record LiftHold(Id<LegalHold> Hold) : Command;

public sealed record AcknowledgeReceipt(Id<Receipt> Receipt) : Command;

public sealed record CloseIncident : Command;

public sealed record ReopenIncident : Command;

/// <summary>Writes receipts and ends what is due by now, some of it at a time; said again until nothing follows.</summary>
/// <param name="Records">
/// Those that whoever looked through the incident beside its writer found due; they are looked at again, and no others. Null when every record is to be
/// looked at, which holds the writer of a large incident for a while.
/// </param>
public sealed record CarryOutExpiry(ImmutableArray<Id<Record>>? Records = null) : Command
{
    /// <summary>How many hand-overs get a receipt, or records end, by one of these. A batch of this size takes a moment.</summary>
    public const int Most = 200;

    /// <summary>What is to be said for everything that is due, found by looking through a state beside the writer; nothing when nothing is due.</summary>
    public static IReadOnlyList<CarryOutExpiry> For(IncidentState state, DateTimeOffset now)
    {
        var expiry = new Expiry(state);
        var receipts = state.Releases.Values.Count(release => release.Status == ReleaseStatus.Completed) - state.Receipts.Count;
        var due = expiry.All().Where(fate => fate.IsDue(now)).Select(fate => fate.Record).Chunk(Most).Select(records => new CarryOutExpiry([.. records])).ToList();
        return
        [
            .. Enumerable.Repeat(new CarryOutExpiry([]), (receipts + Most - 1) / Most),
            .. due.Count == 0 && expiry.ClaimsDue(now).Any() ? [new([])] : due,
        ];
    }
}

// Families on the open pages.

/// <param name="AnsweredBy">The organisation that answers the number and reads what strangers write.</param>
public sealed record OpenFamilyPage(string HelpNumber, string? OtherLanguages, Id<Organisation> AnsweredBy) : Command;

public sealed record CloseFamilyPage : Command;

/// <summary>Gives an adult a card. An earlier one of the same adult is revoked by it.</summary>
/// <param name="CodePrint">Keyed; the code itself was shown to the worker and is nowhere.</param>
public sealed record IssueFamilyCard(Id<FamilyCard> Card, Id<Person> Adult, Guid CodePrint, Guid PinPrint) : Command;

public sealed record RevokeFamilyCard(Id<FamilyCard> Card) : Command;

/// <summary>Chooses what the card answers; null lets it follow from the facts.</summary>
public sealed record SayFamilyAnswer(Id<FamilyCard> Card, FamilyAnswer? Answer) : Command;

public sealed record CountMistypedPin(Id<FamilyCard> Card) : Command;

public sealed record ReceiveClaim(Id<PublicClaim> Claim, PublicClaimKind Kind, ClaimLanguage Language, ClaimWords Words) : Command;

public sealed record NoteClaimContact(Id<PublicClaim> Claim) : Command;

public sealed record CloseClaim(Id<PublicClaim> Claim, ClaimClosedBecause Because) : Command;

// Restrictions.

/// <param name="CourtDocument">What document was seen, when one was; makes it verified if a supervisor raises it.</param>
public sealed record RaiseRestriction(
    Id<Restriction> Restriction, Id<Person> Child, RestrictionKind Kind, Id<Person>? Against, BarredAdult? AgainstNew, string? CourtDocument, string? Note) : Command;

/// <summary>A barred adult who isn't known here yet.</summary>
public sealed record BarredAdult(Id<Person> Person, Id<Record> Record, PersonDetails Details);

public sealed record UpholdRestriction(Id<Restriction> Restriction) : Command;

public sealed record FindUnfounded(Id<Restriction> Restriction, string Note) : Command;

public sealed record AskToLift(Id<Restriction> Restriction, string CourtDocument) : Command;

public sealed record ConfirmLift(Id<Restriction> Restriction, string CourtDocument) : Command;

// What only the family knows.

/// <param name="SaidBy">The adult who says it; null when the child does.</param>
public sealed record SealFact(Id<SealedFact> Fact, Id<Person> Child, FamilyQuestion Question, SealedAnswer Answer, Id<Person>? SaidBy = null) : Command;

// Release.

/// <summary>The child was handed to an adult on paper, or by a device without connection, and it is reported now.</summary>
/// <param name="DetailsOfTo">Given when the adult isn't on record yet.</param>
public sealed record ReportHandedOver(Id<Person> Child, Id<Record> To, Id<Person> PersonTo, PersonDetails? DetailsOfTo, string? Note = null) : Command;

/// <param name="ClaimantDetails">Given when the claimant isn't on record yet.</param>
public sealed record StartRelease(
    Id<Release> Release, Id<Person> Child, Id<Record> Claimant, Id<Person> ClaimantPerson, PersonDetails? ClaimantDetails) : Command;

/// <param name="Document">The document that was shown, as a keyed hash; null when its number wasn't typed.</param>
public sealed record SeeIdentity(Id<Release> Release, IdentitySeenBy How, string? Note = null, DocumentToken? Document = null) : Command;

public sealed record ShowRight(Id<Release> Release, RightToCollect Kind, Guid Reference, string? CourtDocument = null) : Command;

public sealed record AskChild(Id<Release> Release, ChildSays Says) : Command;

/// <summary>What the adult, or the child, answers to a sealed question. It is compared and kept nowhere.</summary>
public sealed record AnswerFact(Id<Release> Release, Id<SealedFact> Fact, string Said) : Command;

public sealed record RaiseDoubt(Id<Release> Release, string? Note = null) : Command;

public sealed record ClearDoubt(Id<Release> Release, string Note) : Command;

public sealed record SayNotThisAdult(Id<Release> Release, Id<Restriction> Restriction, string Note) : Command;

public sealed record LetSiblingStay(Id<Release> Release, Id<Person> Sibling) : Command;

public sealed record ConfirmAsSecondPerson(Id<Release> Release) : Command;

public sealed record ApproveAsSupervisor(Id<Release> Release) : Command;

public sealed record CompleteRelease(Id<Release> Release) : Command;

public sealed record RefuseRelease(Id<Release> Release, RefusedBecause Because, string? Note = null) : Command;

public sealed record AbandonRelease(Id<Release> Release) : Command;
