using Homeward.Domain;

namespace Homeward.Features.People;

/// <summary>
/// Families as far as anybody has said: people joined by relationships that were not refuted, and by decided siblings.
/// </summary>
public static class FamilyGroups
{
    /// <summary>Adults and children that belong together, and whether every one of the children is with a verified adult.</summary>
    public sealed record Family(IReadOnlyList<Person> Adults, IReadOnlyList<Person> Children, bool Together, DateTimeOffset Since)
    {
        public IEnumerable<Person> Members => Children.Concat(Adults);

        /// <summary>The same family keeps this from page to page.</summary>
        public string Key { get; } = Children.Concat(Adults).Min(person => person.Code)!;
    }

    /// <summary>The families to whom one of these children belongs, each once.</summary>
    public static IEnumerable<Family> Of(IncidentState state, IEnumerable<Person> people)
    {
        var seen = new HashSet<Id<Person>>();
        foreach (var person in people)
        {
            if (person is not { Kind: PersonKind.Child, CountedAs: null } || !seen.Add(person.Id))
            {
                continue;
            }

            var members = new List<Person> { person };
            for (var i = 0; i < members.Count; i++)
            {
                foreach (var relative in RelativesOf(state, members[i]))
                {
                    if (seen.Add(relative.Id))
                    {
                        members.Add(relative);
                    }
                }
            }

            if (members.Count > 1)
            {
                var children = members.Where(member => member.Kind == PersonKind.Child).OrderBy(member => member.Code, StringComparer.Ordinal).ToList();
                yield return new Family(
                    [.. members.Where(member => member.Kind == PersonKind.Adult).OrderBy(member => member.Code, StringComparer.Ordinal)],
                    children,
                    children.All(child => child.State is ChildState.WithParentOrVerifiedCaregiver or ChildState.NotAffectedOrDuplicate),
                    children.Min(child => child.Child!.Since));
            }
        }
    }

    /// <summary>How two people of a family belong together, in the adult's words: mother, aunt, guardian.</summary>
    public static Relationship? Between(IncidentState state, Person adult, Person child) =>
        state.Cluster(child).SelectMany(member => member.Relationships)
            .Select(id => state.Relationships.TryGetValue(id, out var found) ? found : null)
            .Where(relationship => relationship is not null && state.Find(relationship.Adult)?.Id == adult.Id && relationship.Status != RelationshipStatus.Refuted)
            .OrderByDescending(relationship => relationship!.Status)
            .FirstOrDefault();

    private static IEnumerable<Person> RelativesOf(IncidentState state, Person person)
    {
        foreach (var member in person.Linked.IsEmpty ? [person] : state.Cluster(person))
        {
            foreach (var id in member.Relationships)
            {
                if (state.Relationships.TryGetValue(id, out var relationship) && relationship.Status != RelationshipStatus.Refuted &&
                    state.Find(person.Kind == PersonKind.Child ? relationship.Adult : relationship.Child) is { } relative)
                {
                    yield return relative;
                }
            }

            if (member.Child is { } child)
            {
                foreach (var sibling in child.Siblings)
                {
                    if (state.Find(sibling) is { } found)
                    {
                        yield return found;
                    }
                }
            }
        }
    }
}
