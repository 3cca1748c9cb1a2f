using Homeward.NeverHeld;

namespace Homeward.Features.Import;

/// <summary>One column of the file and what becomes of it.</summary>
/// <param name="Index">The column, from 0.</param>
/// <param name="Heading">As it stands in the file.</param>
/// <param name="Meaning">What it is read as; null when it isn't read, and so not saved.</param>
/// <param name="Forbidden">Why it can never be read; null when it may be.</param>
public sealed record MappedColumn(int Index, string Heading, ColumnMeaning? Meaning, ForbiddenThing? Forbidden)
{
    /// <summary>The place to name in a problem.</summary>
    public ColumnPlace Place => new(Index + 1, Heading, Meaning?.Name ?? "");
}

/// <summary>What each column of a file means: suggested from the headings, then changed by a person.</summary>
public sealed class ColumnMapping
{
    /// <summary>The word that says a column isn't to be read.</summary>
    public const string Ignore = "ignore";

    private readonly Dictionary<ColumnMeaning, MappedColumn> byMeaning;

    private ColumnMapping(FilePart part, IReadOnlyList<MappedColumn> columns)
    {
        Part = part;
        Columns = columns;
        byMeaning = columns.Where(column => column.Meaning is not null).ToDictionary(column => column.Meaning!.Value);
    }

    /// <summary>Which file of the import this is.</summary>
    public FilePart Part { get; }

    /// <summary>Every column of the file, in its order.</summary>
    public IReadOnlyList<MappedColumn> Columns { get; }

    /// <summary>The column read as this; null when none is.</summary>
    public MappedColumn? this[ColumnMeaning meaning] => byMeaning.GetValueOrDefault(meaning);

    /// <summary>The column read as this; null when none is.</summary>
    public MappedColumn? this[Field field] => this[new ColumnMeaning(field)];

    /// <summary>True when any column is read as this.</summary>
    public bool Has(Field field) => byMeaning.Keys.Any(meaning => meaning.Field == field);

    /// <summary>What the headings suggest. The first of two columns with one meaning has it; the other isn't read.</summary>
    public static ColumnMapping Suggest(CsvFile file, FilePart part)
    {
        var taken = new HashSet<ColumnMeaning>();
        var columns = file.Headers.Select((heading, index) =>
        {
            var forbidden = ForbiddenColumns.Of(heading);
            var meaning = forbidden is null && !file.HeaderMissing ? ColumnNames.Recognise(heading, part) : null;
            return new MappedColumn(index, heading, meaning is { } known && taken.Add(known) ? known : null, forbidden);
        }).ToList();
        return new ColumnMapping(part, SortOutName(columns));
    }

    /// <summary>The mapping with a person's choices, or what is wrong with them.</summary>
    /// <param name="choices">Heading to the name of a meaning, or to <see cref="Ignore"/>. Columns not named keep what they have.</param>
    public (ColumnMapping Mapping, IReadOnlyList<ImportProblem> Problems) With(IReadOnlyDictionary<string, string> choices)
    {
        var problems = new List<ImportProblem>();
        var chosen = new Dictionary<int, ColumnMeaning?>();
        foreach (var (heading, name) in choices)
        {
            var column = Columns.FirstOrDefault(column => column.Heading.Equals(heading.Trim(), StringComparison.OrdinalIgnoreCase));
            if (column is null)
            {
                problems.Add(ImportProblem.OfFile(ProblemKind.MappingColumnUnknown, heading));
            }
            else if (string.IsNullOrWhiteSpace(name) || name.Equals(Ignore, StringComparison.OrdinalIgnoreCase))
            {
                chosen[column.Index] = null;
            }
            else if (ColumnMeaning.Named(name) is not { } meaning || !ColumnMeaning.For(Part).Contains(meaning))
            {
                problems.Add(new ImportProblem(0, column.Place, name, ProblemKind.MappingFieldUnknown));
            }
            else if (column.Forbidden is not null)
            {
                problems.Add(new ImportProblem(0, column.Place, name, ProblemKind.MappingForbidden));
            }
            else if (chosen.ContainsValue(meaning))
            {
                problems.Add(new ImportProblem(0, column.Place, name, ProblemKind.MappingFieldTwice));
            }
            else
            {
                chosen[column.Index] = meaning;
            }
        }

        // A choice takes a meaning away from the column it was suggested for.
        var columns = Columns.Select(column =>
            chosen.TryGetValue(column.Index, out var meaning) ? column with { Meaning = meaning }
            : column.Meaning is { } had && chosen.ContainsValue(had) ? column with { Meaning = null }
            : column).ToList();
        return (new ColumnMapping(Part, columns), problems);
    }

    /// <summary>What is missing before the rows can be read.</summary>
    public IEnumerable<ProblemKind> Missing()
    {
        var named = Has(Field.FullName) || Has(Field.GivenName) || Has(Field.FamilyName);
        if (!named && Part != FilePart.People) { yield return ProblemKind.NoNameColumn; }
        if (Part == FilePart.People && !named && !Has(Field.Description) && !Has(Field.Age)) { yield return ProblemKind.NoNameColumn; }
        if (Part == FilePart.Dependents && !Has(Field.DeclarationId)) { yield return ProblemKind.NoDeclarationIdColumn; }
    }

    // "Nombre" beside "Apellidos" is the given name, alone it is the whole name; the same for "name".
    private static List<MappedColumn> SortOutName(List<MappedColumn> columns)
    {
        var family = columns.Any(column => column.Meaning?.Field == Field.FamilyName);
        var given = columns.Find(column => column.Meaning?.Field == Field.GivenName);
        var full = columns.Find(column => column.Meaning?.Field == Field.FullName);
        if (!family && full is null && given is not null && Heading.Of(given.Heading).Words is "nombre" or "nombres" or "nombre s")
        {
            columns[given.Index] = given with { Meaning = new ColumnMeaning(Field.FullName) };
        }
        else if (family && given is null && full is not null && Heading.Of(full.Heading).Words is "name" or "nino" or "nina" or "menor" or "child")
        {
            columns[full.Index] = full with { Meaning = new ColumnMeaning(Field.GivenName) };
        }

        return columns;
    }
}
