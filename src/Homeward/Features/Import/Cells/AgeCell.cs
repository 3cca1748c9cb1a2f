using Homeward.Domain;
using Homeward.Web.Acting;

namespace Homeward.Features.Import;

/// <summary>Reads an age: 7, 7 años, 18 months, 6-8, about 7, newborn.</summary>
public static class AgeCell
{
    /// <summary>Reads one cell, or says why it is no age.</summary>
    /// <param name="cell">A cleaned cell that is not empty.</param>
    public static (Age? Age, ProblemKind? Problem) Read(string cell) =>
        AgeText.Whole(cell) is { IsPossible: true } age ? (age, null) : (null, ProblemKind.NotAnAge);
}
