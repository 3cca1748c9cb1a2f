using Homeward.Domain;
using Homeward.Features.Drill.Reports;

namespace Homeward.Features.Drill.Play;

/// <summary>
/// A release desk at work: two people and, when it takes one, a supervisor, step after step as the desk's page asks
/// them. Each step is yielded as a request; <see cref="Answered"/> tells what became of it before the next is asked for.
/// </summary>
internal sealed class ReleaseScene(ReleaseSought sought, Crew crew, Stage stage, Func<IncidentState> known)
{
    private readonly SeededRandom _random = SeededRandom.For(BitConverter.ToInt64(sought.Id.ToByteArray()), "release");
    private readonly (Actor Starts, Actor Second, Actor Supervises) _desk = crew.Release(sought.Desk);
    private Refusal? _refused;

    /// <summary>How many children went with the adult.</summary>
    public int Released { get; private set; }

    /// <summary>How many attempts the desk had to turn down.</summary>
    public int TurnedDown { get; private set; }

    /// <summary>Tells what became of the request yielded last; null when it was accepted.</summary>
    public void Answered(Refusal? refused) => _refused = refused;

    public IEnumerable<Request> Steps()
    {
        var started = new List<(ChildAtDesk Child, Id<Release> Release)>();
        var introduced = false;
        foreach (var child in sought.Children)
        {
            var release = new Id<Release>(_random.NextId());
            yield return By(_desk.Starts, new StartRelease(release, child.Child, sought.ClaimantRecord, sought.Claimant, introduced ? null : sought.Introduction));

            // The child may have gone another way meanwhile: somebody else's custody, or released already.
            if (_refused is not null) { continue; }

            introduced = true;
            started.Add((child, release));
        }

        foreach (var (child, release) in started)
        {
            foreach (var step in sought.Prepared ? Evidence(child, release) : []) { yield return step; }
        }

        foreach (var (_, release) in started)
        {
            foreach (var step in Decide(release)) { yield return step; }
        }
    }

    private IEnumerable<Request> Evidence(ChildAtDesk child, Id<Release> release)
    {
        if (!sought.Truthful)
        {
            // A stranger knows nothing that only the family knows, and the child doesn't know the stranger.
            foreach (var fact in Facts(release).Take(2))
            {
                yield return By(_desk.Starts, new AnswerFact(release, fact.Id, "Toby"));
                yield return By(_desk.Starts, new AnswerFact(release, fact.Id, "Sasha"));
            }

            yield return By(_desk.Starts, new RaiseDoubt(release, "Could not say who the child's mother is."));
            yield return By(_desk.Starts, new AskChild(release, child.TooYoung ? ChildSays.TooYoung : ChildSays.No));
            yield break;
        }

        yield return By(_desk.Starts, new SeeIdentity(release, sought.HasDocument ? IdentitySeenBy.PhotoDocument : IdentitySeenBy.VerificationQuestions));
        foreach (var fact in sought.HasDocument ? [] : Facts(release))
        {
            // The child of the record it was sealed with: the desk may know it by another one by now.
            var answers = known().RecordsOf(known().Find(child.Child)!).Select(record => record.Person).Distinct().SelectMany(SealedByChildren.Of);
            yield return By(_desk.Starts, new AnswerFact(release, fact.Id, answers.First(answer => answer.Question == fact.Question).Answer));
        }

        foreach (var step in Right(child.Child, release)) { yield return step; }

        var tooYoung = child.TooYoung && known().Find(child.Child) is { } person && ReleaseGate.MayBeTooYoung(known(), person);
        yield return By(_desk.Starts, new AskChild(release, tooYoung ? ChildSays.TooYoung : ChildSays.Yes));
    }

    private IReadOnlyList<SealedFact> Facts(Id<Release> release) => [.. FamilyFacts.Of(known(), known().Releases[release]).OfAdult];

