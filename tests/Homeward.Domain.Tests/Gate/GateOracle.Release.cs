namespace Homeward.Domain.Tests;

/// <content>Every condition of a release.</content>
public sealed partial class GateOracle
{
    /// <summary>Every condition of a release, one after the other.</summary>
    private string? Stop(Attempt attempt, Id<Person> child)
    {
        var claimant = Cluster(records[attempt.Claimant].Person);
        if (NotHeld(child, attempt.Desk) is { } wrong)
        {
            return wrong;
        }

        if (attempt.Identity is not { } identity)
        {
            return "identity was never seen";
        }

        if (attempt.Right is not { } right || !RightExists(attempt, right.Kind, right.Reference))
        {
            return "no right to collect exists for this child";
        }

        if (attempt.Answer is null || attempt.SaidNo)
        {
            return "the child wasn't asked or said no";
        }

        if (attempt.Answer == ChildSays.TooYoung && !TooYoung(child))
        {
            return "the child was old enough to be asked";
        }

        foreach (var barrier in Against(child))
        {
            if (Named(barrier, attempt))
            {
                return "a restriction means this adult";
            }

            if (MayMean(barrier, attempt) && !attempt.NotThisAdult.Contains(barrier.Id))
            {
                return "a restriction may mean this adult and no supervisor has decided";
            }

            Occurred.Add(MayMean(barrier, attempt) ? "released though a restriction might have meant this adult" : "released beside a restriction on somebody else");
        }

        foreach (var barrier in AgainstWhoMayBe(child))
        {
            if (Named(barrier, attempt))
            {
                return "a restriction on a child who may be this one means this adult";
            }

            if (MayMean(barrier, attempt) && !attempt.NotThisAdult.Contains(barrier.Id))
            {
                return "a restriction on a child who may be this one may mean this adult";
            }

            Occurred.Add("released beside a lead to a child with a restriction");
        }

        var counting = Facts(attempt);
        if (identity == IdentitySeenBy.VerificationQuestions && counting.Any(way => way.Select(f => f.Question).Distinct().Count() >= 2))
        {
            if (counting.All(way => way.Count(f => attempt.Tries.Any(t => t.Fact == f.Id && t.Agrees)) < 2))
            {
                return "identity rests on questions whose answers didn't match";
            }

            Occurred.Add("released, the family's answers matched");
        }

        if (Under(child, right).Any(link => now - link.At < TimeSpan.FromMinutes(10)))
        {
            return "the right rests on records joined less than ten minutes ago";
        }

        var suspicious = attempt.Doubt || !RightNames(attempt, right) || Refuted(child, claimant) || Differ(attempt);
        if (suspicious && !attempt.DoubtCleared)
        {
            return "doubts were not cleared by a supervisor";
        }

        if (SupervisorNeeded(attempt, identity, right))
        {
            if (attempt.Supervisor is not { } supervisor || supervisor == attempt.StartedBy || supervisor == attempt.IdentityBy || Under(child, right).Any(link => link.By == supervisor))
            {
                return "no supervisor approved what needs one";
            }

            Occurred.Add("released with a supervisor");
            if (attempts.Values.Any(a => a != attempt && Cluster(a.Child).Overlaps(Cluster(child)) && Differ(a))) { Occurred.Add("released after answers had differed"); }
            if (SharedWith(attempt)) { Occurred.Add("released though the adult came for other children too"); }
            if (Under(child, right).Any()) { Occurred.Add("released by a right on a record that was joined"); }
        }

        if (attempt.Second is not { } second || second == attempt.StartedBy || second == attempt.IdentityBy || second == attempt.Supervisor)
        {
            return "no second person";
        }

        foreach (var sibling in SiblingsOf(child))
        {
            var along = attempts.Values.Any(a => a.Open && Cluster(a.Child).Contains(sibling) && Cluster(records[a.Claimant].Person).SetEquals(claimant));
            if (children[sibling].Holder?.Organisation == attempt.Desk && !attempt.Stays.Overlaps(Cluster(sibling)) && !along)
            {
                return "a brother or sister stays behind unnoticed";
            }

            Occurred.Add("released with siblings");
        }

        Occurred.Add("released");
        Occurred.Add($"released by {right.Kind}");
        Occurred.Add($"released, identity by {identity}");
        Occurred.Add($"released, child said {attempt.Answer}");
        if (suspicious)
        {
            Occurred.Add("released after a doubt was cleared");
        }

        if (Cluster(child).Count > 1)
        {
            Occurred.Add("released as linked persons");
        }

        if (Cluster(child).Any(SetAside))
        {
            Occurred.Add("released after somebody said which of two records stands");
        }

        return null;
    }

