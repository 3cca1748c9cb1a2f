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
    private static readonly TimeSpan JustNow = TimeSpan.FromHours(1);

    public Release Release { get; private set; } = null!;

    public Person Child { get; private set; } = null!;

    public Record Claimant { get; private set; } = null!;

    /// <summary>The question this screen asks.</summary>
    public Step Step { get; private set; }

    public IReadOnlyList<Choice> Rights { get; private set; } = [];

    public IReadOnlyList<Person> Siblings { get; private set; } = [];

    public bool NeedsSupervisor { get; private set; }

    /// <summary>What only the family knows, to be asked of this adult and this child.</summary>
    public FamilyFacts Facts { get; private set; } = null!;

    /// <summary>Somebody tried so many answers about this child that only a supervisor asks now.</summary>
    public bool NoTriesLeft => Engine.Current.Cluster(Child).SelectMany(person => person.Child!.Releases).Sum(id => Engine.Current.Releases[id].Tries.Length) >= FamilyFacts.TriesPerChild;

    /// <summary>Whether the hand-over can go on without these questions.</summary>
    public bool MayGoOn => ReleaseGate.Check(Engine.Current, Release, Here.Now) is not ReleaseGate.Answer.Missing { Evidence: var missing } || !missing.Contains(ReleaseGate.Evidence.Facts);

    /// <summary>The kind and number of a document, turned into a mark at once. Never shown again.</summary>
    [BindProperty]
    public string? DocumentKind { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    public IReadOnlyList<Choice> DocumentKinds => [new("card", T["document.card"]), new("booklet", T["document.booklet"])];

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
        May<ApproveAsSupervisor>() && Release.StartedBy != Account.Id && Release.Identity?.SeenBy != Account.Id && Release.SecondPerson != Account.Id
        && ReleaseGate.LinksUnder(Engine.Current, Release).All(link => link.By != Account.Id);

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
        WordChoices.Read<IdentitySeenBy>(How) is not { } how ? Choose("How")
        : TryReadDocument(out var document) ? new SeeIdentity(Release.Id, how, PersonForm.Trimmed(Note), document)
        : null);

    public Task<IActionResult> OnPostFactAsync(string release, string? fact) => Answer(release, Step.Facts, () =>
    {
        answered = Id<SealedFact>.TryParse(fact, out var id) ? id : default;
        return new AnswerFact(Release.Id, answered, Request.Form[$"said_{answered}"].ToString());
    });

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

        if (!Release.Tries.IsEmpty && Facts.AreThere)
        {
            var asked = Facts.OfAdult.Concat(Facts.OfChild).ToList();
            yield return (Step.Facts, T["facts.so_far"], T["facts.count", asked.Count(Facts.HasAgreed), asked.Count]);
        }

        if (Release.Answer is { } answer)
        {
            yield return (Step.Child, T["release.child_said"], T.Of(answer.Says));
        }
    }

    private Id<SealedFact> answered;

    /// <summary>The name under which what somebody says is sent.</summary>
    public static string FieldOf(SealedFact fact) => $"said_{fact.Id}";

    protected override string FieldOf(Refusal refusal, int at) => refusal.Field == nameof(AnswerFact.Said) ? $"said_{answered}" : base.FieldOf(refusal, at);

    private bool TryReadDocument(out DocumentToken? document)
    {
        var number = string.Concat((Number ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        document = null;
        if (number.Length == 0)
        {
            return true;
        }

        if (number.Length is < 4 or > 40 || DocumentKinds.All(kind => kind.Value != DocumentKind))
        {
            Problems.Add("Number", T["document.too_short"]);
            return false;
        }

        document = new(Engine.Journal.Mark($"{DocumentKind} {number}"));
        return true;
    }

    private bool Held => Release.Status == ReleaseStatus.Open && ReleaseGate.Check(Engine.Current, Release, Here.Now) is ReleaseGate.Answer.NotYet;

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
            : accepted && command is AnswerFact ? To($"release/{Release.Id}{(Facts.Match ? "" : "?step=facts")}")
            : accepted && command is ApproveAsSupervisor && Waits(ReleaseGate.Evidence.Supervisor) ? ShownAgain(step)
            : accepted ? To($"release/{Release.Id}")
            : ShownAgain(step);
    }

    // Whoever joined the records that the right rests on is one person, and it takes two.
    private bool Waits(ReleaseGate.Evidence evidence)
    {
        var waits = ReleaseGate.Check(Engine.Current, Release, Here.Now) is ReleaseGate.Answer.Missing { Evidence: var missing } && missing.Contains(evidence);
        if (waits)
        {
            Problems.Add("form", T.Of(RefusalReason.NeedsAnotherPerson));
        }

        return waits;
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
        Step = step ?? Next(ReleaseGate.Check(state, Release, Here.Now));
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
            ReleaseGate.Evidence.Facts => Step.Facts,
            ReleaseGate.Evidence.Right => Step.Right,
            ReleaseGate.Evidence.ChildAsked => Step.Child,
            ReleaseGate.Evidence.Siblings => Step.Siblings,
            ReleaseGate.Evidence.Supervisor => Step.Supervisor,
            _ => Step.Second,
        }
        : Step.Hand;

    // Whoever works a hand-over isn't looking around: forty families may come to one desk within the hour, and two desks may go for one child at once.
    private bool AtOurDesk => Release.DeskOrganisation == Account.Organisation && (Release.EndedAt is not { } ended || ended > Here.Now - JustNow);

    private bool Find(string id)
    {
        if (!Id<Release>.TryParse(id, out var parsed) || !Engine.Current.Releases.TryGetValue(parsed, out var found)
            || (found.DeskOrganisation != Account.Organisation && Account.Role != Role.ChildProtection))
        {
            return false;
        }

        (Release, Child, Claimant) = (found, Engine.Current.Find(found.Child)!, Engine.Current.Records[found.Claimant]);
        Facts = FamilyFacts.Of(Engine.Current, found);
        var ground = AtOurDesk ? Ground.InOurCare : default(Ground?);
        Opened(Child, ground);
        if (Engine.Current.Find(Claimant.Person) is { } claimant)
        {
            Opened(claimant, ground);
        }

        return true;
    }
}
