using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Supervise;

/// <summary>
/// Why a desk said "not yet" about one child, and everything a supervisor can decide about it. Only supervisors who may see
/// the child, and child protection, can open this page; for everybody else it does not exist.
/// </summary>
public sealed class ChildModel : ActionPage
{
    private string handler = "";

    public Person Child { get; private set; } = null!;

    /// <summary>The hand-over that is going on.</summary>
    public Release? Release { get; private set; }

    public IReadOnlyList<ReleaseGate.Hold> Holds { get; private set; } = [];

    public IReadOnlyList<Restriction> Restrictions { get; private set; } = [];

    public IReadOnlyList<Relationship> Claims { get; private set; } = [];

    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>Other records of what may be this child, of which only one can be true.</summary>
    public IReadOnlyList<TwoRecords> TwoRecords { get; private set; } = [];

    public bool MayApprove { get; private set; }

    /// <summary>What only the family knows, as far as it was asked.</summary>
    public FamilyFacts? Facts { get; private set; }

    /// <summary>Other children for whom the same telephone, document or adult was given.</summary>
    public IReadOnlyList<SharedClaim> Shared { get; private set; } = [];

    /// <summary>Decisions that two records are one, on which the right to collect rests.</summary>
    public IReadOnlyList<LinkMade> Links { get; private set; } = [];

    /// <summary>The adult to whom the child was handed on paper, while nobody has answered for that.</summary>
    public Id<Person>? HandedOver { get; private set; }

    /// <summary>Whether the child is with an adult whom a restriction means, or may mean.</summary>
    public bool WithBarred { get; private set; }

    public string ClaimantName => Release is null ? "" : State.Records[Release.Claimant].Details?.DisplayName() ?? T["act.no_name"];

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? CourtDocument { get; set; }

    [BindProperty(Name = "restriction")]
    public string? RestrictionSent { get; set; }

    protected override Type Command => typeof(UpholdRestriction);

    public IActionResult OnGet(string child) => Find(child) ? Page() : NotFound();

    public Task<IActionResult> OnPostAlarmAsync(string child) => Decide(child, "Alarm", () => new AnswerAlarm(Child.Id, Note ?? ""));

    public Task<IActionResult> OnPostUpholdAsync(string child) => Decide(child, "Unfounded", () => new UpholdRestriction(RestrictionId));

    public Task<IActionResult> OnPostUnfoundedAsync(string child) => Decide(child, "Unfounded", () => new FindUnfounded(RestrictionId, Note ?? ""));

    public Task<IActionResult> OnPostAskLiftAsync(string child) => Decide(child, "Lift", () => new AskToLift(RestrictionId, CourtDocument ?? ""));

    public Task<IActionResult> OnPostConfirmLiftAsync(string child) => Decide(child, "Lift", () => new ConfirmLift(RestrictionId, CourtDocument ?? ""));

    public Task<IActionResult> OnPostNotThisAdultAsync(string child) =>
        Decide(child, "NotThisAdult", () => Release is null ? null : new SayNotThisAdult(Release.Id, RestrictionId, Note ?? ""));

    public Task<IActionResult> OnPostClearDoubtAsync(string child) =>
        Decide(child, "ClearDoubt", () => Release is null ? null : new ClearDoubt(Release.Id, Note ?? ""));

    public Task<IActionResult> OnPostApproveAsync(string child) =>
        Decide(child, "Approve", () => Release is null ? null : new ApproveAsSupervisor(Release.Id));

    public Task<IActionResult> OnPostRefuseAsync(string child) =>
        Decide(child, "Refuse", () => Release is null ? null : new RefuseRelease(Release.Id, Holds.Count > 0 ? RefusedBecause.NotYet : RefusedBecause.Other, PersonForm.Trimmed(Note)));

    /// <summary>What was typed in the form that was sent; the other forms on the page stay empty.</summary>
    public string? NoteFor(string form) => form == handler ? Note : null;

    /// <summary>What is wrong with the form that was sent.</summary>
    public string? ProblemIn(string form) => form == handler && Problems.Any ? Problems.All[0].Sentence : null;

