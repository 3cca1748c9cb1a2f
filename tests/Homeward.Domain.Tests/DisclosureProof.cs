namespace Homeward.Domain.Tests;

/// <summary>
/// Over random histories of three organisations that report, correct, compare, agree, stop, hand over and look: nobody is shown a name
/// of another organisation's record before the step of that lead, counted from the events themselves, that allows it.
/// </summary>
public sealed class DisclosureProof(ITestOutputHelper output)
{
    private const int Histories = 100, Commands = 140;

    [Fact]
    public void No_view_of_one_organisation_holds_a_name_of_another_before_that_leads_names_step()
    {
        var histories = new Histories(Teller, world =>
        {
            // The clock goes on by itself, so that what waits for time is reached, and a shortened history is the same one.
            return (_, decision) =>
            {
                world.Later(1);
                // What was refused changed nothing that anybody sees.
                return decision is Decision.Accepted ? Wrong(world) : null;
            };
        }, Commands);
        histories.Check(Proof.Scaled(Histories), output, Told);

        // Histories in which nothing is ever told would prove nothing. Each occurs in about a fifth of them or more; less than a twentieth is no chance.
        Assert.All(
            new[] { "first names told", "in contact", "frozen", "taken up", "decided" },
            word => Assert.True(histories.Occurred.GetValueOrDefault(word) >= Proof.Scaled(Histories) / 20, $"hardly ever: {word}"));
    }

    private static IEnumerable<string> Told(World world)
    {
        foreach (var lead in world.State.Leads.Values)
        {
            var disclosure = LeadDisclosure.Of(world.State, lead, world.Now);
            if (disclosure.Acts.Any(act => act.Kind == DisclosureActKind.OpenedNames)) { yield return "first names told"; }
            if (disclosure.Step == DisclosureStep.Contact) { yield return "in contact"; }
            if (disclosure.Hindrance == DisclosureHindrance.Frozen) { yield return "frozen"; }
            if (disclosure.Acts.Any(act => act.Kind == DisclosureActKind.TakenUp)) { yield return "taken up"; }
            if (disclosure.Step == DisclosureStep.Contact && lead.Status == LeadStatus.Confirmed) { yield return "decided"; }
        }
    }

    private static Func<Said> Teller(World world, Random random)
    {
        Actor[] people = [world.Teacher, world.Principal, world.Volunteer, world.Warden, world.Hotline, world.Lawyer, world.Worker];
        var names = 0;
        return () =>
        {
            var who = people[random.Next(people.Length)];
            var (records, leads, children) = (world.State.Records.Values.ToList(), world.State.Leads.Values.ToList(), world.State.People.Values.ToList());
            if (records.Count < 4 || random.Next(12) == 0)
            {
                return new(who, new ReportChild(
                    world.New<Record>(), world.New<Person>(), Source.Intake, null, Details(who), random.Next(4) switch
                    {
                        0 => new Situation.SeenAlone(world.Corner),
                        1 => new Situation.InOurCare(who.Organisation == world.Shelter ? world.Beds : world.Gym),
                        _ => new Situation.NotLocated(),
                    }));
            }

            if (leads.Count == 0 || random.Next(10) == 0)
            {
                var (one, other) = (records[random.Next(records.Count)], records[random.Next(records.Count)]);
                return new(Actor.System, new ProposeLead(world.New<Lead>(), random.Next(2) == 0 ? LeadKind.SamePerson : LeadKind.Siblings, one.Id, other.Id, 9, 0.9, LeadBand.Strong, []));
            }

            // Mostly the next step of a few leads, so that they get somewhere; now and then anything.
            var lead = leads[random.Next(3) == 0 ? random.Next(leads.Count) : random.Next(Math.Min(2, leads.Count))];
            var disclosure = LeadDisclosure.Of(world.State, lead, world.Now);
            if (random.Next(2) == 0 && people.Where(one => disclosure.SideOf(By(world, one)) is { } on && disclosure.Asks(on, one.User) != DisclosureAsks.Nothing).ToList() is { Count: > 0 } asked)
            {
                who = asked[random.Next(asked.Count)];
            }

            var person = children[random.Next(children.Count)].Id;
            return new(who, (random.Next(24), disclosure.SideOf(By(world, who)) is { } side ? disclosure.Asks(side, who.User) : DisclosureAsks.Nothing) switch
            {
                ( < 16, DisclosureAsks.Answers or DisclosureAsks.AnswersAgain) => new CompareBlindAnswers(
                    lead.Id, random.Next(1, 5), random.Next(3), random.Next(2), world.State.Records[disclosure.SideOf(By(world, who)) == LeadSide.Left ? lead.Right : lead.Left].Recorded),
                ( < 16, DisclosureAsks.AgreeToNames) => new AgreeToNames(lead.Id),
                ( < 16, DisclosureAsks.OpenNames) => new OpenFirstNames(lead.Id),
                ( < 16, DisclosureAsks.AgreeToContact) => new AgreeToContact(lead.Id),
                ( < 16, DisclosureAsks.Decide) => new DecideLead(lead.Id, LeadAnswer.Same),
                (0 or 1, _) => new OpenFirstNames(lead.Id),
                (2, _) => new AgreeToNames(lead.Id),
                (3, _) => new AgreeToContact(lead.Id),
                (4 or 5, _) => new CompareBlindAnswers(lead.Id, 3, 0, 0, world.State.Records[lead.Right].Recorded),
                (16, _) when random.Next(3) == 0 => new StopDisclosure(lead.Id),
                (17, _) => new SharePlan(lead.Id, $"{Marker(world, who.Organisation)} {names}"),
                (18, _) => new ResumeDisclosure(lead.Id),
                (19, _) => new TakeUpLead(lead.Id),
                (20, _) => new UndoLeadDecision(lead.Id),
                (21, _) when random.Next(4) == 0 => new CorrectDetails(disclosure.SideOf(By(world, who)) == LeadSide.Left ? lead.Left : lead.Right, Details(who)),
                (22, _) => new OfferTransfer(person, world.New<Offer>(), new(world.Shelter, world.Beds)),
                (23, _) => new DecideLead(lead.Id, LeadAnswer.Same),
                _ => new AddNote(records[random.Next(records.Count)].Id, NoteKind.General, $"{Marker(world, who.Organisation)} {names}"),
            });
        };

        PersonDetails Details(Actor who) => new() { NameAsSaid = $"{Marker(world, who.Organisation)}{names} Lopez{names++}", Age = new Age(random.Next(3, 15)) };
    }

