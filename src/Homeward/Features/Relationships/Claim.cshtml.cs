using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Relationships;

/// <summary>One claimed relationship, what is known of both sides, and the two answers: it was shown to be true, or it isn't.</summary>
public sealed class ClaimModel : ActionPage
{
    public Relationship Claim { get; private set; } = null!;

    public Person Child { get; private set; } = null!;

    public Person Adult { get; private set; } = null!;

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    protected override Type Command => typeof(VerifyRelationship);

    public IActionResult OnGet(string relationship) => Find(relationship) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string relationship, string? answer)
    {
        if (!Find(relationship))
        {
            return NotFound();
        }

        if (Read(answer) is { } command && await SubmitAsync(command))
        {
            return To($"relationships/{Claim.Id}");
        }

        Find(relationship);
        return Again();
    }

    private Command? Read(string? answer)
    {
        if (answer == "not_true")
        {
            return new RefuteRelationship(Claim.Id, PersonForm.Trimmed(Note));
        }

        if (WordChoices.Read<VerifiedBy>(How) is { } how)
        {
            return new VerifyRelationship(Claim.Id, how, PersonForm.Trimmed(Note));
        }

        Problems.Add("How", T["act.choose_one"]);
        return null;
    }

    private bool Find(string relationship)
    {
        var state = Engine.Current;
        if (!Id<Relationship>.TryParse(relationship, out var id) || !state.Relationships.TryGetValue(id, out var found)
            || !ClaimsModel.MayLookInto(found, state, Sight))
        {
            return false;
        }

        (Claim, Child, Adult) = (found, state.Find(found.Child)!, state.Find(found.Adult)!);
        Opened(Child);
        Opened(Adult);
        return true;
    }
}
