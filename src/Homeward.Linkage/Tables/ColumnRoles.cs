namespace Homeward.Linkage;

/// <summary>Recognises what a file's columns hold: by their usual headings, and where a heading is unknown by their content.</summary>
public static class ColumnRoles
{
    // Least share of a column's rows that must look like something for the column to be taken for it.
    private const double MostlyLooksLike = 0.7;

    private static readonly (ColumnRole Role, string[] Headings)[] Usual =
    [
        (ColumnRole.RowId, ["id", "unique_id", "rec_id", "record_id", "row_id", "row"]),
        (ColumnRole.Truth, ["cluster", "cluster_id", "household", "household_id", "role", "truth", "entity_id", "true_id", "label", "ground_truth"]),
        (ColumnRole.GivenName, ["given_name", "given_names", "givenname", "first_name", "firstname", "forename", "forenames", "fname", "first", "name_first", "nombre", "nombres", "christian_name"]),
        (ColumnRole.MiddleName, ["middle_name", "middle_names", "middlename", "mname", "middle", "middle_initial", "second_name", "segundo_nombre"]),
        (ColumnRole.Surname, ["surname", "surnames", "last_name", "lastname", "family_name", "familyname", "lname", "last", "name_last", "apellido", "apellidos", "surname_1", "surname_2", "first_surname", "second_surname", "primer_apellido", "segundo_apellido", "apellido_paterno", "apellido_materno", "paternal_surname", "maternal_surname"]),
        (ColumnRole.FullName, ["full_name", "fullname", "name", "first_and_surname", "person_name", "nombre_completo", "complete_name"]),
        (ColumnRole.BirthDate, ["dob", "date_of_birth", "birth_date", "birthdate", "born", "birthday", "fecha_nacimiento", "fecha_de_nacimiento", "d_o_b"]),
        (ColumnRole.BirthYear, ["birth_year", "year_of_birth", "yob", "by", "dob_year", "born_year"]),
        (ColumnRole.BirthMonth, ["birth_month", "month_of_birth", "bm", "dob_month"]),
        (ColumnRole.BirthDay, ["birth_day", "day_of_birth", "bd", "dob_day"]),
        (ColumnRole.Age, ["age", "edad", "age_years", "age_in_years"]),
        (ColumnRole.Sex, ["sex", "gender", "sexo", "genero"]),
        (ColumnRole.Phone, ["phone", "phone_number", "telephone", "tel", "mobile", "cell", "cell_phone", "phone_1", "telefono", "celular", "contact_number"]),
        (ColumnRole.Email, ["email", "e_mail", "email_address", "mail", "correo"]),
        (ColumnRole.StreetNumber, ["street_number", "street_no", "house_number", "house_no", "streetnumber", "number", "numero", "st_number"]),
        (ColumnRole.Street, ["address_1", "address1", "address", "street", "street_name", "street_address", "addr", "addr1", "calle", "direccion", "address_line_1"]),
        (ColumnRole.AddressLine, ["address_2", "address2", "address_line_2", "addr2", "unit", "apartment", "apt", "address_3"]),
        (ColumnRole.City, ["city", "town", "suburb", "locality", "municipality", "ciudad", "village", "municipio", "place", "residence"]),
        (ColumnRole.Postcode, ["postcode", "postal_code", "zip", "zip_code", "zipcode", "postcode_fake", "codigo_postal", "post_code"]),
        (ColumnRole.MotherName, ["mother_name", "mothers_name", "mother", "nombre_de_la_madre", "madre"]),
        (ColumnRole.FatherName, ["father_name", "fathers_name", "father", "nombre_del_padre", "padre"]),
        (ColumnRole.SiblingNames, ["sibling_names", "siblings", "brothers_and_sisters", "hermanos"]),
        (ColumnRole.ChildNames, ["child_names", "children_names", "dependents", "hijos"]),
        (ColumnRole.School, ["school", "school_name", "escuela"]),
        (ColumnRole.MetAt, ["met_at", "encountered_at", "reported_from"]),
        (ColumnRole.SaidOn, ["reported_at", "declared_at", "said_on", "stated_on", "recorded_at"]),
        (ColumnRole.State, ["state", "county", "province", "region", "estado", "provincia"]),
    ];

    private static readonly Dictionary<string, ColumnRole> ByHeading =
        Usual.SelectMany(usual => usual.Headings.Select(heading => (heading, usual.Role))).ToDictionary(pair => pair.heading, pair => pair.Role, StringComparer.Ordinal);

