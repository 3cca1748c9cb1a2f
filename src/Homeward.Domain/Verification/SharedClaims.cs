using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Homeward.Domain;

/// <summary>By what one adult is known again who comes for another child.</summary>
[JsonConverter(typeof(SnakeCase<SharedBy>))]
public enum SharedBy { SamePerson, Phone, Document, NameAndDescription }

/// <summary>That what was given for this child was given for another one as well, who has nothing to do with it.</summary>
public readonly record struct SharedClaim(SharedBy By, Id<Person> Child);

/// <summary>
/// The other, unrelated children that the adult of an attempt is known to have asked for, in whichever organisation. Such a hand-over
/// needs a supervisor. Nobody's name is part of the answer.
/// </summary>
public static class SharedClaims
{
    /// <summary>Each other child once, by the strongest of what is shared.</summary>
    public static ImmutableArray<SharedClaim> Of(IncidentState state, Release release)
    {
        var (claimant, child) = (state.Records[release.Claimant], state.Find(release.Child)!);
        var found = new Dictionary<Id<Person>, SharedBy>();
        bool? expected = null;
        foreach (var (by, claim) in Alike(state, claimant))
        {
            var other = state.Find(claim.Child)!;
            if (other.Id == child.Id || (found.TryGetValue(other.Id, out var known) && known <= by) || IsSlip(state, claim) || AreRelated(state, child, other))
            {
                continue;
            }

            // An aunt whom three mothers name, a mother on two rolls: those who said so did before anybody came.
            if (IsExpected(state, state.Records[claim.By], other) && (expected ??= IsExpected(state, claimant, child)))
            {
                continue;
            }

            found[other.Id] = by;
        }

        return [.. found.Select(pair => new SharedClaim(pair.Value, pair.Key)).OrderBy(shared => shared.By).ThenBy(shared => shared.Child.Value)];
    }

    private static IEnumerable<(SharedBy By, ClaimMade Claim)> Alike(IncidentState state, Record claimant)
    {
        foreach (var record in state.RecordsOf(state.Find(claimant.Person)!))
        {
            foreach (var claim in state.Claimants.ByRecord.TryGetValue(record.Id, out var own) ? own : [])
            {
                yield return (SharedBy.SamePerson, claim);
            }

            foreach (var key in Claimants.KeysOf(record))
            {
                foreach (var claim in state.Claimants.ByKey.TryGetValue(key, out var alike) ? alike : [])
                {
                    switch (key.Text[0])
                    {
                        case 'p':
                            yield return (SharedBy.Phone, claim);
                            break;
                        case 'd':
                            yield return (SharedBy.Document, claim);
                            break;
                        default:
                            if (LookAlike(record, state.Records[claim.By]))
                            {
                                yield return (SharedBy.NameAndDescription, claim);
                            }

                            break;
                    }
                }
            }
        }
    }

    // Two words of a description in common, such as "red cap": one is chance.
    private static bool LookAlike(Record one, Record other) =>
        one.Details?.Description is { } ours && other.Details?.Description is { } theirs
        && Names.PlainWords(ours).Where(word => word.Length > 2).Intersect(Names.PlainWords(theirs)).Count() >= 2;

    // "I started it by mistake", before anything was asked: the wrong Ana was chosen from a list.
    private static bool IsSlip(IncidentState state, ClaimMade claim) =>
        state.Releases.TryGetValue(new(claim.Act), out var attempt) && attempt is { Status: ReleaseStatus.Abandoned, Identity: null, Tries.IsEmpty: true };

    /// <summary>
    /// Whether two children belong together by more than the word of somebody nobody has seen: decided to be brothers and sisters, or
    /// both declared by an adult who was taken, or both with a relationship to one adult that was verified.
    /// </summary>
    internal static bool AreRelated(IncidentState state, Person one, Person other)
    {
        var theirs = Ties(state, other).ToLookup(tie => state.Find(tie.Adult)!.Id);
        var (trusted, word) = (false, false);
        foreach (var tie in Ties(state, one).Where(tie => theirs.Contains(state.Find(tie.Adult)!.Id)))
        {
            var adult = state.Find(tie.Adult)!;
            var sure = IsSeen(adult) || (tie.Status == RelationshipStatus.Verified && theirs[adult.Id].Any(also => also.Status == RelationshipStatus.Verified));
            (trusted, word) = (trusted || sure, word || !sure);
        }

        return trusted || (!word && state.Cluster(one).SelectMany(member => member.Child!.Siblings).Any(id => state.Find(id)!.Id == other.Id));
    }

    /// <summary>Whether somebody else named this adult for this child before: a roll, a parent who was taken, a worker who verified it.</summary>
    internal static bool IsExpected(IncidentState state, Record claimant, Person child) => Rights(state, child).Any(right =>
        RightToCollectChild.Stands(state, right, child) && RightToCollectChild.NamesClaimant(state, right, child, claimant));

    private static IEnumerable<RightEvidence> Rights(IncidentState state, Person child)
    {
        foreach (var record in state.RecordsOf(child))
        {
            if (record.Source is Source.Roll)
            {
                yield return new(RightToCollect.OnTheRoll, record.Id.Value, default, default);
            }
        }

        foreach (var tie in Ties(state, child))
        {
            if (tie.Status == RelationshipStatus.Verified)
            {
                yield return new(RightToCollect.VerifiedRelationship, tie.Id.Value, default, default);
            }

            var adult = state.Find(tie.Adult)!;
            foreach (var declaration in IsSeen(adult) ? state.Cluster(adult).SelectMany(member => member.Adult!.Declarations) : [])
            {
                yield return new(RightToCollect.DeclaredByParent, declaration.Value, default, default);
            }
        }
    }

    private static IEnumerable<Relationship> Ties(IncidentState state, Person child) =>
        state.Cluster(child).SelectMany(member => member.Relationships).Select(id => state.Relationships[id]).Where(tie => tie.Status != RelationshipStatus.Refuted);

    private static bool IsSeen(Person adult) => adult.Whereabouts is not (null or Whereabouts.Unknown);
}
