using System.Globalization;
using Homeward.Domain;
using Homeward.NeverHeld;
using Homeward.Text;

namespace Homeward.Features.Import;

/// <summary>How the cells of one file are to be read, decided before the first row.</summary>
/// <param name="Mapping">What each column means.</param>
/// <param name="Orders">By column index: which number is the day.</param>
/// <param name="Sexes">By column index: what M means.</param>
/// <param name="UseFileId">Whether the column of row numbers may be used.</param>
/// <param name="Zone">The incident's time zone.</param>
/// <param name="Now">The moment of the import.</param>
public sealed record ReadingRules(
    ColumnMapping Mapping, IReadOnlyDictionary<int, DateOrder> Orders, IReadOnlyDictionary<int, SexLetters> Sexes, bool UseFileId, TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>The day of the import where the incident is.</summary>
    public DateOnly Today { get; } = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).Date);
}

/// <summary>Reads one row into the domain's words, and says what in it couldn't be read. Touches nothing else.</summary>
public sealed class RowReader
{
    private readonly ReadingRules rules;
    private readonly CsvRow row;
    private readonly List<ImportProblem> problems = [];

    private RowReader(ReadingRules rules, CsvRow row)
    {
        this.rules = rules;
        this.row = row;
    }

    private FilePart Part => rules.Mapping.Part;

    /// <summary>Reads a row.</summary>
    public static ReadRow Read(ReadingRules rules, CsvRow row) => new RowReader(rules, row).Read();

