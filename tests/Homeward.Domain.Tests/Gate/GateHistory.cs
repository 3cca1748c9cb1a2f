using System.Collections.Immutable;

namespace Homeward.Domain.Tests;

/// <summary>
/// A random history around the release desks of a small world, command by command. Half of the commands are the next
/// sensible step of an attempt, by somebody who may well be the wrong person; the others are everything that can happen
/// meanwhile: restrictions, links, declarations, corrections, transfers, a child who runs.
/// </summary>
public sealed partial class GateHistory
{
    private readonly World world;
    private readonly Random random;
    private readonly Actor[] everybody;
    private readonly List<Id<Person>> children = [];
    private readonly List<Id<Person>> adults = [];
    private readonly List<Id<Record>> childRecords = [];
    private readonly List<Id<Record>> adultRecords = [];
    private readonly List<Id<Declaration>> declarations = [];
    private readonly List<Id<Relationship>> relationships = [];
    private readonly List<Id<Restriction>> restrictions = [];
    private readonly List<Id<Release>> releases = [];
    private readonly List<(Id<Person> Stands, Id<Person> Other)> settling = [];
    private readonly List<Id<Lead>> leads = [];
    private readonly Dictionary<Id<SealedFact>, string> answers = [];
    private readonly Queue<(Actor, Command)> scene;
    private readonly bool calm;

    public GateHistory(World world, Random random)
    {
        (this.world, this.random) = (world, random);
        everybody =
        [
            world.Secretary, world.Desk, world.Teacher, world.Principal, world.Keeper, world.Volunteer, world.Warden, world.Worker, world.Colleague,
            world.Hotline, world.Lawyer, world.Somebody(world.School, Role.Release), world.Somebody(world.School, Role.Supervisor),
        ];
        scene = new(Opening());
        calm = Chance(50);
    }

    public bool Ready => scene.Count == 0;

    /// <summary>What somebody asks for next.</summary>
    public (Actor Who, Command Command) Next()
    {
        if (scene.TryDequeue(out var first))
        {
            return first;
        }

        return Chance(calm ? 85 : 55) ? Step() : Meanwhile();
    }

    /// <summary>How many minutes pass before it is asked: mostly none, sometimes enough for what was joined to stand.</summary>
    public int Pause() => Chance(8) ? 11 : 0;

    private List<(Actor, Command)> Opening()
    {
        var opening = new List<(Actor, Command)>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var child = Child();
            opening.Add(random.Next(6) switch
            {
                0 => (world.Volunteer, Report(child, new Situation.InOurCare(world.Beds))),
                1 => (world.Secretary, Expect(child)),
                2 => (world.Hotline, Report(child, new Situation.WithCaregiver(Adult(), Record(adultRecords), Details()))),
                _ => (world.Teacher, Report(child, new Situation.InOurCare(world.Gym))),
            });
            if (opening[^1].Item2 is ExpectOnRoll)
            {
                opening.Add((world.Secretary, new MarkRoll(child, world.Gym, RollMark.Here)));
            }
        }

        if (Chance(70)) { opening.Add((world.Lawyer, Declaration())); }
        if (Chance(40)) { opening.Add((world.Hotline, Restriction())); }
        foreach (var child in children.Where(_ => Chance(45)).ToList())
        {
            var said = adults.Count > 0 && Chance(25) ? Any(adults) : (Id<Person>?)null;
            opening.AddRange(Enum.GetValues<FamilyQuestion>().OrderBy(_ => random.Next()).Take(random.Next(1, 5)).Select(question => ((Actor, Command))(Chance(50) ? world.Teacher : world.Volunteer, Seal(child, question, said))));
        }

