using Homeward.Domain;
using Homeward.Features.Leads;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Disclosure;

/// <summary>
/// Where a lead between two organisations stands, for us and for them, and what is asked of us now. Of the other side it shows numbers;
/// from the names step on a first name and an age. Child protection finds here what waits for it.
/// </summary>
public sealed class StepsModel : ActionPage
{
    public Lead Lead { get; private set; } = null!;

    public LeadDisclosure Disclosure { get; private set; } = null!;

    /// <summary>The side this person acts for; null for child protection and for whoever may read both.</summary>
    public LeadSide? Side { get; private set; }

    /// <summary>Our own person, when there is a side.</summary>
    public Person? Ours { get; private set; }

    public DisclosureAsks Asks { get; private set; }

    /// <summary>What is told of the other side's person.</summary>
    public HalfTold? Half { get; private set; }

    /// <summary>Whether both records may be compared by now.</summary>
    public bool SeesBoth { get; private set; }

    /// <summary>Whether child protection is asked to look.</summary>
    public bool MayTakeUp { get; private set; }

    /// <summary>What was typed, by question; shown again when it was refused, and kept nowhere.</summary>
    public Dictionary<BlindQuestion, string?> Answers { get; } = [];

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Plans written by either side that this person may read, oldest first.</summary>
    public IReadOnlyList<(bool Own, Note Note)> Plans { get; private set; } = [];

    protected override Type Command => typeof(AgreeToNames);

    /// <summary>The questions about the other side's person.</summary>
    public IReadOnlyList<BlindQuestion> Questions => BlindQuestions.About(AsksAboutAChild ? PersonKind.Child : PersonKind.Adult);

    /// <summary>Whether the other side's person is a child; that much the kind of lead tells anyway.</summary>
    public bool AsksAboutAChild => Side is { } side
        && Engine.Current.People[Engine.Current.Records[Disclosure.RecordOf(LeadDisclosure.Other(side))].Person].Kind == PersonKind.Child;

    public IActionResult OnGet(string lead) => Find(lead) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAnswersAsync(string lead)
    {
        if (!Find(lead) || Side is not { } side)
        {
            return NotFound();
        }

        if (!Request.HasFormContentType)
        {
            return BadRequest();
        }

        foreach (var question in Questions)
        {
            Answers[question] = Request.Form[FieldOf(question)].ToString() is { Length: <= 200 } typed ? typed.Trim() : null;
        }

        if (Answers.GetValueOrDefault(BlindQuestion.Age) is { Length: > 0 } age && (!AgeText.TryRead(age, out var read) || read is null))
        {
            Problems.Add(FieldOf(BlindQuestion.Age), T["person_form.unreadable_age", age]);
            return Again();
        }

        var other = Engine.Current.Records[Disclosure.RecordOf(LeadDisclosure.Other(side))];
        var (agree, differ, unknown) = BlindComparison.Of(Engine.Current, other, Answers, DateOnly.FromDateTime(Here.Now.UtcDateTime));
        return await DoneAsync(new CompareBlindAnswers(Lead.Id, agree, differ, unknown, other.Recorded));
    }

    public Task<IActionResult> OnPostAgreeAsync(string lead) => DoAsync(lead, id => new AgreeToNames(id));

    public Task<IActionResult> OnPostOpenAsync(string lead) => DoAsync(lead, id => new OpenFirstNames(id));

    public Task<IActionResult> OnPostContactAsync(string lead) => DoAsync(lead, id => new AgreeToContact(id));

    public Task<IActionResult> OnPostStopAsync(string lead) => DoAsync(lead, id => new StopDisclosure(id));

    public Task<IActionResult> OnPostPlanAsync(string lead) => DoAsync(lead, id => new SharePlan(id, Text ?? ""));

    public Task<IActionResult> OnPostResumeAsync(string lead) => DoAsync(lead, id => new ResumeDisclosure(id));

    public Task<IActionResult> OnPostTakeUpAsync(string lead) => DoAsync(lead, id => new TakeUpLead(id));

    /// <summary>The name under which an answer is sent.</summary>
    public static string FieldOf(BlindQuestion question) => $"answer_{WordChoices.Sent(question)}";

    /// <summary>How many agree, differ and met nothing, in words; nothing while a side hasn't answered.</summary>
    public string? Counted(LeadSide side) => Disclosure.AnswersOf(side) is { } said ? T["steps.counted", said.Agree, said.Differ, said.Unknown] : null;

    private async Task<IActionResult> DoAsync(string lead, Func<Id<Lead>, Command> command) =>
        !Find(lead) ? NotFound()
        : !May(Account.Role, command(Lead.Id).GetType()) ? NotForThisRole(command(Lead.Id).GetType())
        : await DoneAsync(command(Lead.Id));

    private async Task<IActionResult> DoneAsync(Command command)
    {
        if (await SubmitAsync(command))
        {
            return To(command is TakeUpLead ? $"leads/{Lead.Id}" : $"leads/{Lead.Id}/steps");
        }

        return Find(Lead.Id.ToString()) ? Again() : NotFound();
    }

    private bool Find(string lead)
    {
        var (state, sight) = (Engine.Current, Sight);
        if (!Id<Lead>.TryParse(lead, out var id) || !state.Leads.TryGetValue(id, out var found) || found.Status == LeadStatus.Withdrawn)
        {
            return false;
        }

        var (left, right) = (state.Records[found.Left], state.Records[found.Right]);
        (Lead, Disclosure) = (found, LeadDisclosure.Of(state, found, Here.Now));
        Side = Disclosure.SideOf(sight);
        SeesBoth = sight.Sees(found);
        MayTakeUp = Side is null && !SeesBoth && Account.Role == Role.ChildProtection && Disclosure.MayBeTakenUp;
        if (Side is null && !MayTakeUp && !(SeesBoth && Disclosure.Acts.Count > 0))
        {
            return false;
        }

        Plans =
        [
            .. new[] { left, right }.Where(record => sight.Sees(record) || SeesBoth)
                .SelectMany(record => record.Notes.Where(note => note.Kind == NoteKind.Plan && note.About == id.Value).Select(note => (sight.Sees(record), note)))
                .OrderBy(one => one.note.Recorded),
        ];
        if (Side is { } side)
        {
            Ours = state.People[state.Records[Disclosure.RecordOf(side)].Person];
            Opened(Ours);
            Asks = Disclosure.Asks(side, Account.Id);
            Half = Disclosure.OtherHalf(sight);
            if (Half is not null)
            {
                Opened(state.People[state.Records[Disclosure.RecordOf(LeadDisclosure.Other(side))].Person], Ground.Disclosed);
            }
        }

        return true;
    }
}
