using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Homeward.Domain;

/// <summary>
/// Which sealed facts one attempt to collect is asked for, and what came of it. Two ways: the adult at the desk is asked what the child
/// said, and the child, alone, what this adult said. Match or not is all that anybody ever learns.
/// </summary>
public sealed record FamilyFacts
{
    /// <summary>How many questions one attempt asks each of the two.</summary>
    public const int Questions = 3;

    /// <summary>How often each may be answered: what is said first isn't always right.</summary>
    public const int TriesPerQuestion = 2;

    /// <summary>Over all attempts for one child; more than that is somebody trying out answers.</summary>
    public const int TriesPerChild = 12;

    /// <summary>How many have to agree. With fewer sealed, nothing is asked.</summary>
    public const int Enough = 2;

    private FamilyFacts(ImmutableArray<SealedFact> ofAdult, ImmutableArray<SealedFact> ofChild, ImmutableArray<FactTry> tries) =>
        (OfAdult, OfChild, Tries) = (ofAdult, ofChild, tries);

    /// <summary>Asked of the adult at the desk.</summary>
    public ImmutableArray<SealedFact> OfAdult { get; }

    /// <summary>Asked of the child, alone.</summary>
    public ImmutableArray<SealedFact> OfChild { get; }

    private ImmutableArray<FactTry> Tries { get; }

    /// <summary>Whether there is anything to ask.</summary>
    public bool AreThere => !OfAdult.IsEmpty || !OfChild.IsEmpty;

    /// <summary>Enough agrees one way, and the other way isn't against it.</summary>
    public bool Match => !Differ && (Agreed(OfAdult) >= Enough || Agreed(OfChild) >= Enough);

    /// <summary>So much differs, one way or the other, that it can't match any more. What was asked before a record was joined or taken away still counts.</summary>
    public bool Differ => Fails(OfAdult) || Fails(OfChild) || Tries.GroupBy(tried => tried.Fact).Count(same => same.Count() >= TriesPerQuestion && same.All(tried => !tried.Agrees)) >= 2;

    /// <summary>How often a question may still be answered; none once it agreed.</summary>
    public int TriesLeft(SealedFact fact) =>
        HasAgreed(fact) ? 0 : TriesPerQuestion - Tries.Count(tried => tried.Fact == fact.Id);

    public bool HasAgreed(SealedFact fact) => Tries.Any(tried => tried.Fact == fact.Id && tried.Agrees);

    /// <summary>What one attempt is asked.</summary>
    public static FamilyFacts Of(IncidentState state, Release release)
    {
        var child = state.Find(release.Child)!;
        var counting = ThatCount(state, child);
        if (counting.Count == 0)
        {
            return new([], [], release.Tries);
        }

        var claimant = state.Records[release.Claimant];
        bool IsClaimant(Id<Person> adult) => RightToCollectChild.Is(state, claimant, state.Find(adult)!);
        // Somebody who telephones could name facts of their own and come to hear them asked: an adult's word counts for another
        // adult only when that adult was seen taken in the event.
        bool IsSeen(Id<Person> adult) => state.Find(adult) is { Whereabouts: not (null or Whereabouts.Unknown) };
        return new(
            Chosen(release, counting.Where(fact => fact.SaidBy is not { } adult || (!IsClaimant(adult) && IsSeen(adult)))),
            Chosen(release, counting.Where(fact => fact.SaidBy is { } adult && IsClaimant(adult))),
            release.Tries);
    }

    /// <summary>The facts about a child that were sealed before anybody came for it; of one question, the last answer.</summary>
    public static IReadOnlyList<SealedFact> ThatCount(IncidentState state, Person child)
    {
        var opened = Counting.Attempts(state, child).Select(attempt => attempt.StartedAtPosition).DefaultIfEmpty(long.MaxValue).Min();
        return [.. All(state, child).Where(fact => fact.Position < opened).GroupBy(fact => (fact.Question, fact.SaidBy)).Select(same => same.MaxBy(fact => fact.Position)!)];
    }

    /// <summary>Every fact sealed about a child.</summary>
    public static IEnumerable<SealedFact> All(IncidentState state, Person child) => state.RecordsOf(child).SelectMany(record => record.Facts);

    // Another choice at another attempt, that nobody across the desk or beside it can foresee, and the same one each time it is asked for.
    private static ImmutableArray<SealedFact> Chosen(Release release, IEnumerable<SealedFact> facts)
    {
        var chosen = facts.OrderBy(fact => FamilyQuestions.IsEasy(fact.Question)).ThenBy(fact => Lot(release, fact)).DistinctBy(fact => fact.Question).Take(Questions).ToImmutableArray();
        return chosen.Length < Enough ? [] : chosen;
    }

    private static ulong Lot(Release release, SealedFact fact) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData([.. release.Id.Value.ToByteArray(), .. fact.Id.Value.ToByteArray()]));

    private int Agreed(ImmutableArray<SealedFact> asked) => asked.Count(HasAgreed);

    private bool Fails(ImmutableArray<SealedFact> asked)
    {
        var failed = asked.Count(fact => !HasAgreed(fact) && TriesLeft(fact) <= 0);
        return failed > 0 && asked.Length - failed < Enough;
    }
}
