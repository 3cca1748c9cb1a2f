namespace Homeward.Domain.Tests;

/// <content>What was asked of the family, over which links a right reaches a child, and for whom an adult came before.</content>
public sealed partial class GateOracle
{
    /// <summary>What is wrong with asking this at this attempt.</summary>
    private string? WrongToAsk(Actor actor, Attempt attempt, Id<SealedFact> id)
    {
        var fact = facts[id];
        var child = Cluster(attempt.Child);
        if (fact.By == actor.User)
        {
            return "by whoever heard the answer when it was sealed";
        }

        if (!child.Contains(fact.Child) || attempts.Values.Any(a => a.Order < fact.Order && child.Contains(a.Child)))
        {
            return "about another child, or sealed after somebody had come";
        }

        if (attempt.Tries.Count(t => t.Fact == id) >= 2 || attempts.Values.Where(a => child.Contains(a.Child)).Sum(a => a.Tries.Count) >= 12)
        {
            return "too often";
        }

        return fact.SaidBy is { } adult && !IsOrAgrees(adult, records[attempt.Claimant]) && !Cluster(adult).Overlaps(seenTaken)
            ? "on the word of an adult nobody has seen"
            : null;
    }

    /// <summary>The facts that count for an attempt: asked of the adult, and asked of the child.</summary>
    private List<Sealed>[] Facts(Attempt attempt)
    {
        var child = Cluster(attempt.Child);
        var counting = facts.Values.Where(f => child.Contains(f.Child) && !attempts.Values.Any(a => a.Order < f.Order && child.Contains(a.Child)))
            .Where(f => f.SaidBy is not { } adult || IsOrAgrees(adult, records[attempt.Claimant]) || IsTakenNow(adult)).ToList();
        return [[.. counting.Where(f => f.SaidBy is not { } adult || !IsOrAgrees(adult, records[attempt.Claimant]))], [.. counting.Where(f => f.SaidBy is { } adult && IsOrAgrees(adult, records[attempt.Claimant]))]];
    }

    // Where the kept one of linked adults was last said to be; that of the others is set aside with them.
    private bool IsTakenNow(Id<Person> adult)
    {
        while (links.Where(l => l.Other == adult).Select(l => (Id<Person>?)l.Kept).FirstOrDefault() is { } kept) { adult = kept; }
        return takenNow.Contains(adult);
    }

    private static bool FailedTwice(Attempt attempt) => attempt.Tries.GroupBy(t => t.Fact).Count(t => t.Count() >= 2 && t.All(x => !x.Agrees)) >= 2;

    private bool Differ(Attempt attempt) => FailedTwice(attempt) || Facts(attempt).Any(way =>
        way.Count == 2 && way[0].Question != way[1].Question && way.Any(f => attempt.Tries.Count(t => t.Fact == f.Id && !t.Agrees) >= 2));

    /// <summary>The links, by whom and when, over which a right reaches the child that is handed over.</summary>
    private IEnumerable<(Id<User> By, DateTimeOffset At)> Under(Id<Person> child, (RightToCollect Kind, Guid Reference) right)
    {
        Id<Person>? at = right.Kind switch
        {
            RightToCollect.DeclaredByParent => declarations[new(right.Reference)].Dependents.First(d => Cluster(child).Contains(d.Child)).Child,
            RightToCollect.OnTheRoll => records[new(right.Reference)].Person,
            RightToCollect.VerifiedRelationship => claims[new(right.Reference)].Child,
            _ => null,
        };
        while (at is { } id && id != child && links.Any(l => l.Other == id))
        {
            yield return joined[id];
            at = links.First(l => l.Other == id).Kept;
        }
    }

    /// <summary>Whether the adult of an attempt came for another child who has nothing to do with this one, and whom nobody named for both.</summary>
    private bool SharedWith(Attempt attempt)
    {
        var ours = RecordsOf(records[attempt.Claimant].Person).ToList();
        return attempts.Values.Any(other => other != attempt && !other.IsSlip
            && !Cluster(other.Child).Contains(attempt.Child) && !Related(attempt.Child, other.Child) && !(Expected(attempt) && Expected(other))
            && (ours.Contains(records[other.Claimant]) || ours.Any(record => Shares(record, records[other.Claimant]))));
    }

    private static bool Shares(Filed one, Filed other) =>
        one.Said.Any(ours => ours.Phone is not null && other.Said.Any(theirs => theirs.Phone == ours.Phone))
        || one.Documents.Overlaps(other.Documents)
        || (one.Said[^1].Description is { } look && look == other.Said[^1].Description && NamePool.InCommon(NameOf(one), NameOf(other)) >= 2);

    private bool Related(Id<Person> one, Id<Person> other)
    {
        var (ours, theirs) = (Cluster(one), Cluster(other));
        return siblings.Any(s => (ours.Contains(s.Item1) && theirs.Contains(s.Item2)) || (ours.Contains(s.Item2) && theirs.Contains(s.Item1)))
            || claims.Values.Any(a => a.Status != RelationshipStatus.Refuted && ours.Contains(a.Child) && claims.Values.Any(b => b.Status != RelationshipStatus.Refuted && theirs.Contains(b.Child)
                && Cluster(a.Adult).Contains(b.Adult) && (Cluster(a.Adult).Overlaps(seenTaken) || (a.Status == RelationshipStatus.Verified && b.Status == RelationshipStatus.Verified))));
    }

    private bool Expected(Attempt attempt)
    {
        var child = Cluster(attempt.Child);
        var rights = records.Where(r => r.Value.Source == Source.Roll && child.Contains(r.Value.Person)).Select(r => (RightToCollect.OnTheRoll, r.Key.Value))
            .Concat(claims.Where(c => child.Contains(c.Value.Child) && c.Value.Status == RelationshipStatus.Verified).Select(c => (RightToCollect.VerifiedRelationship, c.Key.Value)))
            .Concat(declarations.Where(d => Cluster(d.Value.Person).Overlaps(seenTaken) && d.Value.Dependents.Any(x => child.Contains(x.Child))).Select(d => (RightToCollect.DeclaredByParent, d.Key.Value)));
        return rights.Any(right => RightExists(attempt, right.Item1, right.Value) && RightNames(attempt, right));
    }
}
