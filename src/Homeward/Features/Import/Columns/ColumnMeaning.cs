using System.Globalization;
using System.Text;

namespace Homeward.Features.Import;

/// <summary>A field, and for contacts and dependents which one: <c>contact_2_phone</c>.</summary>
/// <param name="Field">What the column means.</param>
/// <param name="Number">1 to <see cref="MaxNumber"/> for numbered fields, else 0.</param>
public readonly record struct ColumnMeaning(Field Field, int Number = 0)
{
    /// <summary>The most contacts, or dependents, that one row can hold.</summary>
    public const int MaxNumber = 12;

    /// <summary>True for fields of which a row holds several.</summary>
    public static bool IsNumbered(Field field) => field is >= Field.ContactName and <= Field.ContactMayCollect or >= Field.DependentName and <= Field.DependentSchool;

    /// <summary>The name used in a mapping file and in forms: <c>birth_date</c>, <c>contact_2_phone</c>.</summary>
    public string Name
    {
        get
        {
            var snake = Snake(Field.ToString());
            if (Number == 0) { return snake; }

            var cut = snake.IndexOf('_', StringComparison.Ordinal);
            return string.Create(CultureInfo.InvariantCulture, $"{snake[..cut]}_{Number}{snake[cut..]}");
        }
    }

    /// <summary>Every meaning a column of this file can have, in the order they are offered.</summary>
    public static IReadOnlyList<ColumnMeaning> For(FilePart part) => Offered[part];

    /// <summary>The meaning with this name; null when there is none.</summary>
    public static ColumnMeaning? Named(string name) => ByName.TryGetValue(name.Trim().Replace('-', '_'), out var meaning) ? meaning : null;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static readonly Field[] AboutAnyone =
        [Field.GivenName, Field.MiddleName, Field.FamilyName, Field.SecondFamilyName, Field.FullName, Field.OtherNames, Field.BirthDate, Field.Age, Field.Sex];

    private static readonly Field[] AboutAChild = [Field.School, Field.Grade, Field.Town, Field.Needs, Field.Interpreter, Field.MotherName, Field.MotherPhone, Field.FatherName, Field.FatherPhone, Field.SiblingNames];

    private static readonly Field[] Contacts = [Field.ContactName, Field.ContactPhone, Field.ContactRelation, Field.ContactMayCollect];

    private static readonly Field[] DependentsInTheRow = [Field.DependentName, Field.DependentAge, Field.DependentBirthDate, Field.DependentSex, Field.DependentSchool];

    private static readonly Dictionary<FilePart, IReadOnlyList<ColumnMeaning>> Offered = new()
    {
        [FilePart.Roll] = Numbered([Field.RowId, .. AboutAnyone, .. AboutAChild, .. Contacts, Field.Restriction]),
        [FilePart.Declarations] = Numbered([Field.RowId, Field.DeclaredAt, .. AboutAnyone, Field.Relation, Field.Town, Field.Phone, Field.Needs, Field.Interpreter, .. DependentsInTheRow, .. Contacts]),
        [FilePart.Dependents] = Numbered([Field.DeclarationId, Field.DependentNumber, .. AboutAnyone, Field.School, Field.Grade, Field.Needs, Field.Interpreter, .. Contacts]),
        [FilePart.People] = Numbered([Field.RowId, Field.ChildOrAdult, .. AboutAnyone, .. AboutAChild, Field.Phone, Field.Description, Field.SeenAt, .. Contacts]),
    };

    private static readonly Dictionary<string, ColumnMeaning> ByName =
        Numbered(Enum.GetValues<Field>()).ToDictionary(meaning => meaning.Name, StringComparer.OrdinalIgnoreCase);

    private static List<ColumnMeaning> Numbered(IEnumerable<Field> fields) =>
        [.. fields.SelectMany(field => IsNumbered(field) ? Enumerable.Range(1, MaxNumber).Select(n => new ColumnMeaning(field, n)) : [new ColumnMeaning(field)])];

    private static string Snake(string pascal)
    {
        var snake = new StringBuilder(pascal.Length + 4);
        foreach (var letter in pascal)
        {
            if (char.IsAsciiLetterUpper(letter) && snake.Length > 0) { snake.Append('_'); }
            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }
}
