using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.ReleaseDesk;

/// <summary>
/// One hand-over, one question at a time. Which question is next comes from what the gate says is missing; what stands
/// against the hand-over is never said here.
/// </summary>
public sealed class ReleaseModel(SecondSignIn second) : ActionPage
{
    public Release Release { get; private set; } = null!;

    public Person Child { get; private set; } = null!;

    public Record Claimant { get; private set; } = null!;

    /// <summary>The question this screen asks.</summary>
    public Step Step { get; private set; }

    public IReadOnlyList<Choice> Rights { get; private set; } = [];

    public IReadOnlyList<Person> Siblings { get; private set; } = [];

    public bool NeedsSupervisor { get; private set; }

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? Right { get; set; }

    [BindProperty]
    public string? CourtDocument { get; set; }

    [BindProperty]
    public string? Says { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The answer of the second person's second step, when they have one.</summary>
    [BindProperty]
    public string? Digits { get; set; }

    public string ChildName => Reading.NameOf(Child);

    public string AdultName => Claimant.Details?.DisplayName() ?? T["act.no_name"];

    public bool MayBeTooYoung => ReleaseGate.MayBeTooYoung(Engine.Current, Child);

    /// <summary>Whether the person signed in here is somebody else than whoever worked on this hand-over, and may confirm it.</summary>
    public bool MayConfirmMyself =>
        May<ConfirmAsSecondPerson>() && Release.StartedBy != Account.Id && Release.Identity?.SeenBy != Account.Id && Release.Supervisor != Account.Id;

    public bool MayApproveMyself =>
        May<ApproveAsSupervisor>() && Release.StartedBy != Account.Id && Release.Identity?.SeenBy != Account.Id && Release.SecondPerson != Account.Id;

    /// <summary>Whether this person works the desk, and isn't only asked to confirm.</summary>
    public bool WorksDesk => May<StartRelease>();

    public IReadOnlyList<Choice> Answers =>
        MayBeTooYoung ? WordChoices.Of<ChildSays>(T) : WordChoices.Of(T, ChildSays.Yes, ChildSays.No);

    protected override Type Command => typeof(ConfirmAsSecondPerson);

    public IActionResult OnGet(string release, string? step) => Find(release) switch
    {
        false => NotFound(),
        true when Held => NotYet(),
        true => Shown(Enum.TryParse<Step>(step, ignoreCase: true, out var chosen) && chosen < Step.Supervisor ? chosen : null),
    };

    public Task<IActionResult> OnPostIdentityAsync(string release) => Answer(release, Step.Identity, () =>
        WordChoices.Read<IdentitySeenBy>(How) is { } how ? new SeeIdentity(Release.Id, how, PersonForm.Trimmed(Note)) : Choose("How"));

    public Task<IActionResult> OnPostRightAsync(string release) => Answer(release, Step.Right, () =>
        RightChoices.Read(Right) is var (kind, reference) ? new ShowRight(Release.Id, kind, reference, PersonForm.Trimmed(CourtDocument)) : Choose("Right"));

    public Task<IActionResult> OnPostChildAsync(string release) => Answer(release, Step.Child, () =>
        WordChoices.Read<ChildSays>(Says) is { } says ? new AskChild(Release.Id, says) : Choose("Says"));

    public Task<IActionResult> OnPostStaysAsync(string release, string? sibling) => Answer(release, Step.Siblings, () =>
        FindChild(sibling) is { } stays ? new LetSiblingStay(Release.Id, stays.Id) : Choose("form"));

    public Task<IActionResult> OnPostDoubtAsync(string release) => Answer(release, null, () => new RaiseDoubt(Release.Id, PersonForm.Trimmed(Note)));

    public Task<IActionResult> OnPostHandAsync(string release) => Answer(release, Step.Hand, () => new CompleteRelease(Release.Id));

    public Task<IActionResult> OnPostRefuseAsync(string release) => Answer(release, null, () =>
        WordChoices.Read<RefusedBecause>(Because) is { } because and not RefusedBecause.NotYet
            ? new RefuseRelease(Release.Id, because, PersonForm.Trimmed(Note))
            : Choose("Because"));

    public Task<IActionResult> OnPostAbandonAsync(string release) => Answer(release, null, () => new AbandonRelease(Release.Id));

    public Task<IActionResult> OnPostSecondAsync(string release, bool myself, CancellationToken cancellation) =>
        ByAnother(release, Step.Second, myself, () => new ConfirmAsSecondPerson(Release.Id), cancellation);

    public Task<IActionResult> OnPostSupervisorAsync(string release, bool myself, CancellationToken cancellation) =>
        ByAnother(release, Step.Supervisor, myself, () => new ApproveAsSupervisor(Release.Id), cancellation);

    /// <summary>What was answered so far, each to be changed while the hand-over is open.</summary>
    public IEnumerable<(Step Step, string Question, string Answer)> Answered()
    {
        if (Release.Identity is { } identity)
        {
            yield return (Step.Identity, T["release.identity_seen"], T.Of(identity.How));
        }

        if (Release.Right is { } right)
        {
            yield return (Step.Right, T["release.right_shown"], T.Of(right.Kind));
        }

        if (Release.Answer is { } answer)
        {
            yield return (Step.Child, T["release.child_said"], T.Of(answer.Says));
        }
    }

    private bool Held => Release.Status == ReleaseStatus.Open && ReleaseGate.Check(Engine.Current, Release) is ReleaseGate.Answer.NotYet;

    private async Task<IActionResult> Answer(string release, Step? step, Func<Command?> read, Actor? by = null)
    {
        if (!Find(release))
        {
            return NotFound();
        }

        var command = read();
        var accepted = command is not null && await SubmitAsync(null, by ?? Actor, command);
        Find(release);
        return Held ? NotYet()
            : accepted ? To($"release/{Release.Id}")
            : ShownAgain(step);
    }

    private async Task<IActionResult> ByAnother(string release, Step step, bool myself, Func<Command> command, CancellationToken cancellation)
    {
        if (!Find(release))
        {
            return NotFound();
        }

        // A screen that has to say "not yet" says it whoever stands there and whatever they typed.
        if (Held)
        {
            return NotYet();
        }

        var by = myself ? Actor : await second.CheckAsync(Name, Password, Digits, Problems, cancellation);
        Password = null;
        return by is null ? ShownAgain(step) : await Answer(release, step, command, by);
    }

    private Command? Choose(string field)
    {
        Problems.Add(field, T["act.choose_one"]);
        return null;
    }

    private IActionResult NotYet() => To("release/not-yet");

    private IActionResult ShownAgain(Step? step)
    {
        Shown(step);
        return Again();
    }

    private PageResult Shown(Step? step)
    {
        var state = Engine.Current;
        Step = step ?? Next(ReleaseGate.Check(state, Release));
        Rights = Step == Step.Right ? RightChoices.For(Child, state, Sight, Reading, T) : [];
        Siblings = Step == Step.Siblings ? [.. ReleaseGate.SiblingsLeftBehind(state, Release)] : [];
        NeedsSupervisor = ReleaseGate.NeedsSupervisor(state, Release);
        How ??= Release.Identity is { } identity ? WordChoices.Sent(identity.How) : null;
        return Page();
    }

    private static Step Next(ReleaseGate.Answer gate) => gate is ReleaseGate.Answer.Missing { Evidence: [var first, ..] }
        ? first switch
        {
            ReleaseGate.Evidence.Identity => Step.Identity,
            ReleaseGate.Evidence.Right => Step.Right,
            ReleaseGate.Evidence.ChildAsked => Step.Child,
            ReleaseGate.Evidence.Siblings => Step.Siblings,
            ReleaseGate.Evidence.Supervisor => Step.Supervisor,
            _ => Step.Second,
        }
        : Step.Hand;

    private bool Find(string id)
    {
        if (!Id<Release>.TryParse(id, out var parsed) || !Engine.Current.Releases.TryGetValue(parsed, out var found)
            || (found.DeskOrganisation != Account.Organisation && Account.Role != Role.ChildProtection))
        {
            return false;
        }

        (Release, Child, Claimant) = (found, Engine.Current.Find(found.Child)!, Engine.Current.Records[found.Claimant]);
        Opened(Child);
        if (Engine.Current.Find(Claimant.Person) is { } claimant)
        {
            Opened(claimant);
        }

        return true;
    }
}
