using Homeward.Domain;

namespace Homeward.Access.Reads;

/// <summary>
/// Somebody opened what is known of a person. It holds ids only and nothing that anybody said of anyone, so that it outlives
/// the keys of the records that were read.
/// </summary>
/// <param name="Ground">Why they could.</param>
/// <param name="Page">On which page, as its first word in the address: people, release, leads.</param>
/// <param name="Names">Of a list, how many names it showed; a list is written down once and names nobody in particular.</param>
/// <param name="Refused">It was not shown: the reader had opened too many.</param>
/// <param name="File">Of a list that left as a file, which kind: csv, xlsx.</param>
/// <param name="Copy">Of a list, the code that stands on the print or in the file, by which a copy that turns up somewhere is found here again.</param>
/// <param name="Shown">Of a list, those in it whom nobody gave the reader and who were counted, so that the count is there after a restart.</param>
/// <param name="IsTest">The person doesn't exist: a test record was opened, which is reported at once.</param>
public sealed record PersonRead(
    Id<User> Reader, Id<Organisation> Organisation, Role Role, Id<Person> Person, Ground Ground, string Page, DateTimeOffset At, int Names = 0, bool Refused = false,
    string? File = null, string? Copy = null, bool IsTest = false,
    IReadOnlyList<Id<Person>>? Shown = null)
{
    /// <summary>Whether it was no reading: the code of a wristband or card that is nobody's was typed.</summary>
    public bool IsWrongCode => Refused && Ground == Ground.Code && Person == default;

    /// <summary>Whether it was a list.</summary>
    public bool IsList => Names > 0 || File is not null;
}