    /// <summary>The role of each column, in the order of the table.</summary>
    /// <param name="table">The file.</param>
    /// <param name="given">Roles the caller says, by heading; they win.</param>
    public static IReadOnlyList<ColumnRole> Recognise(RecordTable table, IReadOnlyDictionary<string, ColumnRole>? given = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var roles = table.Columns.Select(column => given?.TryGetValue(column.Name, out var said) == true ? said : Recognise(column, table.Rows)).ToArray();
        var named = roles.Where((role, at) => given?.ContainsKey(table.Columns[at].Name) == true || IsUsual(table.Columns[at], role)).ToHashSet();

        // Where a heading says which column is the date of birth, another with dates is when somebody enrolled or left; so with a teacher's name.
        return [.. roles.Select((role, at) => role is ColumnRole.BirthDate or ColumnRole.Sex or ColumnRole.GivenName or ColumnRole.Surname or ColumnRole.FullName or ColumnRole.Phone or ColumnRole.Street or ColumnRole.Postcode
            && !IsUsual(table.Columns[at], role) && given?.ContainsKey(table.Columns[at].Name) != true
            && (named.Contains(role) || (role is ColumnRole.GivenName or ColumnRole.Surname or ColumnRole.FullName && named.Overlaps([ColumnRole.GivenName, ColumnRole.Surname, ColumnRole.FullName]))) ? ColumnRole.Other : role)];
    }

    private static bool IsUsual(Column column, ColumnRole role) => ByHeading.TryGetValue(Heading(column.Name), out var usual) && usual == role;

    private static ColumnRole Recognise(Column column, int rows)
    {
        var heading = Heading(column.Name);
        if (ByHeading.TryGetValue(heading, out var role))
        {
            return Fits(role, column) ? role : column.Distinct == 0 ? ColumnRole.Ignored : ByContent(column, rows);
        }

        return (column.Distinct <= 1 && rows > 1) || PrivateColumns.AreNeverUsed(column.Name) || ColumnProfile.IsNearlyConstant(column) ? ColumnRole.Ignored : ByContent(column, rows);
    }

    // "First Name", "firstName" and "FIRST-NAME" are one heading.
    internal static string Heading(string name)
    {
        var letters = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]))
            {
                letters.Append('_');
                continue;
            }

            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
            {
                letters.Append('_');
            }

            LatinLetters.AppendFolded(letters, name[i]);
        }

        return string.Join('_', letters.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries));
    }

    // A heading is believed unless the content can't be what it says.
    private static bool Fits(ColumnRole role, Column column) => column.Distinct > 0 && role switch
    {
        ColumnRole.BirthDate => Share(column, value => Cells.Date(value, DateOrder.YearFirst) != 0 || Cells.Date(value, DateOrder.DayFirst) != 0) > 0.3,
        ColumnRole.Sex => column.Distinct <= 20,
        ColumnRole.Age => Share(column, value => Cells.Age(value) is not null) > 0.5,
        _ => true,
    };

    private static ColumnRole ByContent(Column column, int rows)
    {
        if (column.Distinct == 0)
        {
            return ColumnRole.Ignored;
        }

        if (Share(column, value => value.Contains('@', StringComparison.Ordinal)) > MostlyLooksLike)
        {
            return ColumnRole.Email;
        }

        if (column.Distinct <= 8 && Share(column, value => Cells.Sex(value) != Sex.Unknown) > 0.9)
        {
            return ColumnRole.Sex;
        }

        if (LooksLikeDates(column, DateOrder.YearFirst) || LooksLikeDates(column, DateOrder.DayFirst) || LooksLikeDates(column, DateOrder.MonthFirst))
        {
            return ColumnRole.BirthDate;
        }

        if (column.Distinct == rows && rows > 100 && Share(column, value => Cells.Number(value) >= 0) > 0.999)
        {
            return ColumnRole.RowId;
        }

        if (column.Distinct > 20)
        {
            if (ContactColumns.Recognise(column) is { } contact)
            {
                return contact;
            }

            if (Share(column, value => NameFolding.Words(value) is [var only] && IsGivenName(only)) > 0.5)
            {
                return ColumnRole.GivenName;
            }

            if (Share(column, value => NameFolding.Words(value) is [var first, _, ..] and [.., var last] && (IsGivenName(first) || IsGivenName(last)) && !value.Any(char.IsDigit)) > 0.5)
            {
                return ColumnRole.FullName;
            }

            if (Share(column, value => NameFolding.Words(value) is [var first, ..] && NameFrequencies.Surname(first) > NameFrequencies.Unlisted) > 0.8)
            {
                return ColumnRole.Surname;
            }
        }

        return ColumnRole.Other;
    }

    private static bool IsGivenName(string word) => NameFrequencies.Given(word) > Math.Max(NameFrequencies.Unlisted, 2 * NameFrequencies.Surname(word));

    private static bool LooksLikeDates(Column column, DateOrder order) =>
        Share(column, value => value.Length is >= 8 and <= 24 && value.Any(c => !char.IsDigit(c)) && Cells.IsPossible(Cells.Date(value, order))) > MostlyLooksLike;

    // The share of filled rows whose value passes, judged on at most some thousand distinct values.
    internal static double Share(Column column, Func<string, bool> passes)
    {
        const int Most = 2_000;
        long seen = 0, passed = 0;
        var step = Math.Max(1, column.Distinct / Most);
        for (var code = 1; code < column.Values.Length; code += step)
        {
            var count = column.Counts[code];
            seen += count;
            passed += passes(column.Values[code]) ? count : 0;
        }

        return seen == 0 ? 0 : passed / (double)seen;
    }
}
