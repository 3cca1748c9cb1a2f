using Homeward.Domain;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.People;

/// <summary>Families that are apart first, whoever has waited longest before the others.</summary>
public sealed class FamiliesModel : IncidentPage
{
    public bool Together { get; private set; }

    public int TogetherCount { get; private set; }

    public int ApartCount { get; private set; }

    public ListPage<FamilyGroups.Family> List { get; private set; } = null!;

    public void OnGet(string? show, [FromQuery(Name = "p")] string? number)
    {
        Together = show == "together";
        var families = FamiliesInOrder.Of(Engine, Reading);
        TogetherCount = families.Count(family => family.Together);
        ApartCount = families.Count - TogetherCount;
        List = ListPage<FamilyGroups.Family>.Of(families, family => family.Together == Together, number);
        Listed(List.Rows.SelectMany(family => family.Members));
    }
}
