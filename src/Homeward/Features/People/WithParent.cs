using System.Runtime.CompilerServices;
using Homeward.Domain;

namespace Homeward.Features.People;

/// <summary>
/// Whether it is established that a child is with its mother or father. It takes a completed hand-over, and that the adult was
/// shown to be the parent: a verified relationship; or a photo document that agrees with the mother or father on the
/// school's roll; or the declaration of that very adult. A likeness or a sentence in a statement does not establish it.
/// </summary>
public static class WithParent
{
    // Comparing names costs more than everything else on a list of a hundred thousand. A hand-over does not change, so its
    // answer holds until the claimant's record does.
    private static readonly ConditionalWeakTable<Release, Found> Known = [];

    private sealed record Found(Record Claimant, bool Shown);

    public static bool IsEstablished(IncidentState state, Person person, ChildFacts child)
    {
        if (child.ReleasedBy is not { } id || !state.Releases.TryGetValue(id, out var release) ||
            !state.Records.TryGetValue(release.Claimant, out var claimant) || state.Find(claimant.Person) is not { } adult)
        {
            return false;
        }

        foreach (var one in adult.Relationships)
        {
            if (state.Relationships.TryGetValue(one, out var relationship) && IsParent(relationship.Kinship) && state.Find(relationship.Child)?.Id == person.Id)
            {
                if (relationship.Status == RelationshipStatus.Refuted)
                {
                    return false;
                }

                if (relationship.Status == RelationshipStatus.Verified)
                {
                    return true;
                }
            }
        }

        if (!Known.TryGetValue(release, out var known) || !ReferenceEquals(known.Claimant, claimant))
        {
            known = new Found(claimant, IsShownBy(state, release, person, adult, claimant));
            Known.AddOrUpdate(release, known);
        }

        return known.Shown;
    }

    private static bool IsShownBy(IncidentState state, Release release, Person child, Person adult, Record claimant) => release.Right switch
    {
        { Kind: RightToCollect.OnTheRoll, Reference: var roll } =>
            release.Identity?.How == IdentitySeenBy.PhotoDocument &&
            state.Records.TryGetValue(new(roll), out var entry) && entry.Details is { } details &&
            details.Collectors.Where(one => IsParent(one.Kinship)).Select(one => one.Name).Append(details.MotherName).Append(details.FatherName)
                .Any(parent => !string.IsNullOrWhiteSpace(parent) && Domain.Names.Agree(parent, claimant.Details?.DisplayName())),
        { Kind: RightToCollect.DeclaredByParent, Reference: var declared } =>
            state.Declarations.TryGetValue(new(declared), out var declaration) && state.Find(declaration.Adult)?.Id == adult.Id &&
            declaration.Dependents.Any(one => IsParent(one.Kinship) && state.Find(one.Child)?.Id == child.Id),
        _ => false,
    };

    private static bool IsParent(Kinship kinship) => kinship is Kinship.Mother or Kinship.Father;
}
