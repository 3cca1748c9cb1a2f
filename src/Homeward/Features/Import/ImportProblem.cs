using System.Globalization;
using Homeward.NeverHeld;

namespace Homeward.Features.Import;

/// <summary>Where in a file a problem is. The heading may itself hold personal data, when a file has no header row.</summary>
/// <param name="Number">The column, from 1; 0 for the whole row.</param>
/// <param name="Heading">As it stands in the file.</param>
/// <param name="Meaning">What the column is read as: our own word, such as <c>birth_date</c>; empty when it isn't read.</param>
public sealed record ColumnPlace(int Number, string Heading, string Meaning)
{
    /// <summary>The row as a whole.</summary>
    public static readonly ColumnPlace WholeRow = new(0, "", "");
}

/// <summary>
/// Something wrong in a file a person brought: where, what was seen, what kind of problem. It stays data until it is
/// shown; the sentences come from the text catalogue in the language of whoever reads it.
/// </summary>
/// <param name="Row">The row as a spreadsheet numbers it; 0 for the whole file.</param>
/// <param name="Column">The column, or <see cref="ColumnPlace.WholeRow"/>.</param>
/// <param name="Seen">What the cell holds. Personal data; empty where showing it would repeat what must not be kept.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record ImportProblem(int Row, ColumnPlace Column, string Seen, ProblemKind Kind)
{
    private const int SeenLetters = 60;

    /// <summary>A problem of the whole file.</summary>
    public static ImportProblem OfFile(ProblemKind kind, string seen = "") => new(0, ColumnPlace.WholeRow, Shorten(seen), kind);

    /// <summary>A problem of a whole row.</summary>
    public static ImportProblem OfRow(int row, ProblemKind kind, string seen = "") => new(row, ColumnPlace.WholeRow, Shorten(seen), kind);

    /// <summary>A problem of one cell.</summary>
    public static ImportProblem OfCell(int row, ColumnPlace column, string seen, ProblemKind kind) =>
        new(row, column, kind == ProblemKind.ForbiddenContent ? "" : Shorten(seen), kind);

    /// <summary>For logs: where and what kind, never the value and never the heading.</summary>
    public string WithoutPersonalData() => string.Create(
        CultureInfo.InvariantCulture,
        $"Row {Row}, column {Column.Number}{(Column.Meaning.Length > 0 ? $" ({Column.Meaning})" : "")}: {Kind}");

    private static string Shorten(string seen) => seen.Length <= SeenLetters ? seen : seen[..SeenLetters] + "…";
}
