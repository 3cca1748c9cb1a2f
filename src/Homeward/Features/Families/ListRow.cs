using Homeward.Features.Import;
using Homeward.Linkage;
using Homeward.Linkage.Families;

namespace Homeward.Features.Families;

/// <summary>One row of a list, cell by cell. What can't be read is left out and said; nothing a file holds stops the rest.</summary>
internal sealed class ListRow(CsvRow row, ListColumns columns, SexLetters letters, Action<ImportProblem> found)
{
    private const int MostLetters = 400;

    // Lists may be of any year, and of a drill to come.
    private static readonly DateTimeOffset AnyTime = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int Number => row.Number;

    public string Text(string meaning)
    {
        var cell = columns.Cell(row, meaning);
        if (CellText.LooksLikeFormula(cell)) { return LeftOut(meaning, cell, ProblemKind.LooksLikeFormula); }

        return cell.Length > MostLetters ? LeftOut(meaning, cell, ProblemKind.TextTooLong) : cell;
    }

    /// <summary>The day something was said; null when the cell says none.</summary>
    public DateOnly? Day(string meaning)
    {
        var cell = Text(meaning);
        if (cell.Length == 0) { return null; }

        var (instant, problem) = InstantCell.Read(cell, DateOrder.MonthDayYear, TimeZoneInfo.Utc, AnyTime);
        if (problem is { } wrong) { LeftOut(meaning, cell, wrong == ProblemKind.NotAMoment ? ProblemKind.NotADate : wrong); }

        return instant is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null;
    }

    public (int Low, int High, AgeUnit Unit)? Age(string meaning)
    {
        var cell = Text(meaning);
        if (cell.Length == 0) { return null; }

        var (age, problem) = AgeCell.Read(cell);
        if (problem is { } wrong) { LeftOut(meaning, cell, wrong); }

        return age is { } read ? (read.Low, read.High, read.InMonths ? AgeUnit.Months : AgeUnit.Years) : null;
    }

    public Sex Sex(string meaning)
    {
        var cell = Text(meaning);
        if (cell.Length == 0) { return Linkage.Sex.Unknown; }

        var (sex, problem) = SexCell.Read(cell, letters);
        if (problem is { } wrong) { LeftOut(meaning, cell, wrong); }

        return sex switch { Domain.Sex.Female => Linkage.Sex.Female, Domain.Sex.Male => Linkage.Sex.Male, _ => Linkage.Sex.Unknown };
    }

    public DeclarantRelation Relation(string meaning) => KinshipCell.Read(Text(meaning)) switch
    {
        Domain.Kinship.Mother => DeclarantRelation.Mother,
        Domain.Kinship.Father => DeclarantRelation.Father,
        Domain.Kinship.Unknown => DeclarantRelation.Unknown,
        _ => columns.Cell(row, meaning).Trim().ToLowerInvariant() is "parent" or "padre o madre" or "padres" ? DeclarantRelation.Unknown : DeclarantRelation.Other,
    };

    /// <summary>Several names in one cell, between semicolons; commas where there are none.</summary>
    public IReadOnlyList<string> Names(string meaning)
    {
        var cell = Text(meaning);
        return cell.Split(cell.Contains(';') ? ';' : ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private string LeftOut(string meaning, string cell, ProblemKind kind)
    {
        found(ImportProblem.OfCell(row.Number, columns.Place(meaning), cell, kind));
        return "";
    }
}
