using System.Text.RegularExpressions;

namespace Homeward.Linkage;

/// <summary>Recognises telephones, streets and postal codes by what they look like, where a heading doesn't say.</summary>
internal static partial class ContactColumns
{
    private const double NearlyAll = 0.9;
    private const double Mostly = 0.6;

    /// <summary>What the column holds; null when it is none of them.</summary>
    internal static ColumnRole? Recognise(Column column) =>
        ColumnRoles.Share(column, value => Telephone().IsMatch(value)) > NearlyAll ? ColumnRole.Phone
        : ColumnRoles.Share(column, value => BritishPostcode().IsMatch(value)) > Mostly ? ColumnRole.Postcode
        : IsShared(column) && ColumnRoles.Share(column, value => ZipCode().IsMatch(value)) > NearlyAll ? ColumnRole.Postcode
        : ColumnRoles.Share(column, value => Street().IsMatch(value)) > Mostly ? ColumnRole.Street
        : null;

    // Five digits that hardly two rows share number something else.
    private static bool IsShared(Column column) => column.Filled > 1.5 * column.Distinct;

    // North American numbers with or without signs between, or an international prefix.
    [GeneratedRegex(@"^\s*(\+\d[\d\s().-]{7,17}|(1[\s.-]?)?\(?[2-9]\d{2}\)?[\s.-]?[2-9]\d{2}[\s.-]?\d{4})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"^\s*[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BritishPostcode();

    [GeneratedRegex(@"^\s*\d{5}(-\d{4})?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex ZipCode();

    [GeneratedRegex(@"\p{L}.*\s(st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|pl|place|way|cir|circle|ter|terrace|hwy|pkwy|crescent|close|cl|cres)\.?(\s.*)?$|^\s*(calle|avenida|av\.?|carrera|camino)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Street();
}
