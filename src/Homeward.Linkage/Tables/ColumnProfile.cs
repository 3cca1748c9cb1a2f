namespace Homeward.Linkage;

/// <summary>What a column of a file is like, and what it is used as.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Role">What it was taken for.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Distinct">How many different values it has.</param>
/// <param name="FilledShare">The share of rows that have a value, 0 to 1.</param>
/// <param name="WhyNot">Why it is not used as evidence, as a sentence; null when it is.</param>
public sealed record ColumnProfile(string Name, ColumnRole Role, ColumnKind Kind, int Distinct, double FilledShare, string? WhyNot)
{
    /// <summary>Further columns that are compared, at most; those that say most are taken.</summary>
    internal const int MostFurther = 8;

    private const int MostCategories = 40;
    private const double NearlyAll = 0.995;
    private const double Mostly = 0.9;

    /// <summary>The profile of each column, in the order of the table.</summary>
    /// <param name="table">The file.</param>
    /// <param name="roles">What each column was taken for.</param>
    public static IReadOnlyList<ColumnProfile> Of(RecordTable table, IReadOnlyList<ColumnRole> roles)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(roles);
        var further = table.Columns.Where((column, at) => roles[at] == ColumnRole.Other && column.Distinct > 1).OrderByDescending(Worth).Take(MostFurther).ToHashSet();
        return [.. table.Columns.Select((column, at) => new ColumnProfile(
            column.Name, roles[at], KindOf(column), column.Distinct, table.Rows == 0 ? 0 : column.Filled / (double)table.Rows, WhyNotUsed(column, roles[at], further)))];
    }

    /// <summary>How much a further column can say: more rows have it, and its values are more different.</summary>
    internal static double Worth(Column column) => column.Filled * Math.Log2(1 + column.Distinct);

    internal static ColumnKind KindOf(Column column)
    {
        if (ColumnRoles.Share(column, value => value.Length is >= 6 and <= 24 && value.Any(letter => !char.IsAsciiDigit(letter)) && (Cells.IsPossible(Cells.Date(value, DateOrder.YearFirst)) || Cells.IsPossible(Cells.Date(value, DateOrder.DayFirst)))) > Mostly)
        {
            return ColumnKind.Date;
        }

        var shared = column.Filled / (double)Math.Max(1, column.Distinct);
        if (ColumnRoles.Share(column, value => Quantity(value) is not null) > Mostly)
        {
            // Long numbers, and such as begin with a nought, name something; nobody counts with them.
            return ColumnRoles.Share(column, value => value.Trim() is { Length: > 6 } or ['0', not '.', ..]) > 0.1 || (shared < 1.5 && column.Filled > 100 && !column.Values.ToArray().Any(value => value.Contains('.', StringComparison.Ordinal))) ? ColumnKind.FreeId : ColumnKind.Number;
        }

        return column.Distinct <= MostCategories && shared > 4 ? ColumnKind.Category
            : ColumnRoles.Share(column, value => !value.Contains(' ', StringComparison.Ordinal) && value.Any(char.IsAsciiDigit)) > Mostly ? ColumnKind.FreeId
            : ColumnKind.Text;
    }

    internal static double? Quantity(string text) =>
        text.Length <= 15 && double.TryParse(text.Trim(), System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether nearly all filled rows say the same, so that agreeing on it says nothing.</summary>
    internal static bool IsNearlyConstant(Column column)
    {
        var most = 0;
        foreach (var count in column.Counts[1..])
        {
            most = Math.Max(most, count);
        }

        return most > NearlyAll * column.Filled && column.Filled > 20;
    }

    private static string? WhyNotUsed(Column column, ColumnRole role, HashSet<Column> further) => role switch
    {
        ColumnRole.RowId => "It names the row.",
        ColumnRole.Truth => "It holds the truth or is for analysis only. Say what it holds with --map if it should be evidence.",
        ColumnRole.Ignored when column.Distinct == 0 => "It is empty.",
        ColumnRole.Ignored when PrivateColumns.AreNeverUsed(column.Name) => "Homeward never compares people by it.",
        ColumnRole.Ignored when column.Distinct == 1 => "All its rows say the same.",
        ColumnRole.Ignored when IsNearlyConstant(column) => "Nearly all its rows say the same.",
        ColumnRole.Ignored => "It was left out as told.",
        ColumnRole.Other when !further.Contains(column) => $"{MostFurther} other columns say more.",
        _ => null,
    };
}
