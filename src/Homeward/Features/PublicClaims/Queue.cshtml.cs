using Homeward.Domain;
using Homeward.Features.People;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.PublicClaims;

/// <summary>What families wrote on the open pages, in a queue of its own, the longest wait first.</summary>
public sealed class QueueModel : ActionPage
{
    // The queue is grouped once for each state, however many look at it.
    private static readonly OncePerState<Dictionary<Id<Organisation>, IReadOnlyList<IReadOnlyList<PublicClaim>>>> Grouped = new((state, _) =>
        state.Claims.Values.Where(claim => claim.Closed is null).GroupBy(claim => claim.Owner).ToDictionary(owner => owner.Key, Alike.Grouped));

    [BindProperty(SupportsGet = true)]
    public string? P { get; set; }

    public ListPage<IReadOnlyList<PublicClaim>> Stories { get; private set; } = null!;

    /// <summary>How many messages there are, those told together counted one by one.</summary>
    public int Waiting { get; private set; }

    protected override Type Command => typeof(CloseClaim);

    public void OnGet()
    {
        var mine = Grouped.Of(State, Here.Now).GetValueOrDefault(Account.Organisation) ?? [];
        Waiting = mine.Sum(story => story.Count);
        Stories = ListPage<IReadOnlyList<PublicClaim>>.Of(mine, _ => true, P);
        Listed(Stories.Rows.Count);
    }
}
