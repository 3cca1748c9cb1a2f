using System.Net;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Tests.Support;
using Homeward.Tests.Web;
using Xunit;
using Record = Homeward.Domain.Record;

[assembly: AssemblyFixture(typeof(Town))]

namespace Homeward.Tests.Support;

/// <summary>
/// A running Homeward with one incident: a school, a shelter, legal aid and child protection, people of every role, on a
/// real socket and a real data folder. Shared by the tests of the pages; each of them makes its own children.
/// </summary>
public sealed class Town : IAsyncLifetime
{
    public const string Code = "morton-drill";

    private readonly Dictionary<string, Task<Worker>> signedIn = [];
    private int children;

    public Site Site { get; private set; } = null!;

    public IncidentEngine Engine { get; private set; } = null!;

    public IncidentState State => Engine.Current;

    public Organisation School { get; } = new(new(Guid.CreateVersion7()), "Oakwood School", OrganisationKind.School);

    public Organisation Shelter { get; } = new(new(Guid.CreateVersion7()), "Gym Shelter", OrganisationKind.Shelter);

    public Organisation LegalAid { get; } = new(new(Guid.CreateVersion7()), "Legal Aid", OrganisationKind.LegalAid);

    public Organisation ChildProtection { get; } = new(new(Guid.CreateVersion7()), "Child Protection", OrganisationKind.ChildProtection);

    public Place Classroom { get; private set; } = null!;

    public Place Gym { get; private set; } = null!;

    public Place Plant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await Site.StartAsync();
        // Tests propose the leads they need; the follower would weigh the same records and take them back.
        await Site.Leads.DisposeAsync();
        Engine = Site.Incidents.Create(Code, Guid.CreateVersion7());
        Classroom = new(new(Guid.CreateVersion7()), "Oakwood Elementary", PlaceKind.School, "Morton", RunBy: School.Id);
        Gym = new(new(Guid.CreateVersion7()), "Community Gym", PlaceKind.Shelter, "Forest", RunBy: Shelter.Id);
        Plant = new(new(Guid.CreateVersion7()), "Old Hangar", PlaceKind.ProcessingSite, "Pearl");
        var coordinator = new Actor(new(Guid.CreateVersion7()), ChildProtection.Id, Role.Coordinator, Guid.Empty);
        var now = Site.Clock.GetUtcNow();
        await SubmitAsync(coordinator,
            [
                new OpenIncident(new(new(Guid.CreateVersion7()), Code, "August Drill", IncidentKind.Raid, "Morton, Mississippi", "America/Chicago", true, now), []),
                .. new[] { School, Shelter, LegalAid, ChildProtection }.Select(o => (Command)new AddOrganisation(o)),
                .. new[] { Classroom, Gym, Plant }.Select(p => (Command)new AddPlace(p)),
            ]);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Somebody of an organisation in a role, signed in through the sign-in page. The same name is the same person.</summary>
    public Task<Worker> WorkerAsync(Role role, Organisation organisation, string name = "")
    {
        var who = $"{name} {role} {organisation.Kind}".Trim();
        lock (signedIn)
        {
            return signedIn.TryGetValue(who, out var known) ? known : signedIn[who] = SignInAsync();
        }

        async Task<Worker> SignInAsync()
        {
            var account = Site.Invite(who, organisation.Id, organisation.Name, role);
            return new(await Site.SignedInAsync(who), Code, new(account.Id, organisation.Id, role, Guid.Empty), who);
        }
    }

    /// <summary>Sends commands straight to the incident, for what a test only needs to be there.</summary>
    public async Task SubmitAsync(Actor actor, params IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            var answer = await Engine.SubmitAsync(new(Guid.CreateVersion7(), actor, Site.Clock.GetUtcNow(), command));
            Assert.True(answer is Answer.Accepted, $"{command.GetType().Name}: {answer}");
        }
    }

    /// <summary>A child in an organisation's care, with a roll entry that names who may collect.</summary>
    public async Task<Person> ChildInCareAsync(Worker by, Place at, string name, string? mother = null, Age? age = null)
    {
        var id = new Id<Person>(Guid.CreateVersion7());
        var details = new PersonDetails { NameAsSaid = name, MotherName = mother, Age = age ?? new Age(7) };
        await SubmitAsync(by.Actor,
            new ExpectOnRoll(at.Id, new(Guid.CreateVersion7()), id, details),
            new ReportChild(new(Guid.CreateVersion7()), id, Source.Intake, at.Id, details, new Situation.InOurCare(at.Id)));
        return State.Find(id)!;
    }

    /// <summary>Another record of the same child, on the roll, and the lead between the two.</summary>
    public async Task<(Id<Lead> Lead, Id<Record> Record)> LeadAsync(Worker by, Person child, string spelled)
    {
        var (lead, record) = (new Id<Lead>(Guid.CreateVersion7()), new Id<Record>(Guid.CreateVersion7()));
        await SubmitAsync(by.Actor, new ExpectOnRoll(
            Classroom.Id, record, new(Guid.CreateVersion7()), new() { NameAsSaid = spelled, MotherName = "Maria Lopez", Age = new Age(7) }));
        await SubmitAsync(Actor.System, new ProposeLead(
            lead, LeadKind.SamePerson, child.Records[0], record, 12, 0.97, LeadBand.Strong, [new("given_name", "sounds_alike", 6), new("surname", "same", 6)]));
        return (lead, record);
    }

    /// <summary>Hands a child of this organisation to an adult, and writes the receipt.</summary>
    public async Task<Receipt> ReceiptAsync(Person child, Organisation organisation, string claimant)
    {
        var release = new Id<Release>(Guid.CreateVersion7());
        Actor By(Role role) => new(new(Guid.CreateVersion7()), organisation.Id, role, Guid.Empty);
        var desk = By(Role.Release);
        await SubmitAsync(desk,
            new StartRelease(release, child.Id, new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new() { NameAsSaid = claimant }),
            new SeeIdentity(release, IdentitySeenBy.PhotoDocument), new ShowRight(release, RightToCollect.CourtDocument, Guid.Empty, "Order of the county court"), new AskChild(release, ChildSays.Yes));
        await SubmitAsync(By(Role.Roll), new ConfirmAsSecondPerson(release));
        await SubmitAsync(By(Role.Supervisor), new ApproveAsSupervisor(release));
        await SubmitAsync(desk, new CompleteRelease(release));
        await SubmitAsync(Actor.System, new CarryOutExpiry());
        return State.Receipts.Values.Single(receipt => receipt.Release == release);
    }

    /// <summary>A name nobody else in the town has.</summary>
    public string AName(string given)
    {
        var number = Interlocked.Increment(ref children);
        return $"{given} Quintanilla{(char)('a' + (number / 26 % 26))}{(char)('a' + (number % 26))} Zamarripa";
    }
}