    private IEnumerable<Request> Right(Id<Person> child, Id<Release> release)
    {
        if (FindRight(child) is var (kind, reference))
        {
            yield return By(_desk.Starts, new ShowRight(release, kind, reference));
            yield break;
        }

        // Nobody has written down that this adult may: a supervisor asks adult and child apart and establishes it.
        var relationship = new Id<Relationship>(_random.NextId());
        yield return By(_desk.Starts, new ClaimRelationship(relationship, sought.Claimant, child, sought.Kinship));
        yield return By(_desk.Supervises, new VerifyRelationship(relationship, VerifiedBy.SeparateInterviews));
        yield return By(_desk.Starts, new ShowRight(release, RightToCollect.VerifiedRelationship, relationship.Value));
    }

    private (RightToCollect Kind, Guid Reference)? FindRight(Id<Person> id)
    {
        var state = known();
        var child = state.Find(id)!;
        var name = sought.Introduction.DisplayName();
        foreach (var record in state.RecordsOf(child))
        {
            if (record is { Source: Source.Roll, Details: { } entry } && entry.Collectors.Any(c => Domain.Names.Agree(c.Name, name)))
            {
                return (RightToCollect.OnTheRoll, record.Id.Value);
            }
        }

        var declarations =
            from person in state.Cluster(child)
            from relationship in person.Relationships
            from adult in state.Cluster(state.Find(state.Relationships[relationship].Adult)!)
            from declaration in adult.Adult!.Declarations
            let dependent = state.Declarations[declaration].Dependents.FirstOrDefault(d => state.Find(d.Child)?.Id == child.Id)
            where dependent is not null
                && (state.RecordsOf(adult).Any(r => Domain.Names.Agree(r.Details?.DisplayName(), name))
                    || state.Records[dependent.Record].Details?.Collectors.Any(c => Domain.Names.Agree(c.Name, name)) == true)
            select declaration;
        return declarations.Select(d => ((RightToCollect, Guid)?)(RightToCollect.DeclaredByParent, d.Value)).FirstOrDefault();
    }

    private IEnumerable<Request> Decide(Id<Release> release)
    {
        if (!sought.Prepared)
        {
            TurnedDown++;
            yield return By(_desk.Starts, new RefuseRelease(release, RefusedBecause.EvidenceMissing, "No document, and nobody here knows the adult."));
            yield break;
        }

        foreach (var step in LookAgain(release)) { yield return step; }

        // What keeps the gate closed is a supervisor's business; the desk sees "not yet" and asks the adult to wait.
        if (ReleaseGate.Check(known(), known().Releases[release], stage.Times.At(sought.Learned)) is ReleaseGate.Answer.NotYet)
        {
            TurnedDown++;
            yield return By(_desk.Supervises, new RefuseRelease(release, RefusedBecause.NotYet));
            yield break;
        }

        foreach (var sibling in ReleaseGate.SiblingsLeftBehind(known(), known().Releases[release]).ToList())
        {
            yield return By(_desk.Starts, new LetSiblingStay(release, sibling.Id));
        }

        if (ReleaseGate.NeedsSupervisor(known(), known().Releases[release])) { yield return By(_desk.Supervises, new ApproveAsSupervisor(release)); }

        yield return By(_desk.Second, new ConfirmAsSecondPerson(release));
        yield return By(_desk.Starts, new CompleteRelease(release));
        if (_refused is null)
        {
            Released++;
            yield break;
        }

        TurnedDown++;
        yield return By(_desk.Starts, new RefuseRelease(release, RefusedBecause.EvidenceMissing));
    }

    /// <summary>A restriction that may mean this adult, because the names are alike: a supervisor looks at both and says who it means.</summary>
    private IEnumerable<Request> LookAgain(Id<Release> release)
    {
        if (sought.IsBarred || ReleaseGate.Check(known(), known().Releases[release], stage.Times.At(sought.Learned)) is not ReleaseGate.Answer.NotYet { Holds: var holds }) { yield break; }

        foreach (var hold in holds.Where(h => h is { Restriction: not null, Bars: Bars.Perhaps }))
        {
            yield return By(_desk.Supervises, new SayNotThisAdult(release, hold.Restriction!.Value, "Another person: the photo document shows who it is."));
        }
    }

    private Request By(Actor actor, Command command) => new(_random.NextId(), actor, stage.Times.At(sought.Happened), command);
}
