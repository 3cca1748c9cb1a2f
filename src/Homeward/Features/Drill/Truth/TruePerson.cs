using Homeward.Domain;

namespace Homeward.Features.Drill.Truth;

/// <summary>What somebody is to the children of the household.</summary>
internal enum Part { Child, Mother, Father, Kin, Neighbour, RestrictedParent, Stranger }

/// <summary>
/// One invented person as they really are. Reports say something like it. <paramref name="Id"/> ("h12-c1") is for the
/// truth file only and reaches no report.
/// </summary>
internal sealed record TruePerson(
    string Id, Part Part, string Given, string Surname, string? SecondSurname, string? Nickname, Sex Sex, DateOnly BirthDate, string? Phone)
{
    /// <summary>One or two surnames, as the family writes them.</summary>
    public string Surnames => SecondSurname is null ? Surname : $"{Surname} {SecondSurname}";

    public string FullName => $"{Given} {Surnames}";

    /// <summary>Age in whole years on a day.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return BirthDate.AddYears(years) > day ? years - 1 : years;
    }
}