    private static string? Wrong(World world)
    {
        Actor[] viewers = [world.Teacher, world.Principal, world.Desk, world.Volunteer, world.Warden, world.Hotline, world.Lawyer, world.Worker, world.Coordinator];
        var steps = world.History.Where(one => one.Event is DisclosureEvent).ToLookup(one => ((DisclosureEvent)one.Event).Lead);
        foreach (var viewer in viewers)
        {
            var sight = By(world, viewer);
            foreach (var record in world.State.Records.Values)
            {
                if (record.Owner != viewer.Organisation && sight.Sees(record) && !HasTheChild(world, viewer, record))
                {
                    return $"{viewer.Role} reads a record of another organisation";
                }

                if (!sight.Sees(record) && sight.NotesOf(record).Any())
                {
                    return $"{viewer.Role} reads a note of a record that is closed";
                }
            }

            foreach (var lead in world.State.Leads.Values)
            {
                var others = new[] { lead.Left, lead.Right }.Select(id => world.State.Records[id])
                    .Where(record => record.Owner != viewer.Organisation && !HasTheChild(world, viewer, record)).ToList();
                var events = steps[lead.Id].ToList();
                var namesMay = AgreedTwice(events, LeadSide.Left) && AgreedTwice(events, LeadSide.Right)
                    && events.Any(one => one.Event is FirstNamesOpened && one.Stamp.User == viewer.User);
                var recordsMay = (AgreedTwice(events, LeadSide.Left) && AgreedTwice(events, LeadSide.Right)
                        && new[] { LeadSide.Left, LeadSide.Right }.All(side => events.Any(one => one.Event is ContactAgreedTo e && e.Side == side)) && others.Count == 1)
                    || (viewer.Role == Role.ChildProtection && events.Any(one => one.Event is LeadTakenUp && one.Stamp.User == viewer.User));
                if (sight.Sees(lead) && others.Count > 0 && !recordsMay)
                {
                    return $"{viewer.Role} compares both records of a lead too early";
                }

                if (LeadDisclosure.Of(world.State, lead, world.Now).OtherHalf(sight) is { } told && (!namesMay || told.FirstNames?.Contains("Lopez", StringComparison.Ordinal) == true))
                {
                    return $"{viewer.Role} is told {told} too early, or more than a first name";
                }
            }
        }

        // What the journal holds in its clear and shared parts names nobody.
        return world.History[^1].Event is DisclosureEvent { SealedUnder: null } step && step.ToString().Contains("Lopez", StringComparison.Ordinal)
            ? "a step names somebody" : null;
    }

    private static bool AgreedTwice(List<(IncidentEvent Event, Stamp Stamp)> events, LeadSide side) =>
        events.Where(one => one.Event is NamesAgreedTo e && e.Side == side).Select(one => one.Stamp.User).Distinct().Count() >= 2
        && events.Any(one => one.Event is BlindAnswersCompared e && e.Side == side);

    // Other grounds than disclosure: who holds, is offered, is assigned the child.
    private static bool HasTheChild(World world, Actor viewer, Record record) =>
        world.State.Find(record.Person)! is var person && person.Child is { } child
        && (child.Custody?.Holder.Organisation == viewer.Organisation || child.Offer?.To.Organisation == viewer.Organisation
            || world.State.Cluster(person).Any(member => member.Child!.AssignedTo == viewer.Organisation || member.Child.Worker == viewer.User));

    private static string Marker(World world, Id<Organisation> organisation) =>
        organisation == world.School ? "Escolar" : organisation == world.Shelter ? "Albergue" : "Agencia";

    private static Sight By(World world, Actor actor) => new(world.State, new(actor.User, actor.Organisation, actor.Role));
}
