using Homeward.Domain;
using Homeward.Linkage;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.RollCall;

/// <summary>
/// The roll call: a name, three buttons, the next name. One form holds them all, and a button carries everything its tap
/// means, so that it works with one hand, without script, and twice by accident.
/// </summary>
public sealed class RollCallModel : ActionPage
{
    private const string PartHeader = "X-Homeward-Part";

    /// <summary>"open" for those still expected, "all" for everybody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Grade { get; set; }

    /// <summary>The code of the child tapped last.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Place Place { get; private set; } = null!;

    public IReadOnlyList<RollRow> Rows { get; private set; } = [];

    public IReadOnlyList<string> Grades { get; private set; } = [];

    public RollRow? Last { get; private set; }

    public bool OnlyOpen => Show != "all";

    public PlaceTally Tally => Engine.Current.Tallies.TryGetValue(Place.Id, out var tally) ? tally : default;

    protected override Type Command => typeof(MarkRoll);

    /// <summary>A place's roll is called by the organisation that runs it; where nobody runs it, by anybody there.</summary>
    public static bool MayCall(Place place, Id<Organisation> organisation) => place.RunBy is not { } by || by == organisation;

    public IActionResult OnGet(string place)
    {
        if (!TryEnter(place))
        {
            return NotFound();
        }

        List();
        Last = FindChild(Done) is { } child ? RowOf(child) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string place, string? tap)
    {
        if (!TryEnter(place))
        {
            return NotFound();
        }

        // CODE.mark.id: everything one tap says.
        var parts = (tap ?? "").Split('.');
        if (parts.Length != 3 || FindChild(parts[0]) is not { } child || WordChoices.Read<RollMark>(parts[1]) is not { } mark
            || !Guid.TryParse(parts[2], out var id))
        {
            return BadRequest();
        }

        CommandId = id;
        var forScript = Request.Headers.ContainsKey(PartHeader);
        var next = forScript ? null : NextAfter(child);
        var marked = await Mark(child, mark);
        return forScript ? Part(child, marked)
            : marked ? To($"roll/{Place.Id}?Show={Show}&Grade={Uri.EscapeDataString(Grade ?? "")}&Done={child.Code}#{next}")
            : Listed();
    }

    /// <summary>The list as it is shown, as a file.</summary>
    public Task<IActionResult> OnPostFileAsync(string place, [FromForm(Name = "as")] string? format)
    {
        if (TryEnter(place))
        {
            List();
        }

        return Rows.Count == 0 ? Task.FromResult<IActionResult>(NotFound()) : TakeOutAsync(
            T["roll.file", Place.Name] + (Grade is null ? "" : $", {Grade}"), format, Rows.Count,
            [T["list.code"], T["list.name"], T["list.age"], T["roll.grade"], T["roll.mark"], T["list.since"]],
            Rows.Select(row => (IReadOnlyList<string?>)
                [row.Child.Code, Reading.NameOf(row.Child), Reading.AgeOf(row.Details), row.Details?.Grade, T.Of(row.Mark), row.Mark == RollMark.Expected ? null : When.Exactly(row.MarkedAt)]));
    }

    /// <summary>What a button sends: one child, one mark, and an id that makes a second tap harmless.</summary>
    public string Tap(RollRow row, RollMark mark) => $"{row.Child.Code}.{WordChoices.Sent(mark)}.{Guid.CreateVersion7(Here.Now):N}";

    public string Address(string? show, string? grade) =>
        Here.To($"roll/{Place.Id}?Show={show}{(grade is null ? "" : "&Grade=" + Uri.EscapeDataString(grade))}");

    private async Task<bool> Mark(Person child, RollMark mark)
    {
        // "Here" took the child into this place's care, and taking that back is more than another mark.
        var inCareHere = child.Child!.Custody?.Holder.Place == Place.Id;
        return await SubmitAsync(mark == RollMark.Expected && inCareHere
            ? new TakeBackHere(child.Id, Place.Id)
            : new MarkRoll(child.Id, Place.Id, mark));
    }

    private IActionResult Listed()
    {
        List();
        return Again();
    }

    // For the script: the row as it is now, the count, and what was said last.
    private PartialViewResult Part(Person child, bool marked)
    {
        Response.StatusCode = marked || Response.StatusCode != StatusCodes.Status200OK ? Response.StatusCode : StatusCodes.Status422UnprocessableEntity;
        Last = RowOf(Engine.Current.Find(child.Id)!);
        return Partial("_Part", this);
    }

    private bool TryEnter(string place)
    {
        if (!Id<Place>.TryParse(place, out var id) || !State.Places.TryGetValue(id, out var found) || !MayCall(found, Account.Organisation))
        {
            return false;
        }

        Place = found;
        return true;
    }

    private void List()
    {
        var all = (from person in Engine.Current.People.Values
                   where person.Child?.Rolls.IsEmpty == false && person.CountedAs is null
                   let row = RowOf(person)
                   where row is not null
                   select row).ToList();
        Grades = [.. all.Select(row => row.Details?.Grade).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase).Take(30)];
        Rows = [.. all.Where(row => (!OnlyOpen || row.Mark == RollMark.Expected) && (string.IsNullOrEmpty(Grade) || row.Details?.Grade == Grade))
            .OrderBy(row => NameFolding.Fold(Reading.NameOf(row.Child)), StringComparer.Ordinal)];
        Grade = string.IsNullOrEmpty(Grade) ? null : Grade;
        Listed(Rows.Count);
    }

    private RollRow? RowOf(Person child)
    {
        foreach (var roll in Engine.Current.Cluster(child).SelectMany(person => person.Child!.Rolls))
        {
            if (roll.Place == Place.Id)
            {
                return new(child, roll.Mark, roll.MarkedAt, Sight.DetailsOf(child));
            }
        }

        return null;
    }

    private string NextAfter(Person child)
    {
        List();
        var i = Rows.ToList().FindIndex(row => row.Child.Id == child.Id);
        return i >= 0 && i + 1 < Rows.Count ? Rows[i + 1].Anchor : "tally";
    }
}
