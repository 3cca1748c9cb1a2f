using Homeward.Features.Import;

namespace Homeward.Features.Families;

/// <summary>Which of the three lists a file is.</summary>
internal enum FamilyList { Children, Declarations, Dependents }

/// <summary>Which column of a list holds what: by its usual names in English and Spanish, or as a mapping says. Columns not known are not read.</summary>
internal sealed class ListColumns
{
    private static readonly Dictionary<string, string> Usual = Names(
        ("id", "id, unique_id, rec_id, child_id, record_id"),
        ("declaration_id", "declaration_id, declaration, id_declaracion, declaracion"),
        ("number", "number, dependent_number, child_number, numero, nro"),
        ("said_at", "reported_at, declared_at, reported, declared, date_reported, date_declared, fecha, fecha_reporte, fecha_declaracion, stated_at"),
        ("given_name", "given_name, given_names, first_name, forename, firstname, nombre, nombres"),
        ("family_name", "family_name, family_names, surname, surnames, last_name, lastname, apellido, apellidos"),
        ("name", "name, full_name, nombre_completo, child_name, dependent_name"),
        ("age", "age, edad"),
        ("sex", "sex, gender, sexo, genero"),
        ("town", "town, city, ciudad, pueblo, municipio"),
        ("school", "school, escuela, colegio"),
        ("mother_name", "mother_name, mother, madre, nombre_madre, mothers_name"),
        ("father_name", "father_name, father, padre, nombre_padre, fathers_name"),
        ("sibling_names", "sibling_names, siblings, hermanos, brothers_and_sisters"),
        ("phone", "phone, telephone, phone_number, mobile, telefono, celular"),
        ("relation", "relation, relationship, kinship, parentesco, relacion"));

    private static readonly HashSet<string> Meanings = [.. Usual.Values];

    private readonly Dictionary<string, int> at = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> headings;

    private ListColumns(IReadOnlyList<string> headings) => this.headings = headings;

    /// <summary>Of a file with nothing in it.</summary>
    public static ListColumns None { get; } = new([]);

    /// <summary>Headings of the file that no column of the list is.</summary>
    public IReadOnlyList<string> NotRead { get; private init; } = [];

    /// <summary>The columns of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="list">What it is a list of: "id" of the declarations is what "declaration_id" of the dependents means.</param>
    /// <param name="map">Headings and what they are, where a person said so; "ignore" leaves a column out.</param>
    public static ListColumns Of(CsvFile file, FamilyList list, IReadOnlyDictionary<string, string> map)
    {
        var notRead = new List<string>();
        var columns = new ListColumns(file.Headers) { NotRead = notRead };
        for (var i = 0; i < file.Headers.Count; i++)
        {
            var heading = file.Headers[i];
            var meaning = map.GetValueOrDefault(heading) ?? Usual.GetValueOrDefault(string.Join('_', Heading.Split(heading)));
            if (list != FamilyList.Dependents && meaning == "declaration_id") { meaning = "id"; }

            if (list == FamilyList.Dependents && meaning == "given_name" && !file.Headers.Contains("name")) { meaning = "name"; }

            if (meaning is null || !Meanings.Contains(meaning) || !columns.at.TryAdd(meaning, i)) { notRead.Add(heading); }
        }

        return columns;
    }

    public bool Has(string meaning) => at.ContainsKey(meaning);

    /// <summary>A cell, empty when the file has no such column or nobody knew.</summary>
    public string Cell(CsvRow row, string meaning) =>
        at.TryGetValue(meaning, out var index) && row.Cells[index] is var cell && !CellText.MeansNothing(cell) ? cell : "";

    /// <summary>Where a cell stands, for whoever has to look at it.</summary>
    public ColumnPlace Place(string meaning) => at.TryGetValue(meaning, out var index) ? new(index + 1, headings[index], meaning) : ColumnPlace.WholeRow;

    private static Dictionary<string, string> Names(params (string Meaning, string Headings)[] rows) =>
        rows.SelectMany(row => row.Headings.Split(", ").Select(heading => (heading, row.Meaning))).ToDictionary(pair => pair.heading, pair => pair.Meaning, StringComparer.Ordinal);
}
