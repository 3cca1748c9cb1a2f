namespace Homeward.Domain.Tests;

/// <summary>
/// Random histories for the census: a few children and adults, spoken of again and again, from many sides and often late.
/// Every kind of thing that moves a count happens in a good share of them.
/// </summary>
public sealed class CensusHistory
{
    private readonly World world;
    private readonly Random random;
    private readonly Actor[] everybody;
    private readonly List<Id<Person>> children = [];
    private readonly List<Id<Person>> adults = [];
    private readonly List<Id<Record>> records = [];
    private readonly List<Id<Lead>> leads = [];
    private readonly Queue<Said> next = new();

    public CensusHistory(World world, Random random)
    {
        (this.world, this.random) = (world, random);
        everybody =
            // Mostly the school: whoever decides about two persons has to see a record of both.
            [world.Secretary, world.Desk, world.Teacher, world.Principal, world.Principal, world.Desk, world.Teacher, world.Teacher, world.Teacher, world.Keeper, world.Volunteer, world.Warden, world.Worker, world.Hotline, world.Lawyer, world.Coordinator];
    }

    public Said Next()
    {
        if (next.TryDequeue(out var planned))
        {
            return planned;
        }

        var (who, command) = Anything();
        // A third of what is reported comes in late, some of it very late.
        return new(who, command, random.Next(6) switch { 0 => random.Next(1, 60), 1 => random.Next(60, 600), _ => 0 });
    }

    private (Actor, Command) Anything()
    {
        world.Later(random.Next(0, 30));
        switch (random.Next(28))
        {
            case 0 or 1 or 2: return (Any(everybody), new ReportChild(Record(), Child(), Source.Intake, null, Stories.Named("Ana"), Situation()));
            case 3 or 4: return (world.Secretary, new ExpectOnRoll(world.Gym, Record(), Child(), Stories.Named("Ana")));
            case 5 or 6: return Tap(Child());
            case 7: return (world.Volunteer, new ExpectOnRoll(world.Beds, Record(), Child(), Stories.Named("Ana")));
            case 8: return (world.Volunteer, new MarkRoll(Child(), world.Beds, (RollMark)random.Next(4)));
            case 9: return (Any(everybody), new SeeChild(Child(), random.Next(2) == 0 ? world.Corner : null));
            case 10: return Hold(Child());
            case 11 or 12: return Transfer(Child());
            case 13: return (Any(everybody), new ReportLeftOutsideGate(Child(), LeftHow.Ran));
            case 14: return (world.Principal, new LinkPersons(Child(), Child()));
            case 15: return random.Next(2) == 0 ? (world.Principal, new LinkPersons(Child(), Child())) : Settle();
            case 16: return (world.Principal, Unlink());
            case 17: return (Any(everybody), random.Next(2) == 0 ? new LinkPersons(Adult(), Adult()) : new UnlinkPersons(Adult(), Adult()));
            case 18: return (world.Coordinator, random.Next(3) == 0 ? new CountAgain(Child()) : new SetNotCounted(Child(), NotCounted.ParentsNotAffected));
            case 19: return (Any(everybody), new ReportWhereabouts(Adult(), (Whereabouts)random.Next(10), null));
            case 20: return (Any(everybody), new ReportAdult(Record(), Adult(), Source.Intake, null, Stories.Named("Maria"), random.Next(2) == 0 ? (Whereabouts)random.Next(10) : null));
            case 21:
                return (world.Lawyer, new MakeDeclaration(
                world.New<Declaration>(), Record(), Adult(), null, Stories.Named("Maria"), Whereabouts.AtProcessingSite, [new(Record(), Child(), Stories.Named("Ana"), Kinship.Mother)]));
            case 22:
                return (world.Hotline, new RequestTracing(
                world.New<TracingRequest>(), Record(), Adult(), Stories.Named("Maria"), Record(), Child(), PersonKind.Child, Stories.Named("Ana"), Kinship.Mother));
            case 23: return Release(Child());
            case 24 or 25 or 26: return Lead();
            default: return Death(Child());
        }
    }

    private Situation Situation() => random.Next(4) switch
    {
        0 => new Situation.NotLocated(),
        1 => new Situation.SeenAlone(random.Next(2) == 0 ? world.Corner : null),
        2 => new Situation.InOurCare(random.Next(2) == 0 ? world.Gym : world.Beds),
        _ => new Situation.WithCaregiver(Adult(), Record(), Stories.Named("Elena"), random.Next(2) == 0 ? world.Corner : null),
    };

    // Half of the slips are noticed at once; some only after something else has happened.
    private (Actor, Command) Tap(Id<Person> child)
    {
        if (random.Next(3) == 0)
        {
            return (world.Secretary, new TakeBackHere(child, world.Gym));
        }

        if (random.Next(3) == 0)
        {
            next.Enqueue(new(world.Secretary, new TakeBackHere(child, world.Gym)));
            return (world.Secretary, new MarkRoll(child, world.Gym, RollMark.Here));
        }

        return (world.Secretary, new MarkRoll(child, world.Gym, (RollMark)random.Next(4)));
    }

