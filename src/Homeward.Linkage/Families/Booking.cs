namespace Homeward.Linkage.Families;

/// <summary>Brings the three lists into the form in which they are compared, and counts how common each name is among them.</summary>
internal static class Booking
{
    private const int MostSiblings = 12;

    internal static Mention Of(ReportedChild child, NameBook book)
    {
        var said = SaidName.Of(child.GivenNames, child.Surnames, null);
        return new(
            book.Name(said, TokenRole.Given), BirthSpan.Of(null, child.Age), child.Sex, book.Place(child.School, TokenRole.School), book.Place(child.Town, TokenRole.Town),
            Parent(child.Mother, book), Parent(child.Father, book), Siblings(child.Siblings, book), Phone.Digits(child.Phone));
    }

    internal static Declarant Of(FamilyDeclaration declaration, NameBook book) => new(
        book.Name(SaidName.Of(declaration.GivenNames, declaration.Surnames, null), TokenRole.AdultGiven),
        declaration.Relation != DeclarantRelation.Unknown ? declaration.Relation
            : declaration.Sex switch { Sex.Female => DeclarantRelation.Mother, Sex.Male => DeclarantRelation.Father, _ => DeclarantRelation.Unknown },
        BirthSpan.Of(null, declaration.Age), book.Place(declaration.Town, TokenRole.Town), Phone.Digits(declaration.Phone));

    internal static Dependent Of(DeclaredDependent dependent, int declaration, int place, Declarant declarant, NameBook book) => new(
        declaration, place, book.Name(DependentsName(dependent.Name, declarant, book), TokenRole.Given), BirthSpan.Of(null, dependent.Age), dependent.Sex, book.Place(dependent.School, TokenRole.School));

    // A dependent's name stands in one cell. "Jose Manuel" is two given names unless Manuel is also the adult's surname;
    // "Ana Garcia" is a given name and a surname.
    private static SaidName DependentsName(string? name, Declarant declarant, NameBook book)
    {
        var said = SaidName.Of(null, null, name);
        return said is { Given.Length: 1, Surnames: [var second] } && IsRatherGiven(second) && !Array.Exists(declarant.Name.Surnames, s => book[s].Text == second)
            ? new([said.Given[0], second], [])
            : said;
    }

    private static bool IsRatherGiven(string word) => NameFrequencies.Given(word) > 4 * NameFrequencies.Surname(word);

    private static BookedName Parent(string? name, NameBook book) =>
        string.IsNullOrWhiteSpace(name) ? BookedName.None : book.Name(SaidName.Of(null, null, name), null);

    private static int[][] Siblings(IReadOnlyList<string> names, NameBook book) =>
        [.. names.Take(MostSiblings).Select(name => book.Name(SaidName.Of(null, null, name), null).Given).Where(given => given.Length > 0)];
}
