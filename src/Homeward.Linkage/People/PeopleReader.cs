using System.Globalization;
using System.Runtime.InteropServices;

namespace Homeward.Linkage;

/// <summary>Reads people out of a table whose columns' roles are known.</summary>
internal static class PeopleReader
{
    private const int MostWordsOfAKind = 4;

    internal static People Read(RecordTable table, IReadOnlyList<ColumnRole> roles, int threads = 1)
    {
        List<Column> With(params ColumnRole[] wanted) =>
            [.. table.Columns.Where((column, at) => wanted.Contains(roles[at]) && column.Distinct > 0)];

        NameColumns? read = null;
        BirthColumns? born = null;
        byte[] sexes = [];
        TextColumn? phone = null, email = null, number = null, street = null, city = null, postcode = null, state = null, school = null, metAt = null;
        List<TextColumn> others = [];
        var (phones, emails, streets, cities, postcodes, states) = (
            With(ColumnRole.Phone), With(ColumnRole.Email), With(ColumnRole.Street), With(ColumnRole.City), With(ColumnRole.Postcode), With(ColumnRole.State));

        // No column knows of another; those that take longest begin first.
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) },
            () => read = new(With(ColumnRole.GivenName), With(ColumnRole.MiddleName), With(ColumnRole.Surname), With(ColumnRole.FullName), table.Rows),
            () => phone = phones.Count > 0 ? Phones(phones[0]) : null,
            () => street = Text(streets),
            () => others = [.. With(ColumnRole.Other, ColumnRole.AddressLine)
                .Concat(phones.Skip(1)).Concat(emails.Skip(1)).Concat(streets.Skip(1)).Concat(cities.Skip(1)).Concat(postcodes.Skip(1)).Concat(states.Skip(1))
                .Where(column => column.Distinct > 1)
                .OrderByDescending(ColumnProfile.Worth)
                .Take(ColumnProfile.MostFurther)
                .Select(TextColumn.OfKind)],
            () => email = emails.Count > 0 ? Emails(emails[0]) : null,
            () => born = BirthColumns.Read(
                With(ColumnRole.BirthDate), With(ColumnRole.BirthYear), With(ColumnRole.BirthMonth), With(ColumnRole.BirthDay), With(ColumnRole.Age), With(ColumnRole.SaidOn), table.Rows),
            () => (city, postcode, state) = (Text(cities), Text(postcodes), Text(states)),
            () => (number, school, metAt) = (Text(With(ColumnRole.StreetNumber)), Text(With(ColumnRole.School)), Text(With(ColumnRole.MetAt))),
            () => sexes = Sexes(With(ColumnRole.Sex).FirstOrDefault(), table.Rows));
        var (names, births) = (read!, born!);
        return new()
        {
            Count = table.Rows,
            Words = names.Words,
            NameStart = names.Start,
            GivenCount = names.GivenCount,
            NameWords = names.All,
            GivenUses = names.GivenUses,
            SurnameUses = names.SurnameUses,
            Born = births.Digits,
            EarliestYear = births.Earliest,
            LatestYear = births.Latest,
            HasBirthDate = births.Any,
            YearsWrittenAsFirstOfJanuary = births.YearsWrittenAsFirstOfJanuary,
            Sexes = sexes,
            HasSex = Array.Exists(sexes, sex => sex != 0),
            Phone = phone,
            Email = email,
            StreetNumber = number,
            Street = street,
            City = city,
            Postcode = postcode,
            State = state,
            School = school,
            MetAt = metAt,
            Kin = KinColumns.Read(
                [
                    .. With(ColumnRole.MotherName).Select(column => (Relation.Mother, column)),
                    .. With(ColumnRole.FatherName).Select(column => (Relation.Father, column)),
                    .. With(ColumnRole.SiblingNames).Select(column => (Relation.Sibling, column)),
                    .. With(ColumnRole.ChildNames).Select(column => (Relation.Child, column)),
                ],
                names.Words,
                table.Rows),
            Others = others,
        };
    }

    private static TextColumn? Text(List<Column> columns) => columns.Count > 0 ? TextColumn.Of(columns[0]) : null;

    private static byte[] Sexes(Column? column, int rows)
    {
        var sexes = new byte[rows];
        if (column is not null)
        {
            var byCode = column.Values.ToArray().Select(value => (byte)Cells.Sex(value)).ToArray();
            for (var row = 0; row < rows; row++)
            {
                sexes[row] = byCode[column.Codes[row]];
            }
        }

        return sexes;
    }

    // Digits only, without country code; texts of too few digits say nothing.
    private static TextColumn Phones(Column column) => Mapped(column, value =>
    {
        var number = Phone.Digits(value);
        return number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
    });

    private static TextColumn Emails(Column column) => Mapped(column, value => value.Trim().ToLowerInvariant());

    private static TextColumn Mapped(Column column, Func<string, string> map)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        var texts = new List<string> { "" };
        var mapped = new int[column.Values.Length];
        for (var code = 1; code < mapped.Length; code++)
        {
            var text = map(column.Values[code]);
            text = text.Length > 64 ? text[..64] : text;
            if (!numbers.TryGetValue(text, out mapped[code]))
            {
                numbers.Add(text, mapped[code] = texts.Count);
                texts.Add(text);
            }
        }

        var codes = new int[column.Rows];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = mapped[column.Codes[row]];
        }

        return new(column.Name, codes, [.. texts]);
    }

    internal static ReadOnlySpan<int> Few(List<int> words) => CollectionsMarshal.AsSpan(words)[..Math.Min(words.Count, MostWordsOfAKind)];
}
