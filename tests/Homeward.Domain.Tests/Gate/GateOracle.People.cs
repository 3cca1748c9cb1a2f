namespace Homeward.Domain.Tests;

/// <content>Who is who and what stands against whom: names, restrictions, leads, brothers and sisters.</content>
public sealed partial class GateOracle
{
    private bool IsOrAgrees(Id<Person> adult, Filed claimant) =>
        Cluster(adult).Contains(claimant.Person)
        || RecordsOf(adult).Any(r => NamePool.InCommon(NameOf(r), NameOf(claimant)) >= 2);

    private bool Named(Barrier barrier, Attempt attempt) =>
        barrier.Everybody || barrier.Adults(records).Any(adult => Cluster(adult).Contains(records[attempt.Claimant].Person));

    private bool MayMean(Barrier barrier, Attempt attempt) =>
        barrier.Adults(records).Any(adult =>
            RecordsOf(adult).SelectMany(r => r.Said).Any(theirs =>
                RecordsOf(records[attempt.Claimant].Person).SelectMany(r => r.Said).Any(ours => Alike(theirs, ours))));

    private static bool Alike(PersonDetails theirs, PersonDetails ours) =>
        NamePool.Words(theirs.NameAsSaid).Length == 0 || NamePool.Words(ours.NameAsSaid).Length == 0
        || NamePool.InCommon(theirs.NameAsSaid, ours.NameAsSaid) > 0
        || (theirs.Phone is not null && theirs.Phone == ours.Phone);

    private bool Refuted(Id<Person> child, HashSet<Id<Person>> adult) =>
        claims.Values.Any(c => c.Status == RelationshipStatus.Refuted && Cluster(child).Contains(c.Child) && adult.Contains(c.Adult));

    private IEnumerable<Barrier> Against(Id<Person> child) => barriers.Values.Where(b => b.Stands && b.Children.Overlaps(Cluster(child)));

    /// <summary>What stands against every other child of whom an undecided lead says that it is this one.</summary>
    private List<Barrier> AgainstWhoMayBe(Id<Person> child)
    {
        var found = new List<Barrier>();
        foreach (var lead in leads.Values.Where(lead => lead.Undecided))
        {
            var sides = Sides(lead);
            if (sides[0].Contains(child) != sides[1].Contains(child))
            {
                found.AddRange(Against(sides[sides[0].Contains(child) ? 1 : 0].First()).Except(Against(child)));
            }
        }

        return found;
    }

    private HashSet<Id<Person>>[] Sides(Asked lead) => [Cluster(records[lead.Left].Person), Cluster(records[lead.Right].Person)];

    private bool HoldsSomething(Asked lead)
    {
        var sides = Sides(lead);
        return lead.Undecided && !Against(sides[0].First()).ToHashSet().SetEquals(Against(sides[1].First()));
    }

    private bool TooYoung(Id<Person> child) => RecordsOf(child).All(r => (r.Said[^1].Age is not { } age || age.Low <= 4) && (r.Said[^1].BirthDate is not { } born || born.Year > 2014));

    private HashSet<Id<Person>> SiblingsOf(Id<Person> child)
    {
        var own = Cluster(child);
        var found = new HashSet<Id<Person>>();
        foreach (var (one, other) in siblings)
        {
            if (own.Contains(one)) { found.UnionWith(Cluster(other)); }
            if (own.Contains(other)) { found.UnionWith(Cluster(one)); }
        }

        var parents = claims.Values.Where(c => c.IsParent && own.Contains(c.Child)).SelectMany(c => Cluster(c.Adult)).ToHashSet();
        foreach (var claim in claims.Values.Where(c => c.IsParent && parents.Contains(c.Adult)))
        {
            found.UnionWith(Cluster(claim.Child));
        }

        found.ExceptWith(own);
        // Whoever is counted as another stands where the other stands.
        found.RemoveWhere(p => links.Any(l => l.Other == p));
        return found;
    }

    private IEnumerable<Filed> RecordsOf(Id<Person> person)
    {
        var cluster = Cluster(person);
        return records.Values.Where(r => cluster.Contains(r.Person));
    }

    private static string? NameOf(Filed record) => record.Said[^1].NameAsSaid;

    private static bool DocumentNamed(IReadOnlyList<IncidentEvent> together) =>
        together.OfType<NoteGiven>().Any(note => note.Kind == NoteKind.CourtDocument && note.Text.Trim().Length > 0);

    private static bool Supervises(Actor actor) => actor.Role is Role.Supervisor or Role.ChildProtection;

    /// <summary>Everybody counted as one with this person, by following links in both directions.</summary>
    private HashSet<Id<Person>> Cluster(Id<Person> person)
    {
        var found = new HashSet<Id<Person>> { person };
        for (var grown = links.Count > 0; grown;)
        {
            grown = false;
            foreach (var (kept, other) in links)
            {
                grown |= found.Contains(kept) != found.Contains(other) && found.Add(kept) | found.Add(other);
            }
        }

        return found;
    }
}