    private string? NotHeld(Id<Person> child, Id<Organisation> desk)
    {
        var cluster = Standing(child);
        if (cluster.Any(p => children[p].Died))
        {
            return "the child had died";
        }

        if (cluster.Any(p => children[p].Released))
        {
            return "released before, and in nobody's custody since";
        }

        if (children[child].Holder is not { } holder)
        {
            return "nobody answers for the child";
        }

        return holder.Organisation is { } organisation && organisation != desk ? "another organisation answers for the child"
            : children[child].Offer is not null ? "a hand-over was pending"
            : null;
    }

    private bool RightExists(Attempt attempt, RightToCollect kind, Guid reference)
    {
        var child = Cluster(attempt.Child);
        return kind switch
        {
            RightToCollect.DeclaredByParent => declarations.TryGetValue(new(reference), out var d)
                && d.Dependents.Any(dependent => child.Contains(dependent.Child)) && !Refuted(attempt.Child, Cluster(d.Person)),
            RightToCollect.OnTheRoll => records.TryGetValue(new(reference), out var entry) && entry.Source == Source.Roll && child.Contains(entry.Person)
                && entry.At is { } place && child.Any(p => rolls.Contains((p, place))) && (runBy(place) is not { } owner || owner == entry.Owner),
            RightToCollect.VerifiedRelationship => claims.TryGetValue(new(reference), out var claim)
                && claim.Status == RelationshipStatus.Verified && child.Contains(claim.Child),
            _ => true,
        };
    }

    private bool RightNames(Attempt attempt, (RightToCollect Kind, Guid Reference) right)
    {
        var claimant = records[attempt.Claimant];
        switch (right.Kind)
        {
            case RightToCollect.DeclaredByParent:
                var declaration = declarations[new(right.Reference)];
                var dependent = declaration.Dependents.First(d => Cluster(attempt.Child).Contains(d.Child));
                return IsOrAgrees(declaration.Person, claimant)
                    || records[dependent.Record].Said[^1].Collectors.Any(c => NamePool.InCommon(c.Name, NameOf(claimant)) >= 2);

            case RightToCollect.OnTheRoll:
                var entry = records[new(right.Reference)].Said[^1];
                return entry.Collectors.Select(c => c.Name).Append(entry.MotherName).Append(entry.FatherName)
                    .Any(name => NamePool.InCommon(name, NameOf(claimant)) >= 2);

            case RightToCollect.VerifiedRelationship:
                return IsOrAgrees(claims[new(right.Reference)].Adult, claimant);

            default:
                return true;
        }
    }

    private bool SupervisorNeeded(Attempt attempt, IdentitySeenBy identity, (RightToCollect Kind, Guid Reference) right)
    {
        var earlier = attempts.Values.Where(a => a != attempt && Cluster(a.Child).Overlaps(Cluster(attempt.Child)));
        var ownWord = right.Kind == RightToCollect.DeclaredByParent
            && declarations[new(right.Reference)].Person is var declarer
            && !Cluster(declarer).Overlaps(seenTaken)
            && IsOrAgrees(declarer, records[attempt.Claimant]);
        return identity != IdentitySeenBy.PhotoDocument || right.Kind == RightToCollect.CourtDocument || ownWord
            || Under(attempt.Child, right).Any() || SharedWith(attempt)
            || earlier.Any(a => a.SaidNo || a.RefusedNotYet || (a.Doubt && !a.DoubtCleared) || Differ(a));
    }
}
