using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.PublicClaims;

/// <summary>
/// One message: what was written, and what a worker makes of it. It becomes a report only by a worker's hand, who says it again in their own name.
/// </summary>
public sealed class ClaimModel : ActionPage
{
    private const int MostAtOnce = 500;

    public PublicClaim Claim { get; private set; } = null!;

    /// <summary>Others that wait and tell the same story, at most as many as are closed at once.</summary>
    public IReadOnlyList<PublicClaim> Others { get; private set; } = [];

    [BindProperty]
    public string? Because { get; set; }

    /// <summary>Whether the others are closed with it.</summary>
    [BindProperty]
    public string? All { get; set; }

    public IReadOnlyList<Choice> Reasons => WordChoices.Of<ClaimClosedBecause>(T);

    protected override Type Command => typeof(CloseClaim);

    public IActionResult OnGet(string claim) => Knows(claim) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string claim)
    {
        if (!Knows(claim))
        {
            return NotFound();
        }

        if (WordChoices.Read<ClaimClosedBecause>(Because) is not { } because)
        {
            Problems.Add("Because", T["act.choose_one"]);
            return Again();
        }

        var closed = All == "all" ? Others.Prepend(Claim) : [Claim];
        return await SubmitAsync([.. closed.Select(one => new CloseClaim(one.Id, because))]) ? To("claims") : Again();
    }

    public async Task<IActionResult> OnPostContactAsync(string claim) =>
        !Knows(claim) ? NotFound() : await SubmitAsync(new NoteClaimContact(Claim.Id)) ? To($"claims/{Claim.Id}") : Again();

    private bool Knows(string claim)
    {
        if (!Id<PublicClaim>.TryParse(claim, out var id) || !Engine.Current.Claims.TryGetValue(id, out var found) || !Sight.Sees(found))
        {
            return false;
        }

        Claim = found;
        Others = Alike.KeyOf(found) is { } story
            ? [.. Engine.Current.Claims.Values.Where(one => one.Id != found.Id && one.Closed is null && Sight.Sees(one) && Alike.KeyOf(one) == story).Take(MostAtOnce - 1)]
            : [];
        Listed(1);
        return true;
    }
}
