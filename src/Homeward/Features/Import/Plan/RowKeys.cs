using System.Globalization;
using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>
/// What tells a row from all others across files: the file's own number; without one, the name and the whole date of
/// birth where they occur once; else everything the row says about the person, and which of equal rows it is.
/// </summary>
/// <remarks>
/// The last kind changes when a row is corrected, so the corrected row comes in as a new report and shows up as a
/// possible duplicate. That is the safe side: matching such rows loosely could write one child's facts over another's.
/// </remarks>
public static class RowKeys
{
    /// <summary>One key for each row, in order. Rows of declarations that describe one adult share a key.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<ReadRow> rows, bool merging)
    {
        var named = rows.Where(row => row.FileId is null).Select(NameAndBirth).Where(key => key is not null)
            .GroupBy(key => key!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. rows.Select(row =>
        {
            if (row.FileId is { } id) { return $"id:{id.ToUpperInvariant()}"; }
            if (NameAndBirth(row) is { } key && (merging || named[key] == 1)) { return key; }

            var content = $"row:{Content(row)}";
            var time = times[content] = times.GetValueOrDefault(content) + 1;
            return merging ? content : string.Create(CultureInfo.InvariantCulture, $"{content}#{time}");
        })];
    }

    private static string? NameAndBirth(ReadRow row) =>
        row.Details is { BirthDate: { Day: not null } birth } && row.Details.DisplayName() is { } name
            ? $"name:{Folded(name)}|{birth.Year}-{birth.Month}-{birth.Day}"
            : null;

    // Contacts and dependents are left out: adding a phone or a child doesn't make another person of the row.
    private static string Content(ReadRow row)
    {
        var said = row.Details;
        return string.Join('\u001F', new[]
        {
            said.NameAsSaid, said.GivenNames, said.FamilyNames, said.OtherNames, said.Sex.ToString(),
            said.Age is { } age ? $"{age.Low}-{age.High}{(age.InMonths ? "m" : "")}" : null,
            said.BirthDate is { } birth ? $"{birth.Year}-{birth.Month}-{birth.Day}" : null,
            said.Phone, said.Town, said.School, said.Grade, said.MotherName, said.FatherName, said.SiblingNames, said.Description,
            row.Happened?.ToString("O", CultureInfo.InvariantCulture),
        }.Select(part => Folded(part ?? "")));
    }

    private static string Folded(string text) => string.Join(' ', Heading.Split(text));
}