    private (Actor, Command) Settle()
    {
        var (stands, other) = (Child(), Child());
        for (var i = 0; i < 10 && !(world.State.Find(stands) is { } a && world.State.Find(other) is { } b && WhichStands.IsAsked(world.State, a, b)); i++)
        {
            (stands, other) = (Child(), Child());
        }

        next.Enqueue(new(world.Colleague, new SayWhichStands(stands, other, null, "saw the child")));
        return (world.Worker, new SayWhichStands(stands, other, null, "called both"));
    }

    private (Actor, Command) Hold(Id<Person> child) => random.Next(2) == 0
        ? (world.Warden, new TakeIn(child, new(world.Shelter, world.Beds)))
        : (world.Principal, new TakeIn(child, new(world.School, world.Gym)));

    private (Actor, Command) Transfer(Id<Person> child)
    {
        var offer = world.New<Offer>();
        var toShelter = random.Next(2) == 0;
        next.Enqueue(new(toShelter ? world.Volunteer : world.Teacher, random.Next(5) == 0 ? new DeclineTransfer(child, offer) : new AcceptTransfer(child, offer)));
        return (toShelter ? world.Desk : world.Keeper, new OfferTransfer(child, offer, toShelter ? new(world.Shelter, world.Beds) : new(world.School, world.Gym)));
    }

    private (Actor, Command) Release(Id<Person> child)
    {
        var release = world.New<Release>();
        var (desk, second, supervisor) = world.State.Find(child)?.Child?.Custody?.Holder.Organisation == world.Shelter
            ? (world.Keeper, world.Volunteer, world.Warden)
            : (world.Desk, world.Secretary, world.Principal);
        next.Enqueue(new(desk, new SeeIdentity(release, IdentitySeenBy.PhotoDocument)));
        next.Enqueue(new(desk, new ShowRight(release, RightToCollect.CourtDocument, Guid.Empty, "order 1")));
        next.Enqueue(new(desk, new AskChild(release, ChildSays.Yes)));
        next.Enqueue(new(supervisor, new ApproveAsSupervisor(release)));
        next.Enqueue(new(second, new ConfirmAsSecondPerson(release)));
        next.Enqueue(new(desk, new CompleteRelease(release), random.Next(3) == 0 ? random.Next(1, 60) : 0));
        return (desk, new StartRelease(release, child, Record(), world.New<Person>(), Stories.Named("Rosa Gomez")));
    }

    private (Actor, Command) Lead()
    {
        if (leads.Count > 0 && random.Next(3) > 0)
        {
            var lead = Any(leads);
            var decided = world.State.Leads.TryGetValue(lead, out var known) && known.Status is LeadStatus.Confirmed or LeadStatus.Rejected;
            return (world.Principal, decided ? new UndoLeadDecision(lead) : new DecideLead(lead, random.Next(2) == 0 ? LeadAnswer.Same : (LeadAnswer)random.Next(3)));
        }

        leads.Add(world.New<Lead>());
        return RecordsOfChildren().Count == 0
            ? (world.Hotline, new SeeChild(Child(), null))
            : (Actor.System, new ProposeLead(leads[^1], LeadKind.SamePerson, Any(RecordsOfChildren()), Any(RecordsOfChildren()), 8, 0.9, LeadBand.Strong, []));
    }

    private UnlinkPersons Unlink()
    {
        var linked = world.State.People.Values.Where(p => p is { CountedAs: not null, Child: not null }).OrderBy(p => p.Id.Value).ToList();
        return linked.Count > 0 && random.Next(5) > 0 && Any(linked) is var one ? new(one.CountedAs!.Value, one.Id) : new(Child(), Child());
    }

    private List<Id<Record>> RecordsOfChildren() =>
        [.. records.Where(id => world.State.Records.TryGetValue(id, out var record) && record.Owner == world.School && world.State.People[record.Person].Child is not null)];

    private (Actor, Command) Death(Id<Person> child)
    {
        if (random.Next(4) > 0)
        {
            return (world.Hotline, new SeeChild(child, world.Corner));
        }

        next.Enqueue(new(world.Worker, new ConfirmDeath(child, "hospital called")));
        if (random.Next(4) > 0)
        {
            next.Enqueue(new(random.Next(2) == 0 ? world.Worker : world.Colleague, new TakeBackDeath(child, "another child")));
            next.Enqueue(new(world.Colleague, new TakeBackDeath(child, "saw the child")));
        }

        return (world.Coordinator, new AssignWorker(child, world.Worker.User));
    }

    // Ten children and four adults, so that most of what is said concerns somebody already spoken of.
    private Id<Person> Child() => Known(children, 10);

    private Id<Person> Adult() => Known(adults, 4);

    private Id<Person> Known(List<Id<Person>> people, int most)
    {
        if (people.Count < most && random.Next(3) == 0 || people.Count == 0)
        {
            people.Add(world.New<Person>());
        }

        return Any(people);
    }

    private Id<Record> Record()
    {
        records.Add(world.New<Record>());
        return records[^1];
    }

    private T Any<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];
}
