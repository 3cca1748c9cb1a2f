using Homeward.Features.Import;
using Homeward.Linkage;
using Homeward.Linkage.Families;

namespace Homeward.Features.Families;

/// <summary>The three lists, read: what can be used, and everything that was odd about the rest.</summary>
internal sealed record FamilyLists(
    IReadOnlyList<ReportedChild> Children, IReadOnlyList<FamilyDeclaration> Declarations, IReadOnlyList<ListProblem> Problems, IReadOnlyList<string> ColumnsNotRead)
{
    // Where no row says when its ages were true, they are compared as if told on one day.
    private static readonly DateOnly SomeDay = new(2000, 1, 1);

    /// <summary>Reads the lists. A row whose id repeats, or whose declaration isn't there, is left out and said.</summary>
    public static FamilyLists Read(ListFile children, ListFile declarations, ListFile dependents, ReadingChoices choices)
    {
        var problems = new List<ListProblem>();
        var notRead = new List<string>();
        var (childRows, adultRows, dependentRows) = (Rows(children, FamilyList.Children, choices.Columns), Rows(declarations, FamilyList.Declarations, choices.Columns), Rows(dependents, FamilyList.Dependents, choices.Dependents));
        var letters = new[] { childRows, adultRows, dependentRows }.SelectMany(rows => rows.Sexes).Aggregate(default(SexLetters), (seen, cell) => seen.With(cell));
        var days = new[] { childRows, adultRows }.SelectMany(rows => rows.Rows.Select(row => new ListRow(row, rows.Columns, letters, _ => { }).Day("said_at"))).OfType<DateOnly>().DefaultIfEmpty(SomeDay).Max();

        var declared = new Dictionary<string, (FamilyDeclaration Declaration, DateOnly Day, List<DeclaredDependent> Dependents)>(StringComparer.Ordinal);
        foreach (var row in Read(adultRows, declarations))
        {
            var day = row.Day("said_at") ?? days;
            var id = IdOf(row, adultRows.Columns);
            if (declared.ContainsKey(id)) { Found(declarations, ImportProblem.OfRow(row.Number, ProblemKind.RowIdRepeated, id)); continue; }

            var named = new List<DeclaredDependent>();
            declared.Add(id, (new FamilyDeclaration(id)
            {
                GivenNames = row.Text("given_name"),
                Surnames = row.Text("family_name"),
                Sex = row.Sex("sex"),
                Age = Stated(row.Age("age"), day),
                Relation = row.Relation("relation"),
                Town = row.Text("town"),
                Phone = row.Text("phone"),
                Dependents = named,
            }, day, named));
        }

        foreach (var row in Read(dependentRows, dependents))
        {
            var id = row.Text("declaration_id");
            if (!declared.TryGetValue(id, out var family)) { Found(dependents, ImportProblem.OfRow(row.Number, ProblemKind.DeclarationNotFound, id)); continue; }

            var number = row.Text("number") is { Length: > 0 } said ? said : (family.Dependents.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (family.Dependents.Exists(d => d.Number == number)) { Found(dependents, ImportProblem.OfRow(row.Number, ProblemKind.RowIdRepeated, $"{id}, {number}")); continue; }

            family.Dependents.Add(new(number) { Name = row.Text("name"), Age = Stated(row.Age("age"), family.Day), Sex = row.Sex("sex"), School = row.Text("school") });
        }

        var reported = new Dictionary<string, ReportedChild>(StringComparer.Ordinal);
        foreach (var row in Read(childRows, children))
        {
            var id = IdOf(row, childRows.Columns);
            if (reported.ContainsKey(id)) { Found(children, ImportProblem.OfRow(row.Number, ProblemKind.RowIdRepeated, id)); continue; }

            reported.Add(id, new(id)
            {
                GivenNames = row.Text("given_name") is { Length: > 0 } given ? given : row.Text("name"),
                Surnames = row.Text("family_name"),
                Age = Stated(row.Age("age"), row.Day("said_at") ?? days),
                Sex = row.Sex("sex"),
                Town = row.Text("town"),
                School = row.Text("school"),
                Mother = row.Text("mother_name"),
                Father = row.Text("father_name"),
                Siblings = row.Names("sibling_names"),
                Phone = row.Text("phone"),
            });
        }

        notRead.AddRange(new[] { (children, childRows), (declarations, adultRows), (dependents, dependentRows) }.SelectMany(pair => pair.Item2.Columns.NotRead.Select(heading => $"{pair.Item1.Name}: {heading}")));
        return new([.. reported.Values], [.. declared.Values.Select(d => d.Declaration)], problems, notRead);

        void Found(ListFile file, ImportProblem problem) => problems.Add(new(file.Name, problem));

        IEnumerable<ListRow> Read(OpenedList list, ListFile file)
        {
            foreach (var row in list.Rows)
            {
                if (row.TooLong >= 0) { Found(file, ImportProblem.OfCell(row.Number, new(row.TooLong + 1, list.File!.Headers[row.TooLong], ""), "", ProblemKind.TextTooLong)); }

                yield return new(row, list.Columns, letters, problem => Found(file, problem));
            }
        }
    }

    private static string IdOf(ListRow row, ListColumns columns) =>
        columns.Has("id") && row.Text("id") is { Length: > 0 } id ? id : row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static StatedAge? Stated((int Low, int High, AgeUnit Unit)? age, DateOnly day) => age is { } said ? new(said.Low, said.High, said.Unit, day) : null;

    private static OpenedList Rows(ListFile file, FamilyList list, IReadOnlyDictionary<string, string> map)
    {
        switch (CsvFile.Open(file.Bytes))
        {
            case CsvOpening.Opened { File: var opened }:
                var columns = ListColumns.Of(opened, list, map);
                return new(opened, columns, [.. opened.Rows()]);
            case CsvOpening.Refused { Reason: ProblemKind.FileEmpty }:
                return OpenedList.Nothing;
            case CsvOpening.Refused { Reason: var reason }:
                throw new ListRefusedException(file.Name, ImportProblem.OfFile(reason));
            default:
                throw new InvalidOperationException("A file is opened or refused.");
        }
    }

    private sealed record OpenedList(CsvFile? File, ListColumns Columns, IReadOnlyList<CsvRow> Rows)
    {
        public static readonly OpenedList Nothing = new(null, ListColumns.None, []);

        public IEnumerable<string> Sexes => Rows.Select(row => Columns.Cell(row, "sex"));
    }
}

/// <summary>A file as it was brought.</summary>
internal readonly record struct ListFile(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>Something odd in one of the lists.</summary>
internal readonly record struct ListProblem(string File, ImportProblem Problem);

/// <summary>A file that is no table at all.</summary>
internal sealed class ListRefusedException(string file, ImportProblem problem) : Exception($"{file}: {problem.Kind}")
{
    public string File => file;

    public ImportProblem Problem => problem;
}