        if (Chance(40)) { opening.Add((world.Teacher, ClaimRelationship())); }
        if (Chance(25)) { opening.Add(Lead()); }
        if (Chance(30) && relationships.Count > 0) { opening.Add((world.Lawyer, new VerifyRelationship(Any(relationships), VerifiedBy.Documents))); }
        return opening;
    }

    /// <summary>A step of an attempt to release.</summary>
    private (Actor, Command) Step()
    {
        var open = releases.Where(id => world.State.Releases.TryGetValue(id, out var r) && r.Status == ReleaseStatus.Open).ToList();
        if (open.Count == 0 || Chance(5))
        {
            return (AtADesk(), Start());
        }

        var release = world.State.Releases[Any(open)];
        if (Chance(5) && (random.Next(3) switch { 0 => ComesAgain(release), 1 => IsAskedNothing(release), _ => ComesForAnother() }) is { Count: > 0 } story)
        {
            story.ForEach(scene.Enqueue);
            return scene.Dequeue();
        }

        var steps = new List<Command>();
        if (release.Identity is null || Chance(5))
        {
            steps.Add(new SeeIdentity(release.Id, Chance(65) ? IdentitySeenBy.PhotoDocument : (IdentitySeenBy)random.Next(4), null, Chance(25) ? new DocumentToken($"{random.Next(3)}") : null));
        }

        if ((Chance(35) || release.Identity is { How: IdentitySeenBy.VerificationQuestions }) && Ask(release) is { } asked)
        {
            steps.AddRange([asked, asked]);
        }

        if (release.Right is null || Chance(5))
        {
            steps.Add(ShowRight(release));
        }

        if (release.Answer is null || Chance(5))
        {
            steps.Add(new AskChild(release.Id, random.Next(12) switch { 0 => ChildSays.No, < 4 => ChildSays.TooYoung, _ => ChildSays.Yes }));
        }

        if (Chance(20) || world.State.Restrictions.Count > 0)
        {
            if (restrictions.Count > 0 && Chance(40)) { steps.Add(new SayNotThisAdult(release.Id, Any(restrictions), "somebody else")); }
            if (Chance(25)) { steps.Add(new ClearDoubt(release.Id, "looked into it")); }
        }

        if (steps.Count == 0 || Chance(10))
        {
            if (release.SecondPerson is null) { steps.Add(new ConfirmAsSecondPerson(release.Id)); }
            if (release.Supervisor is null && Chance(60)) { steps.Add(new ApproveAsSupervisor(release.Id)); }
            if (Chance(30) && children.Count > 1) { steps.Add(new LetSiblingStay(release.Id, Any(children))); }
            if (Chance(15)) { steps.Add(new ClearDoubt(release.Id, "looked into it")); }
            if (release.SecondPerson is not null || Chance(20)) { steps.AddRange([new CompleteRelease(release.Id), new CompleteRelease(release.Id)]); }
        }

        if (steps.Count == 0)
        {
            steps.Add(new CompleteRelease(release.Id));
        }

        var step = Any(steps);
        return (For(step, release), step);
    }

    /// <summary>Mostly somebody who may do it, often somebody who may not: the one who started, the one who saw the identity.</summary>
    private Actor For(Command step, Release release)
    {
        var here = everybody.Where(a => a.Organisation == release.DeskOrganisation).ToList();
        var starter = here.FirstOrDefault(a => a.User == release.StartedBy) ?? Any(here);
        return random.Next(10) switch
        {
            0 => Any(everybody),
            1 => starter,
            2 => Any(here),
            _ => step switch
            {
                ConfirmAsSecondPerson => Any(here),
                ApproveAsSupervisor or ClearDoubt or SayNotThisAdult => Any([.. everybody.Where(a =>
                    Permissions.Supervises(a.Role) && (a.Organisation == release.DeskOrganisation || a.Role == Role.ChildProtection))]),
                _ => starter,
            },
        };
    }

    private (Actor, Command) Meanwhile()
    {
        var supervisor = Chance(85) ? Any([.. everybody.Where(a => Permissions.Supervises(a.Role))]) : Any(everybody);
        var open = releases.Count > 0 ? Any(releases) : default;
        if (children.Find(c => world.State.Find(c)?.Child is { Died: true }) is var dead && dead != default && Chance(30))
        {
            return (Chance(60) ? world.Worker : world.Colleague, new TakeBackDeath(dead, "another child"));
        }

        switch (random.Next(42))
        {
            case 39: return (Any(everybody), new ReportHandedOver(Any(children), Record(adultRecords), Adult(), Details()));
            case 40: return (Any(everybody), Seal(Any(children), Any(Enum.GetValues<FamilyQuestion>()), null));
            case 41: return (AtADesk(), Start());
            case 0 or 1: return (Any(everybody), Restriction());
            case 2: return (supervisor, restrictions.Count > 0 ? new UpholdRestriction(Any(restrictions)) : Restriction());
            case 3: return (supervisor, restrictions.Count > 0 ? new FindUnfounded(Any(restrictions), "mistaken") : Restriction());
            case 4: return (supervisor, restrictions.Count > 0 ? new AskToLift(Any(restrictions), Chance(80) ? "order 1" : "") : Restriction());
            case 5: return (supervisor, restrictions.Count > 0 ? new ConfirmLift(Any(restrictions), Chance(80) ? "order 1" : "") : Restriction());
            case 6 or 7: return (Any(everybody), new LinkPersons(Any(children), Any(children)));
            case 36 or 37 or 38: return Lead();
            case 8 or 34 or 35: return Settle();
            case 9: return (Any(everybody), adults.Count > 1 ? new LinkPersons(Any(adults), Any(adults)) : Declaration());
            case 10: return (Any(everybody), new UnlinkPersons(Any(children), Any(children)));
            case 11: return (Any(everybody), adults.Count > 1 ? new UnlinkPersons(Any(adults), Any(adults)) : Declaration());
            case 12: return (Any(everybody), Declaration());
            case 13: return (Any(everybody), ClaimRelationship());
            case 14: return (Any(everybody), relationships.Count > 0 ? new VerifyRelationship(Any(relationships), VerifiedBy.Documents) : ClaimRelationship());
            case 15: return (Any(everybody), relationships.Count > 0 ? new RefuteRelationship(Any(relationships)) : ClaimRelationship());
            case 16: return (Any(everybody), new RaiseDoubt(open));
            case 17: return (Any(everybody), new RefuseRelease(open, (RefusedBecause)random.Next(4)));
            case 18: return (Any(everybody), new AbandonRelease(open));
            case 19: return (Any(everybody), adultRecords.Count > 0 ? new CorrectDetails(Any(adultRecords), Details()) : Declaration());
            case 20: return (Any(everybody), new CorrectDetails(Any(childRecords), ChildDetails()));
            case 21: return (Any(everybody), Report(Any(children), new Situation.NotLocated()));
            case 22: return (Any(everybody), Report(Child(), new Situation.NotLocated()));
            case 23: return (AtADesk(), new ReportLeftOutsideGate(Any(children), LeftHow.Ran));
            case 24: return (Any(everybody), new TakeIn(Any(children), Chance(80) ? Ours() : new Holder(null, world.Corner, adults.Count > 0 ? Any(adults) : null)));
            case 25: return (AtADesk(), new OfferTransfer(Any(children), world.New<Offer>(), Ours()));
            case 26 or 27:
                var pending = children.FirstOrDefault(c => world.State.Find(c)?.Child?.Offer is not null);
                return world.State.Find(pending)?.Child?.Offer is { } offer
                    ? (Any(everybody), Chance(70) ? new AcceptTransfer(pending, offer.Id) : Chance(50) ? new DeclineTransfer(pending, offer.Id) : new WithdrawTransfer(pending, offer.Id))
                    : (AtADesk(), Start());
            case 28: return (AtADesk(), Start());
            case 29 when Chance(35): return (Chance(50) ? world.Worker : world.Colleague, new TakeBackDeath(Any(children), "another child"));
            case 29: return (world.Worker, Chance(50) ? new AssignWorker(Any(children), world.Worker.User) : new ConfirmDeath(Any(children), "hospital called"));
            case 30: return (Any(everybody), FakeRoll());
            case 31:
                return (world.Secretary, Chance(30) ? new TakeBackHere(Any(children), world.Gym) : new MarkRoll(Any(children), world.Gym, (RollMark)random.Next(4)));
            case 32: return (Any(everybody), Expect(Chance(50) ? Child() : Any(children)));
            default: return (Any(everybody), adults.Count > 0 ? new ReportWhereabouts(Any(adults), (Whereabouts)random.Next(3), null) : Declaration());
        }
    }

    private (Actor, Command) Settle()
    {
        // Half of the time what somebody said is said again, mostly by somebody else.
        if (settling.Count == 0 || Chance(40))
        {
            var (one, two) = (Any(children), Any(children));
            for (var i = 0; i < 10 && !(world.State.Find(one) is { } a && world.State.Find(two) is { } b && WhichStands.IsAsked(world.State, a, b)); i++)
            {
                (one, two) = (Any(children), Any(children));
            }

            settling.Add((one, two));
        }

        var (stands, other) = Chance(85) ? settling[^1] : Any(settling);
        var who = Chance(80) ? Any([.. everybody.Where(a => Permissions.Supervises(a.Role))]) : Any(everybody);
        return (who, new SayWhichStands(stands, other, null, "called both"));
    }

    private (Actor, Command) Lead()
    {
        if (leads.Count > 0 && Chance(50))
        {
            var lead = Chance(70) ? leads[^1] : Any(leads);
            return Chance(15) ? (Actor.System, new WithdrawLead(lead))
                : Chance(15) ? (Any(everybody), new UndoLeadDecision(lead))
                : (Any(everybody), new DecideLead(lead, (LeadAnswer)random.Next(3)));
        }

        leads.Add(world.New<Lead>());
        return (Actor.System, new ProposeLead(leads[^1], LeadKind.SamePerson, Any(childRecords), Any(childRecords), 8, 0.9, (LeadBand)random.Next(2), []));
    }

    private SealFact Seal(Id<Person> child, FamilyQuestion question, Id<Person>? said)
    {
        var fact = world.New<SealedFact>();
        answers[fact] = Any(AnswerPool.Answers);
        return new(fact, child, question, new(answers[fact]), said);
    }

    /// <summary>A question that is asked at this attempt, mostly answered well.</summary>
    private AnswerFact? Ask(Release release)
    {
        var facts = FamilyFacts.Of(world.State, release);
        var asked = facts.OfAdult.Concat(facts.OfChild).Where(fact => facts.TriesLeft(fact) > 0 || Chance(5)).ToList();
        if (asked.Count == 0)
        {
            return answers.Count > 0 && Chance(5) ? new(release.Id, Any([.. answers.Keys]), Any(AnswerPool.Answers)) : null;
        }

        var fact = Any(asked);
        return new(release.Id, fact.Id, Chance(80) ? AnswerPool.Alike(answers[fact.Id], random) : Any(AnswerPool.Answers));
    }

    private StartRelease Start()
    {
        var release = world.New<Release>();
        releases.Add(release);
        return adultRecords.Count > 0 && Chance(65)
            ? new(release, Any(children), Any(adultRecords), default, null)
            : new(release, Any(children), Record(adultRecords), Adult(), Details());
    }

    private ShowRight ShowRight(Release release) => random.Next(9) switch
    {
        0 => new(release.Id, RightToCollect.CourtDocument, Guid.Empty, Chance(80) ? "custody order" : null),
        < 3 => new(release.Id, RightToCollect.OnTheRoll, Any(childRecords).Value),
        < 5 when relationships.Count > 0 => new(release.Id, RightToCollect.VerifiedRelationship, Any(relationships).Value),
        _ when declarations.Count > 0 => new(release.Id, RightToCollect.DeclaredByParent, Any(declarations).Value),
        _ => new(release.Id, RightToCollect.OnTheRoll, Any(childRecords).Value),
    };

    private RaiseRestriction Restriction()
    {
        var restriction = world.New<Restriction>();
        restrictions.Add(restriction);
        var known = adults.Count > 0 && Chance(35) ? Any(adults) : (Id<Person>?)null;
        var fresh = Chance(known is null ? 85 : 10) ? new BarredAdult(Adult(), Record(adultRecords), Chance(10) ? PersonDetails.Nothing : Details()) : null;
        return new(restriction, Any(children), RestrictionKind.CourtOrder, known, fresh, Chance(40) ? "order 1" : null, Chance(50) ? "said so" : null);
    }

    private MakeDeclaration Declaration()
    {
        var declaration = world.New<Declaration>();
        declarations.Add(declaration);
        var dependents = children.OrderBy(_ => random.Next()).Take(random.Next(1, 3))
            .Select(child => new DeclaredChild(
                Record(childRecords), Chance(80) ? child : Child(), ChildDetails() with { Collectors = [new(Name()), new(Name())] }, Chance(80) ? Kinship.Mother : Kinship.AuntOrUncle))
            .DistinctBy(d => d.Child).ToImmutableArray();
        relationships.AddRange(dependents.Select(d => new Id<Relationship>(d.Record.Value)));
        return new(
            declaration, Record(adultRecords), Chance(70) ? Adult() : adults.Count > 0 ? Any(adults) : Adult(), null, Details(),
            Chance(60) ? Whereabouts.AtProcessingSite : null, dependents);
    }

    private ClaimRelationship ClaimRelationship()
    {
        var relationship = world.New<Relationship>();
        relationships.Add(relationship);
        return new(relationship, adults.Count > 0 ? Any(adults) : default, Any(children), Chance(60) ? Kinship.Mother : Kinship.AuntOrUncle);
    }

    /// <summary>A report that only says it came from a roll.</summary>
    private ReportChild FakeRoll() =>
        new(Record(childRecords), Any(children), Chance(70) ? Source.Roll : Source.Intake, Chance(70) ? world.Gym : null, ChildDetails() with { MotherName = Name() }, new Situation.NotLocated());

    private ReportChild Report(Id<Person> child, Situation situation) =>
        new(Record(childRecords), child, Source.Intake, null, ChildDetails(), situation);

    private ExpectOnRoll Expect(Id<Person> child) =>
        new(Chance(80) ? world.Gym : world.Beds, Record(childRecords), child, ChildDetails() with { Collectors = [new(Name())], MotherName = Name() });

    private PersonDetails Details() => new()
    {
        NameAsSaid = Name(),
        Phone = Chance(15) ? $"601555010{random.Next(3)}" : null,
        Description = Chance(15) ? Chance(50) ? "red cap, gold tooth" : "grey braid, walking stick" : null,
    };

    private PersonDetails ChildDetails() => new()
    {
        NameAsSaid = "Ana",
        Age = random.Next(6) switch { 0 => null, 1 => new(8), 2 => new(5), _ => new Age(random.Next(0, 5)) },
        BirthDate = Chance(6) ? new(Chance(50) ? 2010 : 2017) : null,
    };

    private string Name() => Any(NamePool.Names);

    private Holder Ours() => Chance(60) ? new(world.School, Chance(80) ? world.Gym : world.Corner) : new(world.Shelter, world.Beds);

    private Actor AtADesk() => Chance(75) ? world.Desk : Any(everybody);

    private Id<Person> Child() => Remember(children, world.New<Person>());

    private Id<Person> Adult() => Remember(adults, world.New<Person>());

    private Id<Record> Record(List<Id<Record>> among) => Remember(among, world.New<Record>());

    private static Id<T> Remember<T>(List<Id<T>> among, Id<T> id)
    {
        among.Add(id);
        return id;
    }

    private T Any<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];

    private bool Chance(int percent) => random.Next(100) < percent;
}
