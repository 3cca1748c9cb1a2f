using System.Globalization;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.SettingUp;

/// <summary>A place joins the incident: a school, a shelter, a site where people are held.</summary>
public sealed class AddPlaceModel : ActionPage
{
    private const int LongestTown = 200;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Town { get; set; }

    [BindProperty]
    public string? Latitude { get; set; }

    [BindProperty]
    public string? Longitude { get; set; }

    [BindProperty]
    public string? RunBy { get; set; }

    /// <summary>The organisations that take part, one of which may run the place.</summary>
    public IReadOnlyList<Choice> Organisations =>
        [.. State.Organisations.Values.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Select(one => new Choice(one.Id.ToString(), one.Name))];

    protected override Type Command => typeof(AddPlace);

    protected override bool IsAboutPeople => false;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var id = Made<Place>("place");
        var (name, town) = (PersonForm.Trimmed(Name) ?? "", PersonForm.Trimmed(Town) ?? "");
        if (town.Length is 0 or > LongestTown)
        {
            Problems.Add(nameof(Town), town.Length == 0 ? T.Of(RefusalReason.TextMissing) : T["act.too_long", town.Length]);
        }

        if (State.Places.Values.FirstOrDefault(place => place.Id != id && Accounts.Key(place.Name) == Accounts.Key(name)) is { } same)
        {
            Problems.Add(nameof(Name), T["add_place.there", same.Name, same.Town]);
        }

        var kind = WordChoices.Read<PlaceKind>(Kind);
        if (kind is null)
        {
            Problems.Add(nameof(Kind), T["act.choose_one"]);
        }

        var (latitude, longitude) = (ReadDegrees(nameof(Latitude), Latitude, 90), ReadDegrees(nameof(Longitude), Longitude, 180));
        if (!Problems.Any && latitude is null != longitude is null)
        {
            Problems.Add(latitude is null ? nameof(Latitude) : nameof(Longitude), T["add_place.both_degrees"]);
        }

        var runBy = Id<Organisation>.TryParse(RunBy, out var by) ? by : null as Id<Organisation>?;
        return await SubmitAsync(new AddPlace(new(id, name, kind ?? default, town, latitude, longitude, runBy))) ? To("places") : Again();
    }

    protected override string FieldOf(Refusal refusal, int at) =>
        refusal.Reason == RefusalReason.NoSuchOrganisation ? nameof(RunBy)
        : refusal.Field == "text" ? nameof(Name)
        : base.FieldOf(refusal, at);

    private double? ReadDegrees(string field, string? typed, double most)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        // Some keyboards write a comma where others write a point.
        if (double.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            && Math.Abs(degrees) <= most)
        {
            return degrees;
        }

        Problems.Add(field, T["add_place.degrees_unreadable", typed, most]);
        return null;
    }
}
