using Homeward.Domain;
using Homeward.Features.OpenPages;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.FamilyCards;

/// <summary>
/// The card of one adult: makes it, prints it, chooses what it answers, takes it back. Code and PIN are on the page that made them and nowhere else.
/// </summary>
public sealed class CardModel(CardDesk desk) : ActionPage
{
    public Person Adult { get; private set; } = null!;

    /// <summary>The card that was given last and not taken back.</summary>
    public FamilyCard? Given { get; private set; }

    /// <summary>The code and the PIN of the card that was just made; shown once.</summary>
    public (string Code, string Pin)? Made { get; private set; }

    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>What is wrong with the answer, or nothing. It is chosen on a form of its own.</summary>
    public IReadOnlyList<Choice> Answers => [new("", T["card.by_itself"]), .. WordChoices.Of<FamilyAnswer>(T)];

    /// <summary>What the card answers now.</summary>
    public FamilyAnswer Now => FamilyAnswers.Of(Engine.Current, Given!);

    /// <summary>Where the family asks, as it is printed.</summary>
    public string Address => $"{Request.Scheme}://{Request.Host}/family/{Engine.Current.Incident!.Code}";

    protected override Type Command => typeof(IssueFamilyCard);

    public IActionResult OnGet(string adult) => Knows(adult) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string adult)
    {
        if (!Knows(adult))
        {
            return NotFound();
        }

        var (code, pin) = (CardCode.New(), CardCode.NewPin());
        var prints = desk.Prints(Engine, code, pin);
        if (!await SubmitAsync(new IssueFamilyCard(Made<FamilyCard>("card"), Adult.Id, prints.Code, prints.Pin)))
        {
            return Again();
        }

        Made = (code, pin);
        return Page();
    }

    public async Task<IActionResult> OnPostAnswerAsync(string adult) =>
        !Knows(adult) || Given is null ? NotFound()
        : await SubmitAsync(new SayFamilyAnswer(Given.Id, WordChoices.Read<FamilyAnswer>(Answer))) ? To($"family-card/{Adult.Code}") : Again();

    public async Task<IActionResult> OnPostRevokeAsync(string adult) =>
        !Knows(adult) || Given is null ? NotFound()
        : await SubmitAsync(new RevokeFamilyCard(Given.Id)) ? To($"family-card/{Adult.Code}") : Again();

    protected override string FieldOf(Refusal refusal, int at) => base.FieldOf(refusal, at) is "Happened" ? "Happened" : "form";

    // Whoever can't read an adult's record gives out no card for them, and learns no more than from a code that isn't there.
    private bool Knows(string adult)
    {
        if (FindByCode(adult) is not { Adult: not null } found || !Sight.RecordsOf(found).Any())
        {
            return false;
        }

        Adult = found;
        Given = Engine.Current.CardsOf(found).FirstOrDefault(card => !card.Revoked);
        Opened(found);
        return true;
    }
}