    /// <summary>A restriction in one sentence: what kind, and whom it means.</summary>
    public string RestrictionWords(Restriction restriction)
    {
        var against = restriction.Against is { } known ? Reading.NameOf(known)
            : restriction.AgainstRecord is { } record ? State.Records[record].Details?.DisplayName() ?? T["act.no_name"]
            : null;
        return against is null
            ? T["supervise.restriction_all", T.Of(restriction.Kind)]
            : T["supervise.restriction_one", T.Of(restriction.Kind), against];
    }

    /// <summary>Whether the viewer may know what a restriction says: those of another child who may be this one belong to whoever may see that child.</summary>
    public bool MayRead(Restriction restriction) => Engine.Current.Find(restriction.Child) is { } child && Sight.SeesRestrictions(child);

    /// <summary>What was written down about a restriction.</summary>
    public IEnumerable<string> NotesAbout(Guid about) =>
        State.RecordsOf(Child).SelectMany(record => record.Notes).Where(note => note.About == about).Select(note => note.Text);

    protected override string FieldOf(Refusal refusal, int at) => refusal.Field switch
    {
        "Note" or "text" => "Note",
        _ when refusal.Reason == RefusalReason.CourtDocumentNeeded => "CourtDocument",
        _ => "form",
    };

    private Id<Restriction> RestrictionId => Id<Restriction>.TryParse(RestrictionSent, out var id) ? id : default;

    private async Task<IActionResult> Decide(string child, string form, Func<Command?> read)
    {
        handler = form;
        if (!Find(child))
        {
            return NotFound();
        }

        if (read() is { } command)
        {
            if (await SubmitAsync(command))
            {
                return To($"supervise/{Child.Code}");
            }
        }
        else if (!Problems.Any)
        {
            Problems.Add("form", T.Of(RefusalReason.ReleaseNotOpen));
        }

        Find(child);
        return Again();
    }

    /// <summary>The adult of the last step, when that was a hand-over on paper.</summary>
    public static Id<Person>? LastHandOver(ChildFacts child) =>
        child.Chain is [.., { Kind: CustodyStepKind.HandedOverOutsideGate, To.Caregiver: { } adult }] ? adult : null;

    private bool Find(string code)
    {
        if (FindChild(code) is not { } child || !Sight.SeesRestrictions(child))
        {
            return false;
        }

        var state = Engine.Current;
        Child = child;
        Opened(child);
        var everybody = state.Cluster(child).ToList();
        Release = everybody.SelectMany(person => person.Child!.Releases).Select(id => state.Releases[id]).FirstOrDefault(r => r.Status == ReleaseStatus.Open);
        Holds = Release is not null && ReleaseGate.Check(state, Release, Here.Now) is ReleaseGate.Answer.NotYet { Holds: var holds } ? holds : [];
        Restrictions = [.. everybody.SelectMany(person => person.Child!.Restrictions).Select(id => state.Restrictions[id]).OrderByDescending(r => r.Holds)];
        Claims = [.. everybody.SelectMany(person => person.Relationships).Distinct().Select(id => state.Relationships[id])
            .Where(r => r.Status == RelationshipStatus.Claimed)];
        TwoRecords = [.. Supervise.TwoRecords.Of(state, Sight).Where(pair => pair.One.Id == child.Id || pair.Other.Id == child.Id)];
        Notes = Release is null ? [] : [.. state.Records[Release.Claimant].Notes.Where(note => note.About == Release.Id.Value).Select(note => note.Text)];
        Facts = Release is null ? null : FamilyFacts.Of(state, Release);
        Shared = Release is null ? [] : SharedClaims.Of(state, Release);
        Links = Release is null ? [] : [.. ReleaseGate.LinksUnder(state, Release)];
        HandedOver = child.Child!.Alarm ? LastHandOver(child.Child) : null;
        WithBarred = Barred.HasChild(state, child);
        MayApprove = Release is { Identity: not null, Right: not null, Supervisor: null } && ReleaseGate.NeedsSupervisor(state, Release)
            && Release.StartedBy != Account.Id && Release.Identity.SeenBy != Account.Id && Release.SecondPerson != Account.Id
            && ReleaseGate.LinksUnder(state, Release).All(link => link.By != Account.Id);
        return true;
    }
}
