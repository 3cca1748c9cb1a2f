using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>
/// The one way from a holder to an adult. It opens only when every piece of evidence is there and nothing stands against
/// it. What is missing is told to the desk; what stands against it only ever reads "not yet" there.
/// </summary>
/// <remarks>
/// The steps follow the Standard Reunification Method (identity, right, child asked, second person), with the child's
/// answer and the second person as conditions and not as records of what was done.
/// </remarks>
public static class ReleaseGate
{
    /// <summary>For so long after two records were joined no child is handed over because of it: a slip is found in the first minutes.</summary>
    public static readonly TimeSpan FreshLink = TimeSpan.FromMinutes(10);

    // Older than this, a child can say yes or no.
    private const int TooYoungUpTo = 4;

    /// <summary>What the gate says.</summary>
    public abstract record Answer
    {
        private Answer()
        {
        }

        /// <summary>Everything is there.</summary>
        public sealed record Open : Answer;

        /// <summary>Nothing stands against it, and this is still to be done.</summary>
        public sealed record Missing(ImmutableArray<Evidence> Evidence) : Answer;

        /// <summary>A supervisor is needed. The holds are for supervisors and child protection only.</summary>
        public sealed record NotYet(ImmutableArray<Hold> Holds) : Answer;
    }

    /// <summary>Evidence a desk can be asked for.</summary>
    [System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<Evidence>))]
    public enum Evidence { Identity, Facts, Right, ChildAsked, Siblings, Supervisor, SecondPerson }

    /// <summary>Something that stands against the release, the restriction it comes from, if it does, and the undecided lead through which it does.</summary>
    public sealed record Hold(HoldKind Kind, Id<Restriction>? Restriction = null, Bars Bars = Bars.Yes, Id<Lead>? Lead = null);

    [System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<HoldKind>))]
    public enum HoldKind { Restriction, RestrictionByLead, ChildSaidNo, DoubtAboutIdentity, RightNamesSomebodyElse, RelationshipRefuted, FactsDiffer, FreshLink }

    /// <summary>Holds all the evidence of one attempt against what it takes.</summary>
    /// <param name="now">When it is asked: what was only just joined doesn't count yet.</param>
    public static Answer Check(IncidentState state, Release release, DateTimeOffset now)
    {
        var child = state.Find(release.Child)!;
        var claimant = state.Records[release.Claimant];
        var holds = Holds(state, release, child, claimant, now).ToImmutableArray();
        if (holds.Length > 0)
        {
            return new Answer.NotYet(holds);
        }

        var missing = Lacking(state, release, child).ToImmutableArray();
        return missing.Length > 0 ? new Answer.Missing(missing) : new Answer.Open();
    }

    /// <summary>Whether this attempt needs a supervisor besides the second person.</summary>
    public static bool NeedsSupervisor(IncidentState state, Release release) =>
        release.Identity is { How: not IdentitySeenBy.PhotoDocument }
        || release.Right is { Kind: RightToCollect.CourtDocument }
        || (release.Right is { } right && RightToCollectChild.IsOwnWord(state, right, state.Find(release.Child)!, state.Records[release.Claimant]))
        || EarlierAttempts(state, release).Any(earlier => EndedInDoubt(state, earlier))
        || LinksUnder(state, release).Any()
        || !SharedClaims.Of(state, release).IsEmpty;

    /// <summary>Links between records, each decided by one person, over which the right that was shown reaches this child. A supervisor is the second person who looks at them.</summary>
    public static IEnumerable<LinkMade> LinksUnder(IncidentState state, Release release) =>
        release.Right is { } right ? RightToCollectChild.LinksUnder(state, right, state.Find(release.Child)!) : [];

    /// <summary>Brothers and sisters in this desk's care who would stay behind.</summary>
    public static IEnumerable<Person> SiblingsLeftBehind(IncidentState state, Release release)
    {
        var child = state.Find(release.Child)!;
        var claimant = state.Find(state.Records[release.Claimant].Person)!;
        return Siblings(state, child).DistinctBy(p => p.Id)
            .Where(sibling => sibling.Id != child.Id
                && sibling.Child!.Custody?.Holder.Organisation == release.DeskOrganisation
                && !release.SiblingsStay.Contains(sibling.Id)
                && !GoesAlong(state, sibling, claimant));
    }

    /// <summary>Whether a child is young enough that nobody can ask it. Unknown age counts as possibly young.</summary>
    public static bool MayBeTooYoung(IncidentState state, Person child) =>
        state.RecordsOf(child).Select(r => r.Details).OfType<PersonDetails>().All(said =>
            (said.Age is not { } age || age.LowYears <= TooYoungUpTo)
            // A year of birth leaves a year open: a birthday later this year.
            && (said.BirthDate is not { } born || state.LastRecorded.Year - born.Year <= TooYoungUpTo + 1));

    private static IEnumerable<Hold> Holds(IncidentState state, Release release, Person child, Record claimant, DateTimeOffset now)
    {
        foreach (var restriction in Barred.Standing(state, child))
        {
            var bars = Barred.Means(state, restriction, claimant);
            if (Bar(release, restriction, bars))
            {
                yield return new(HoldKind.Restriction, restriction.Id, bars);
            }
        }

        foreach (var (restriction, lead) in Barred.Possible(state, child))
        {
            var bars = Barred.Means(state, restriction, claimant);
            if (Bar(release, restriction, bars))
            {
                yield return new(HoldKind.RestrictionByLead, restriction.Id, bars, lead.Id);
            }
        }

        if (release.Answer?.Says == ChildSays.No)
        {
            yield return new(HoldKind.ChildSaidNo);
        }

        if (LinksUnder(state, release).Any(link => now - link.At < FreshLink))
        {
            yield return new(HoldKind.FreshLink);
        }

        if (release.DoubtClearedBy is null)
        {
            if (FamilyFacts.Of(state, release).Differ)
            {
                yield return new(HoldKind.FactsDiffer);
            }

            if (RightToCollectChild.Refuted(state, child, state.Find(claimant.Person)!))
            {
                yield return new(HoldKind.RelationshipRefuted);
            }

            if (release.DoubtRaised)
            {
                yield return new(HoldKind.DoubtAboutIdentity);
            }

            if (release.Right is { } right && !RightToCollectChild.NamesClaimant(state, right, child, claimant))
            {
                yield return new(HoldKind.RightNamesSomebodyElse);
            }
        }
    }

    private static bool Bar(Release release, Restriction restriction, Bars bars) =>
        bars == Bars.Yes || (bars == Bars.Perhaps && !release.NotThisAdult.Contains(restriction.Id));

    private static IEnumerable<Evidence> Lacking(IncidentState state, Release release, Person child)
    {
        if (release.Identity is null)
        {
            yield return Evidence.Identity;
        }

        // Where answers were sealed, "questions" are those. Where none were, a supervisor answers for what was asked.
        if (release.Identity is { How: IdentitySeenBy.VerificationQuestions } && FamilyFacts.Of(state, release) is { AreThere: true, Match: false })
        {
            yield return Evidence.Facts;
        }

        if (release.Right is not { } right || !RightToCollectChild.Stands(state, right, child))
        {
            yield return Evidence.Right;
        }

        if (release.Answer is null || (release.Answer.Says == ChildSays.TooYoung && !MayBeTooYoung(state, child)))
        {
            yield return Evidence.ChildAsked;
        }

        if (SiblingsLeftBehind(state, release).Any())
        {
            yield return Evidence.Siblings;
        }

        // That these two are somebody else is a condition of their confirming, and new evidence asks them again.
        if ((release.Supervisor is not { } supervisor || LinksUnder(state, release).Any(link => link.By == supervisor)) && NeedsSupervisor(state, release))
        {
            yield return Evidence.Supervisor;
        }

        if (release.SecondPerson is null)
        {
            yield return Evidence.SecondPerson;
        }
    }

    private static IEnumerable<Release> EarlierAttempts(IncidentState state, Release release) =>
        Counting.Attempts(state, state.Find(release.Child)!).Where(r => r.Id != release.Id);

    // Breaking an attempt off and starting afresh must not wash away what stood against it.
    private static bool EndedInDoubt(IncidentState state, Release earlier) =>
        earlier.Answer?.Says == ChildSays.No
        || earlier.RefusedBecause == RefusedBecause.NotYet
        || (earlier.DoubtRaised && earlier.DoubtClearedBy is null)
        || (!earlier.Tries.IsEmpty && FamilyFacts.Of(state, earlier).Differ);

    // Those somebody noted as brothers and sisters, and the other children of whoever is said to be this child's parent.
    private static IEnumerable<Person> Siblings(IncidentState state, Person child) =>
        state.Cluster(child).SelectMany(p => p.Child!.Siblings).Select(id => state.Find(id)!)
            .Concat(
                from relationship in ParentsOrChildren(state, child)
                from other in ParentsOrChildren(state, state.Find(relationship.Adult)!)
                select state.Find(other.Child)!);

    private static IEnumerable<Relationship> ParentsOrChildren(IncidentState state, Person person) =>
        state.Cluster(person).SelectMany(p => p.Relationships).Select(id => state.Relationships[id])
            .Where(r => r is { Status: not RelationshipStatus.Refuted, Kinship: Kinship.Mother or Kinship.Father or Kinship.StepParent or Kinship.Guardian });

    private static bool GoesAlong(IncidentState state, Person sibling, Person claimant) =>
        Counting.OpenAttempts(state, sibling).Any(r => state.Find(state.Records[r.Claimant].Person)!.Id == claimant.Id);
}
