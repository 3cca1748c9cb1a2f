using System.Collections.Immutable;
using System.Globalization;
using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>One adult's declaration, put together from all rows about that adult and from the file of dependents.</summary>
/// <param name="Adult">The first row about the adult.</param>
/// <param name="Key">What tells the declaration from all others.</param>
/// <param name="Children">The dependents, each once.</param>
/// <param name="Collectors">Who may collect the children, as the adult says.</param>
internal sealed record DeclaredFamily(ReadRow Adult, string Key, IReadOnlyList<DeclaredFamily.Child> Children, ImmutableArray<Collector> Collectors)
{
    /// <summary>A dependent, and what tells it from its brothers and sisters.</summary>
    public sealed record Child(string Key, PersonDetails Details, Needs Needs);

    /// <summary>Puts the families together. Dependents of a declaration that isn't in the file are reported.</summary>
    public static IEnumerable<DeclaredFamily> Of(IReadOnlyList<ReadRow> rows, IReadOnlyList<string> keys, IReadOnlyList<ReadRow> dependents, List<ImportProblem> problems)
    {
        var byId = dependents.Where(child => child.FileId is not null).ToLookup(child => child.FileId!, StringComparer.OrdinalIgnoreCase);
        var known = rows.Select(row => row.FileId).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var orphan in dependents.Where(child => child.FileId is null || !known.Contains(child.FileId)))
        {
            problems.Add(ImportProblem.OfRow(orphan.Number, ProblemKind.DeclarationNotFound, orphan.FileId ?? ""));
        }

        return rows.Select((row, i) => (row, key: keys[i])).GroupBy(pair => pair.key, StringComparer.Ordinal).Select(group =>
        {
            var all = group.Select(pair => pair.row).ToList();
            var inFile = all[0].FileId is { } id ? byId[id].ToList() : [];
            var contacts = all.Concat(inFile).SelectMany(row => row.Contacts);
            return new DeclaredFamily(all[0], group.Key, Distinct(all, inFile), Planning.Collecting(contacts, unlessToldOtherwise: true));
        });
    }

    private static List<Child> Distinct(List<ReadRow> rows, List<ReadRow> inFile)
    {
        var children = new List<Child>();
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var details in rows.SelectMany(row => row.Dependents)) { Add(details, Needs.None, number: 0); }
        foreach (var row in inFile) { Add(row.Details, row.Needs, row.DependentNumber); }
        return children;

        void Add(PersonDetails details, Needs needs, int number)
        {
            // Without a number in the file, brothers and sisters are told apart by name, never by their order in the row:
            // taking one child out of a file must not write the next one's facts over it.
            var name = number > 0 ? number.ToString(CultureInfo.InvariantCulture) : string.Join(' ', Heading.Split(details.DisplayName() ?? ""));
            var time = times[name] = times.GetValueOrDefault(name) + 1;

            // The same child on two rows of one adult is one child; two without a name are two.
            if (time > 1 && name.Length > 0 && children.Exists(child => child.Details.Equals(details))) { return; }
            children.Add(new Child(time == 1 ? name : $"{name}#{time}", details, needs));
        }
    }
}
