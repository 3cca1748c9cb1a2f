using System.Collections.Immutable;
using Homeward.Domain.Collections;

namespace Homeward.Domain;

/// <summary>That an adult came, or called, for a child: an attempt to collect it, or a request to find it.</summary>
/// <param name="Act">The attempt or the request.</param>
public readonly record struct ClaimMade(Id<Record> By, Id<Person> Child, Guid Act);

/// <summary>What two claims may have in common: a telephone, a document, a name. A key and not a name: it says whether, never who.</summary>
public readonly record struct ClaimKey(string Text);

/// <summary>
/// Who claimed which child, by what they gave of themselves. Kept as claims come, over all organisations, so that a desk need not
/// read every claim to see that one telephone asked for six children.
/// </summary>
public sealed record Claimants(
    PersistentMap<ClaimKey, ImmutableArray<ClaimMade>> ByKey, PersistentMap<Id<Record>, ImmutableArray<ClaimMade>> ByRecord)
{
    public static readonly Claimants None = new(PersistentMap<ClaimKey, ImmutableArray<ClaimMade>>.Empty, PersistentMap<Id<Record>, ImmutableArray<ClaimMade>>.Empty);

    /// <summary>With one more claim.</summary>
    public Claimants With(Record by, ClaimMade claim)
    {
        var after = this with { ByRecord = Add(ByRecord, by.Id, claim) };
        return KeysOf(by).Aggregate(after, (known, key) => known with { ByKey = Add(known.ByKey, key, claim) });
    }

    /// <summary>With what a record says now: what was given before still counts.</summary>
    public Claimants Heard(Record by) =>
        !ByRecord.TryGetValue(by.Id, out var claims) ? this
        : claims.Aggregate(this, (known, claim) => known.With(by, claim));

    /// <summary>The index of a whole state, for one that was read from a file without it or has forgotten records.</summary>
    public static IncidentState Indexed(IncidentState state)
    {
        var claims = state.Releases.Values.Select(release => new ClaimMade(release.Claimant, release.Child, release.Id.Value))
            .Concat(state.TracingRequests.Values.Select(request => new ClaimMade(request.Seeker, state.Records[request.Sought].Person, request.Id.Value)).Where(claim => state.People[claim.Child].Kind == PersonKind.Child));
        return state with { Claimants = claims.Aggregate(None, (known, claim) => state.Records.TryGetValue(claim.By, out var by) ? known.With(by, claim) : known) };
    }

    /// <summary>Everything a record ever gave that another claim may give as well.</summary>
    internal static IEnumerable<ClaimKey> KeysOf(Record record)
    {
        foreach (var document in record.Documents)
        {
            yield return new($"d:{document.Text}");
        }

        foreach (var details in record.Earlier.Select(earlier => earlier.Details).Append(record.Details!).Where(details => details is not null))
        {
            if (Barred.Digits(details.Phone) is { Length: >= 7 } phone)
            {
                yield return new($"p:{phone}");
            }

            // A name alone is shared by many; with a description of the adult it is looked at.
            if (!string.IsNullOrWhiteSpace(details.Description))
            {
                var heard = Names.HeardParts(details.DisplayName()).Distinct().Order(StringComparer.Ordinal).ToList();
                for (var i = 0; i < heard.Count; i++)
                {
                    for (var j = i + 1; j < heard.Count; j++)
                    {
                        yield return new($"n:{heard[i]} {heard[j]}");
                    }
                }
            }
        }
    }

    private static PersistentMap<TKey, ImmutableArray<ClaimMade>> Add<TKey>(PersistentMap<TKey, ImmutableArray<ClaimMade>> map, TKey key, ClaimMade claim)
        where TKey : struct, IEquatable<TKey> =>
        !map.TryGetValue(key, out var known) ? map.Set(key, [claim]) : known.Contains(claim) ? map : map.Set(key, known.Add(claim));
}