    private ReadRow Read()
    {
        CheckShape();
        var contacts = Contacts();
        var details = Details(contacts);
        var kind = KindOfPerson(details);
        CheckPerson(details, kind);
        var needs = Text(Field.Needs);
        return new ReadRow(row.Number, FileId(), details)
        {
            PersonKind = kind,
            Contacts = contacts,
            Dependents = Part == FilePart.Declarations ? Dependents() : [],
            Relation = KinshipCell.Read(Text(Field.Relation)),
            Happened = Moment(Field.DeclaredAt) ?? Moment(Field.SeenAt),
            Needs = NeedsCell.Read(needs),
            NeedsInWords = needs,
            Restriction = CellText.MeansNothingUnlessAName(Text(Field.Restriction)) || YesNoCell.Read(Text(Field.Restriction)).Yes == false ? "" : Text(Field.Restriction),
            DependentNumber = int.TryParse(Text(Field.DependentNumber), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            Problems = problems,
        };
    }

    private void CheckShape()
    {
        if (row.Extra > 0) { problems.Add(ImportProblem.OfRow(row.Number, ProblemKind.TooManyCells)); }
        if (row.TooLong >= 0) { problems.Add(ImportProblem.OfCell(row.Number, Place(row.TooLong), "", ProblemKind.CellTooLong)); }
        if (row.Missing > 0) { problems.Add(ImportProblem.OfRow(row.Number, ProblemKind.TooFewCells)); }
        if (row.NulRemoved >= 0) { problems.Add(ImportProblem.OfCell(row.Number, Place(row.NulRemoved), row.Cells[row.NulRemoved], ProblemKind.NulRemoved)); }
    }

    private PersonDetails Details(List<ReadContact> contacts)
    {
        var (said, given, family) = WholeName(Name(new ColumnMeaning(Field.FullName)));
        var givenNames = Joined(Name(new ColumnMeaning(Field.GivenName)), Name(new ColumnMeaning(Field.MiddleName)));
        var familyNames = Joined(Name(new ColumnMeaning(Field.FamilyName)), Name(new ColumnMeaning(Field.SecondFamilyName)));
        var (birth, age) = (Date(new ColumnMeaning(Field.BirthDate)), AgeOf(new ColumnMeaning(Field.Age)));
        CheckAge(birth, age);
        return new PersonDetails
        {
            NameAsSaid = said,
            GivenNames = Something(givenNames) ?? given,
            FamilyNames = Something(familyNames) ?? family,
            OtherNames = Several(Text(Field.OtherNames)),
            Sex = SexOf(new ColumnMeaning(Field.Sex)),
            Age = age,
            BirthDate = birth,
            Phone = Phone(new ColumnMeaning(Field.Phone)),
            Town = Something(Text(Field.Town)),
            School = Something(Text(Field.School)),
            Grade = Something(Text(Field.Grade)),
            MotherName = Something(Name(new ColumnMeaning(Field.MotherName))) ?? contacts.Find(contact => contact.Kinship == Kinship.Mother)?.Name,
            FatherName = Something(Name(new ColumnMeaning(Field.FatherName))) ?? contacts.Find(contact => contact.Kinship == Kinship.Father)?.Name,
            SiblingNames = Several(Text(Field.SiblingNames)),
            Description = Something(Text(Field.Description)),
            Interpreter = Something(Text(Field.Interpreter)),
        };
    }

    // "López Pérez, Ana" names the family first; anything else is kept as it was said.
    private static (string? Said, string? Given, string? Family) WholeName(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        return name.Length == 0 ? (null, null, null)
            : comma > 0 && comma < name.Length - 1 && name.IndexOf(',', comma + 1) < 0 ? (null, name[(comma + 1)..].Trim(), name[..comma].Trim())
            : (name.Trim(','), null, null);
    }

    private List<ReadContact> Contacts()
    {
        var contacts = new List<ReadContact>();
        AddParent(Field.MotherName, Field.MotherPhone, Kinship.Mother);
        AddParent(Field.FatherName, Field.FatherPhone, Kinship.Father);
        for (var n = 1; n <= ColumnMeaning.MaxNumber; n++)
        {
            var name = Name(new ColumnMeaning(Field.ContactName, n));
            if (name.Length == 0) { continue; }

            var collect = YesOrNo(new ColumnMeaning(Field.ContactMayCollect, n));
            contacts.Add(new ReadContact(name, KinshipCell.Read(Text(new ColumnMeaning(Field.ContactRelation, n))), Phone(new ColumnMeaning(Field.ContactPhone, n)), collect));
        }

        return contacts;

        void AddParent(Field nameField, Field phoneField, Kinship kinship)
        {
            var name = Name(new ColumnMeaning(nameField));
            if (name.Length > 0 && rules.Mapping.Has(nameField)) { contacts.Add(new ReadContact(name, kinship, Phone(new ColumnMeaning(phoneField)), MayCollect: null)); }
        }
    }

    private List<PersonDetails> Dependents()
    {
        var dependents = new List<PersonDetails>();
        for (var n = 1; n <= ColumnMeaning.MaxNumber; n++)
        {
            var nameAt = new ColumnMeaning(Field.DependentName, n);
            var (said, given, family) = WholeName(Name(nameAt));
            var (birth, age) = (Date(new ColumnMeaning(Field.DependentBirthDate, n)), AgeOf(new ColumnMeaning(Field.DependentAge, n)));
            var school = Something(Text(new ColumnMeaning(Field.DependentSchool, n)));
            var sex = SexOf(new ColumnMeaning(Field.DependentSex, n));
            if (said is null && given is null && birth is null && age is null)
            {
                // A school or a sex alone describes nobody; saying so beats counting a child who may not exist.
                if (school is not null || sex != Sex.Unknown) { Add(nameAt, school ?? "", ProblemKind.DependentHasNothing); }
                continue;
            }

            var dependent = new PersonDetails { NameAsSaid = said, GivenNames = given, FamilyNames = family, BirthDate = birth, Age = age, Sex = sex, School = school };
            if (AgeShows(dependent) == PersonKind.Adult)
            {
                Add(nameAt, dependent.DisplayName() ?? "", ProblemKind.DependentIsAdult);
            }
            else
            {
                dependents.Add(dependent);
            }
        }

        return dependents;
    }

    private PersonKind? KindOfPerson(PersonDetails details) => Part switch
    {
        FilePart.Declarations => PersonKind.Adult,
        FilePart.Roll or FilePart.Dependents => PersonKind.Child,
        _ => SaidKind() ?? AgeShows(details),
    };

    private PersonKind? SaidKind()
    {
        var cell = Text(Field.ChildOrAdult);
        switch (Accents.Fold(cell))
        {
            case "": return null;
            case "child" or "minor" or "c" or "nino" or "nina" or "menor" or "student" or "yes" or "si" or "true": return PersonKind.Child;
            case "adult" or "a" or "adulto" or "adulta" or "mayor" or "parent" or "no" or "false": return PersonKind.Adult;
            default:
                Add(new ColumnMeaning(Field.ChildOrAdult), cell, ProblemKind.NotChildOrAdult);
                return null;
        }
    }

    // A person is a child until the day they turn eighteen. A year of birth alone can leave it open.
    private PersonKind? AgeShows(PersonDetails details)
    {
        if (details.BirthDate is { } birth)
        {
            return DateCell.Earliest(birth).AddYears(18) > rules.Today ? PersonKind.Child
                : DateCell.Latest(birth).AddYears(18) <= rules.Today ? PersonKind.Adult
                : null;
        }

        return details.Age is { } age ? age.HighYears < 18 ? PersonKind.Child : age.LowYears >= 18 ? PersonKind.Adult : null : null;
    }

    private void CheckPerson(PersonDetails details, PersonKind? kind)
    {
        var needsName = Part is FilePart.Roll or FilePart.Declarations;
        if (details.DisplayName() is null && (needsName || (details.Age is null && details.BirthDate is null && details.Description is null)))
        {
            problems.Add(ImportProblem.OfRow(row.Number, ProblemKind.NameMissing));
        }

        if (Part == FilePart.Roll && AgeShows(details) == PersonKind.Adult) { problems.Add(ImportProblem.OfRow(row.Number, ProblemKind.AdultOnRoll)); }
        if (Part == FilePart.Dependents && AgeShows(details) == PersonKind.Adult) { problems.Add(ImportProblem.OfRow(row.Number, ProblemKind.DependentIsAdult)); }
        if (Part == FilePart.People && kind is null) { problems.Add(ImportProblem.OfRow(row.Number, ProblemKind.ChildOrAdultUnclear)); }
    }

    private void CheckAge(PartialDate? birth, Age? age)
    {
        if (birth is not { } born || age is not { } said) { return; }

        var oldest = YearsUntil(DateCell.Earliest(born));
        var youngest = YearsUntil(DateCell.Latest(born));
        // One year of slack: ages are said before and after birthdays, and a roll is typed in months earlier.
        if (said.HighYears < youngest - 1 || said.LowYears > oldest + 1)
        {
            Add(new ColumnMeaning(Field.Age), Raw(new ColumnMeaning(Field.Age)), ProblemKind.AgeAndBirthDateDisagree);
        }
    }

    private int YearsUntil(DateOnly born)
    {
        var years = rules.Today.Year - born.Year;
        return born.AddYears(years) > rules.Today ? years - 1 : years;
    }

    private string? FileId()
    {
        var id = Raw(new ColumnMeaning(Part == FilePart.Dependents ? Field.DeclarationId : Field.RowId));
        return rules.UseFileId && !CellText.MeansNothingUnlessAName(id) ? id : null;
    }

    private PartialDate? Date(ColumnMeaning meaning)
    {
        var cell = Text(meaning);
        if (cell.Length == 0) { return null; }

        var (date, problem) = DateCell.Read(cell, rules.Orders.GetValueOrDefault(Index(meaning)), rules.Today);
        if (problem is { } wrong) { Add(meaning, cell, wrong); }
        return date;
    }

    private DateTimeOffset? Moment(Field field)
    {
        var meaning = new ColumnMeaning(field);
        var cell = Text(meaning);
        if (cell.Length == 0) { return null; }

        var (instant, problem) = InstantCell.Read(cell, rules.Orders.GetValueOrDefault(Index(meaning)), rules.Zone, rules.Now);
        if (problem is { } wrong) { Add(meaning, cell, wrong); }
        return instant;
    }

    private Age? AgeOf(ColumnMeaning meaning)
    {
        var cell = Text(meaning);
        if (cell.Length == 0) { return null; }

        var (age, problem) = AgeCell.Read(cell);
        if (problem is { } wrong) { Add(meaning, cell, wrong); }
        return age;
    }

    private Sex SexOf(ColumnMeaning meaning)
    {
        var cell = Text(meaning);
        if (cell.Length == 0) { return Sex.Unknown; }

        var (sex, problem) = SexCell.Read(cell, rules.Sexes.GetValueOrDefault(Index(meaning)));
        if (problem is { } wrong) { Add(meaning, cell, wrong); }
        return sex;
    }

    private string? Phone(ColumnMeaning meaning)
    {
        var cell = Text(meaning);
        if (cell.Length == 0) { return null; }

        var (numbers, problem) = PhoneCell.Read(cell);
        if (problem is { } wrong) { Add(meaning, cell, wrong); }
        if (numbers.Count > 1) { Add(meaning, cell, ProblemKind.OnlyFirstPhoneKept); }
        return numbers.Count > 0 ? numbers[0] : null;
    }

    private bool? YesOrNo(ColumnMeaning meaning)
    {
        var cell = Text(meaning);
        if (cell.Length == 0) { return null; }

        var (yes, problem) = YesNoCell.Read(cell);
        if (problem is { } wrong) { Add(meaning, cell, wrong); }
        return yes;
    }

    private string Name(ColumnMeaning meaning)
    {
        var cell = Safe(meaning, CellText.MeansNothing);
        return CellText.WithoutLeadingMarks(cell);
    }

    private string Text(Field field) => Text(new ColumnMeaning(field));

    private string Text(ColumnMeaning meaning) => Safe(meaning, CellText.MeansNothingUnlessAName);

    // Every cell that can be saved passes here: what looks made to be run, and what must never be kept, goes no further.
    private string Safe(ColumnMeaning meaning, Func<string, bool> meansNothing)
    {
        var cell = Raw(meaning);
        if (meansNothing(cell)) { return ""; }

        if (CellText.LooksLikeFormula(cell))
        {
            Add(meaning, cell, ProblemKind.LooksLikeFormula);
            return "";
        }

        if (cell.Length > LongestIn(meaning.Field))
        {
            Add(meaning, cell, ProblemKind.TextTooLong);
            return "";
        }

        var forbidden = meaning.Field == Field.Description ? ForbiddenContent.InSentence(cell) : ForbiddenContent.In(cell);
        if (forbidden is not null && !IsPhone(meaning.Field))
        {
            Add(meaning, "", ProblemKind.ForbiddenContent);
            return "";
        }

        return cell;
    }

    // Names and short facts fit on a page; two parts of a name are joined and must still fit together.
    private static int LongestIn(Field field) =>
        field is Field.Description or Field.Needs or Field.Restriction ? CsvFile.MaxCellLetters
        : field is Field.GivenName or Field.MiddleName or Field.FamilyName or Field.SecondFamilyName ? 95
        : 150;

    private static bool IsPhone(Field field) => field is Field.Phone or Field.ContactPhone or Field.MotherPhone or Field.FatherPhone;

    private string Raw(ColumnMeaning meaning) => rules.Mapping[meaning] is { } column ? row.Cells[column.Index] : "";

    private int Index(ColumnMeaning meaning) => rules.Mapping[meaning]?.Index ?? -1;

    private ColumnPlace Place(int index) => rules.Mapping.Columns[index].Place;

    // A cell is looked at by more than one question (a name may fill the mother's), and its problem is said once.
    private void Add(ColumnMeaning meaning, string seen, ProblemKind kind)
    {
        var problem = ImportProblem.OfCell(row.Number, rules.Mapping[meaning]?.Place ?? ColumnPlace.WholeRow, seen, kind);
        if (!problems.Contains(problem)) { problems.Add(problem); }
    }

    private static string Joined(string first, string second) => second.Length == 0 ? first : first.Length == 0 ? second : $"{first} {second}";

    // Semicolons are between names; people also write slashes, "and" and "y" there.
    private static string? Several(string cell) =>
        cell.Length == 0 ? null : string.Join("; ", cell.Split([";", "/", "|", ",", " & ", " and ", " y "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string? Something(string cell) => cell.Length == 0 ? null : cell;
}
