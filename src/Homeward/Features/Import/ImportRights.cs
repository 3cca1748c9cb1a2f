using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>Which role may bring which list: whoever may report one by one may also bring a list of it.</summary>
public static class ImportRights
{
    /// <summary>Whether the role may bring such a list.</summary>
    public static bool May(Role role, ImportKind kind) => Permissions.May(role, kind switch
    {
        ImportKind.Roll => new ExpectOnRoll(default, default, default, PersonDetails.Nothing),
        ImportKind.Declarations => new MakeDeclaration(default, default, default, null, PersonDetails.Nothing, null, []),
        ImportKind.People => new ReportChild(default, default, Source.Import, null, PersonDetails.Nothing, new Situation.NotLocated()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of import that isn't known."),
    });
}
