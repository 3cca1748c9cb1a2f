using Homeward.NeverHeld;

namespace Homeward.Features.Import;

/// <summary>
/// What a first walk over the file finds, because some cells can only be read when the whole column is known: which
/// number of 3/4/2015 is the day, and whether M is male or mujer.
/// </summary>
/// <param name="Rows">Rows with anything in them.</param>
/// <param name="Orders">By column index: what its dates say about their order.</param>
/// <param name="Sexes">By column index: the letters seen.</param>
/// <param name="Filled">By column index: cells with something in them.</param>
/// <param name="RowIdHoldsForbidden">The column of row numbers holds what must never be kept, so it isn't used at all.</param>
public sealed record FileSurvey(
    int Rows, IReadOnlyDictionary<int, DateOrderVotes> Orders, IReadOnlyDictionary<int, SexLetters> Sexes, IReadOnlyList<int> Filled, bool RowIdHoldsForbidden)
{
    /// <summary>More rows than this are refused, so that what one import holds in memory has a bound.</summary>
    public const int MaxRows = 200_000;

    private static readonly HashSet<Field> Dates = [Field.BirthDate, Field.DependentBirthDate, Field.DeclaredAt, Field.SeenAt];
    private static readonly HashSet<Field> SexFields = [Field.Sex, Field.DependentSex];

    /// <summary>Walks over the file once. Stops counting one row after <see cref="MaxRows"/>.</summary>
    public static FileSurvey Of(CsvFile file, ColumnMapping mapping)
    {
        var dates = mapping.Columns.Where(column => column.Meaning is { } meaning && Dates.Contains(meaning.Field)).Select(column => column.Index).ToArray();
        var sexes = mapping.Columns.Where(column => column.Meaning is { } meaning && SexFields.Contains(meaning.Field)).Select(column => column.Index).ToArray();
        var orders = dates.ToDictionary(index => index, _ => default(DateOrderVotes));
        var letters = sexes.ToDictionary(index => index, _ => default(SexLetters));
        var filled = new int[file.Headers.Count];
        var rowId = (mapping[Field.RowId] ?? mapping[Field.DeclarationId])?.Index ?? -1;
        var (rows, forbidden) = (0, false);
        foreach (var row in file.Rows())
        {
            rows++;
            if (rows > MaxRows) { break; }

            for (var i = 0; i < filled.Length; i++)
            {
                if (row.Cells[i].Length > 0) { filled[i]++; }
            }

            foreach (var index in dates) { orders[index] = orders[index].With(row.Cells[index]); }
            foreach (var index in sexes) { letters[index] = letters[index].With(row.Cells[index]); }
            forbidden |= rowId >= 0 && ForbiddenContent.In(row.Cells[rowId]) is ForbiddenThing.SocialSecurityNumber or ForbiddenThing.AlienNumber;
        }

        return new FileSurvey(rows, orders, letters, filled, forbidden);
    }

    /// <summary>
    /// The order of each date column: what the person chose, else what the column proves, else what the file's other
    /// date columns prove, for they come out of the same program. Null where nothing says.
    /// </summary>
    public IReadOnlyDictionary<int, DateOrder?> OrdersWith(DateOrder? chosen)
    {
        var together = Orders.Values.Aggregate(default(DateOrderVotes), (sum, votes) => sum + votes);
        return Orders.ToDictionary(entry => entry.Key, entry => chosen ?? entry.Value.Decided ?? (entry.Value.MustAsk ? Proven(entry.Value, together) : DateOrder.MonthDayYear));
    }

    // A column that proves both orders is a mess of its own; the others can't decide for it.
    private static DateOrder? Proven(DateOrderVotes own, DateOrderVotes together) =>
        own is { OnlyDayFirst: 0, OnlyMonthFirst: 0 } ? together.Decided : null;
}
