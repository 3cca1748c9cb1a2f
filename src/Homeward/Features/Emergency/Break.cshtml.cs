using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Emergency;

/// <summary>Opens one child in an emergency: why, from a list and in words. What follows is said before it is done.</summary>
public sealed class BreakModel : ActionPage
{
    public Person Child { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public IReadOnlyList<Choice> Reasons => WordChoices.Of<GlassReason>(T);

    protected override Type Command => typeof(BreakGlass);

    public IActionResult OnGet(string child) => Find(child) ?? Page();

    public async Task<IActionResult> OnPostAsync(string child)
    {
        if (Find(child) is { } instead)
        {
            return instead;
        }

        if (WordChoices.Read<GlassReason>(Reason) is not { } reason)
        {
            Problems.Add("Reason", T["act.choose_one"]);
            return Again();
        }

        return await SubmitAsync(new BreakGlass(Child.Id, Made<BrokenGlass>("glass"), reason, Words ?? ""))
            ? To(PersonAddress.Of(Child))
            : Again();
    }

    // Whoever reads the child anyway is sent to it.
    private IActionResult? Find(string child)
    {
        if (FindChild(child) is not { } found)
        {
            return NotFound();
        }

        Child = found;
        return Reading.Opens(found) ? To(PersonAddress.Of(found)) : null;
    }
}
