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
        List = ListPage<FamilyGroups.Family>.Of(Chosen(), Order, number);
    }

    private static readonly IComparer<FamilyGroups.Family> Order = Comparer<FamilyGroups.Family>.Create((a, b) =>
        a.Since != b.Since ? a.Since.CompareTo(b.Since) : string.CompareOrdinal(a.Key, b.Key));

    private IEnumerable<FamilyGroups.Family> Chosen()
    {
        foreach (var family in FamilyGroups.Of(State))
        {
            // Who belongs to whom is told only to those who hold a part of the family.
            if (!family.Children.Any(Reading.Opens) && !family.Adults.Any(Reading.Opens))
            {
                continue;
            }

            TogetherCount += family.Together ? 1 : 0;
            ApartCount += family.Together ? 0 : 1;
            if (family.Together == Together)
            {
                yield return family;
            }
        }
    }
}
