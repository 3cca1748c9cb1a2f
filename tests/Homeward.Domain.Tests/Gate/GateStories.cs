namespace Homeward.Domain.Tests;

/// <summary>Ways around the gate that somebody who means harm would go, and that are too long to be found by chance: whole, between other commands.</summary>
public sealed partial class GateHistory
{
    /// <summary>
    /// Two answers differ, the attempt is broken off, and the same adult comes again with a photo document and whatever else is asked for, or with
    /// other answers until none may be given any more.
    /// </summary>
    private List<(Actor, Command)> ComesAgain(Release release)
    {
        var facts = FamilyFacts.Of(world.State, release);
        var asked = facts.OfAdult.Length >= FamilyFacts.Enough ? facts.OfAdult : facts.OfChild;
        var desk = Desk(release.DeskOrganisation);
        if (release.Right is not { } right || asked.Length < FamilyFacts.Enough || desk.Find(a => a.User == release.StartedBy) is not { } starter || desk.Count < 2)
        {
            return [];
        }

        var story = new List<(Actor, Command)>();
        var attempt = release.Id;
        for (var times = asked.Length > FamilyFacts.Enough && Chance(50) ? 1 + (FamilyFacts.TriesPerChild / (FamilyFacts.Enough * FamilyFacts.TriesPerQuestion)) : 1; times > 0; times--)
        {
            story.AddRange(asked.Take(FamilyFacts.Enough).SelectMany(fact => Enumerable.Repeat(((Actor, Command))(
                desk.Find(a => a.User != fact.By) ?? starter,
                new AnswerFact(attempt, fact.Id, AnswerPool.Answers.First(answer => !AnswerPool.Agree(answer, answers[fact.Id])))), FamilyFacts.TriesPerQuestion)));
            story.Add((starter, new AbandonRelease(attempt)));
            attempt = Remember(releases, world.New<Release>());
            story.Add((starter, new StartRelease(attempt, release.Child, release.Claimant, default, null)));
        }

        return [.. story, .. ToTheEnd(attempt, starter, right.Kind, right.Reference, null)];
    }

    /// <summary>Without papers, and the sealed questions aren't asked: a supervisor and a second person say yes all the same.</summary>
    private List<(Actor, Command)> IsAskedNothing(Release release)
    {
        var (facts, desk) = (FamilyFacts.Of(world.State, release), Desk(release.DeskOrganisation));
        if (release.Right is not { } right || !facts.AreThere || desk.Find(a => a.User == release.StartedBy) is not { } starter
            || desk.Find(a => a.User != starter.User && Permissions.Supervises(a.Role)) is not { } supervisor || desk.Find(a => a != starter && a != supervisor) is not { } second)
        {
            return [];
        }

        return
        [
            (starter, new SeeIdentity(release.Id, IdentitySeenBy.VerificationQuestions)),
            (starter, new ShowRight(release.Id, right.Kind, right.Reference, "custody order")),
            (starter, new AskChild(release.Id, ChildSays.Yes)),
            (supervisor, new ApproveAsSupervisor(release.Id)),
            (second, new ConfirmAsSecondPerson(release.Id)),
            (starter, new CompleteRelease(release.Id)),
        ];
    }

    /// <summary>Somebody comes for a child, goes away, and comes for another under another name, with the same telephone, document or look.</summary>
    private List<(Actor, Command)> ComesForAnother()
    {
        var desk = Desk(world.School);
        var free = children.Where(id => world.State.Find(id)?.Child?.Custody?.Holder.Organisation == world.School
            && !world.State.Releases.Values.Any(r => r.Status == ReleaseStatus.Open && r.Child == id)).OrderBy(_ => random.Next()).ToList();
        if (free.Count < 2 || desk.Count < 2)
        {
            return [];
        }

        var (starter, shares) = (Any(desk), random.Next(3));
        var (name, other) = shares == 2 ? ("Rosa Gomez", "Roza Gómes") : ("Pedro Salas", "Maria Lopez");
        var look = new PersonDetails { Phone = shares == 0 ? "6015550109" : null, Description = shares == 2 ? "red cap, gold tooth" : null };
        DocumentToken? document = shares == 1 ? new DocumentToken("9") : null;
        var (before, after) = (Remember(releases, world.New<Release>()), Remember(releases, world.New<Release>()));

        // Either named for the second child only, or for the first only: then by a parent of the second whom nobody has seen.
        var (entry, declaration) = (Record(childRecords), Remember(declarations, world.New<Declaration>()));
        var isNamedForTheFirst = Chance(40);
        Command named = isNamedForTheFirst
            ? new MakeDeclaration(
                declaration, Record(adultRecords), Adult(), null, new() { NameAsSaid = "Lucia Vega" }, null,
                [new(Record(childRecords), free[1], ChildDetails() with { Collectors = [new(name)] }, Kinship.Mother)])
            : new ExpectOnRoll(world.Gym, entry, free[1], ChildDetails() with { Collectors = [new(name)] });
        return
        [
            (isNamedForTheFirst ? world.Lawyer : world.Secretary, named),
            .. isNamedForTheFirst ? [(world.Secretary, (Command)new ExpectOnRoll(world.Gym, Record(childRecords), free[0], ChildDetails() with { Collectors = [new(other)] }))] : Array.Empty<(Actor, Command)>(),
            (starter, new StartRelease(before, free[0], Record(adultRecords), Adult(), look with { NameAsSaid = other })),
            (starter, new SeeIdentity(before, IdentitySeenBy.PhotoDocument, null, document)),
            (starter, new AbandonRelease(before)),
            (starter, new StartRelease(after, free[1], Record(adultRecords), Adult(), look with { NameAsSaid = name })),
            .. isNamedForTheFirst
                ? ToTheEnd(after, starter, RightToCollect.DeclaredByParent, declaration.Value, document)
                : ToTheEnd(after, starter, RightToCollect.OnTheRoll, entry.Value, document),
        ];
    }

    private IEnumerable<(Actor, Command)> ToTheEnd(Id<Release> release, Actor starter, RightToCollect right, Guid reference, DocumentToken? document) =>
    [
        (starter, new SeeIdentity(release, IdentitySeenBy.PhotoDocument, null, document)),
        (starter, new ShowRight(release, right, reference, "custody order")),
        (starter, new AskChild(release, ChildSays.Yes)),
        (Any(Desk(starter.Organisation).FindAll(a => a.User != starter.User)), new ConfirmAsSecondPerson(release)),
        (starter, new CompleteRelease(release)),
    ];

    private List<Actor> Desk(Id<Organisation> organisation) =>
        [.. everybody.Where(a => a.Organisation == organisation && (a.Role == Role.Release || Permissions.Supervises(a.Role)))];
}
