using Homeward.Access;
using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Emergency;

/// <summary>The children opened in an emergency, those nobody has looked at first; a second person says whether it was right.</summary>
public sealed class ReviewModel(AccountStore accounts) : ActionPage
{
    private const int MostShown = 100;

    public IReadOnlyList<BrokenGlass> Glasses { get; private set; } = [];

    [BindProperty]
    public string? Glass { get; set; }

    [BindProperty(Name = "answer")]
    public string? Answered { get; set; }

    protected override Type Command => typeof(ReviewGlass);

    public void OnGet() => List();

    public async Task<IActionResult> OnPostAsync()
    {
        List();
        if (!Id<BrokenGlass>.TryParse(Glass, out var id) || Answered is not ("right" or "wrong") || Glasses.All(glass => glass.Id != id))
        {
            return NotFound();
        }

        if (await SubmitAsync(new ReviewGlass(id, Answered == "right")))
        {
            return To("emergency");
        }

        List();
        return Again();
    }

    /// <summary>What they wrote. The privacy officer reads no cases, and no words about one.</summary>
    public string? WordsOf(BrokenGlass glass) => State.Find(glass.Child) is { } child
        ? State.RecordsOf(child).SelectMany(Sight.NotesOf).FirstOrDefault(note => note.About == glass.Id.Value)?.Text
        : null;

    /// <summary>Whoever opened it is named here: that is what the page is for.</summary>
    public string NameOf(Id<User> user) => accounts.Current.Find(user)?.Name ?? T["reading.somebody"];

    private void List() => Glasses =
    [
        .. Engine.Current.BrokenGlass.Values
            .Where(glass => Account.Role == Role.PrivacyOfficer || glass.Concerns(Engine.Current, Account.Organisation))
            .OrderBy(glass => glass.WasRight is not null).ThenByDescending(glass => glass.At).Take(MostShown),
    ];
}
