using System.Collections.Immutable;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Engine.Leads;
using Homeward.Tests.Journal;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Leads;

/// <summary>A real engine on a real journal and its follower: reports go in, the leads that come out are read from its state.</summary>
public abstract class LeadScene : IAsyncLifetime
{
    private static readonly Organisation School = new(new(Guid.CreateVersion7()), "Morton schools", OrganisationKind.School);
    private static readonly Organisation LegalAid = new(new(Guid.CreateVersion7()), "Legal aid", OrganisationKind.LegalAid);
    private static readonly Organisation ChildProtection = new(new(Guid.CreateVersion7()), "Child protection", OrganisationKind.ChildProtection);
    private static readonly Place Elementary = new(new(Guid.CreateVersion7()), "Morton Elementary", PlaceKind.School, "Morton", RunBy: School.Id);

    private readonly JournalFolder folder = new();
    private IncidentEngine engine = null!;
    private LeadFollower follower = null!;

    public async ValueTask InitializeAsync()
    {
        engine = IncidentEngine.Open(folder.Create(), folder.Clock);
        var incident = new Incident(new(Guid.CreateVersion7()), "MS-2019", "Test", IncidentKind.Raid, "Morton", "America/Chicago", IsDrill: true, folder.Clock.GetUtcNow());
        await Do(Coordinator, new OpenIncident(incident, []));
        await Do(Coordinator, new AddOrganisation(School));
        await Do(Coordinator, new AddOrganisation(LegalAid));
        await Do(Coordinator, new AddOrganisation(ChildProtection));
        await Do(Coordinator, new AddPlace(Elementary));
        follower = LeadFollower.Start(engine, folder.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await follower.DisposeAsync();
        await engine.DisposeAsync();
        folder.Dispose();
    }

    protected static PersonDetails Wilmer { get; } = new()
    {
        GivenNames = "Wilmer José",
        FamilyNames = "Velásquez Mejía",
        Age = new(7),
        Sex = Sex.Male,
        Phone = "601 555 0142",
    };

    protected static Actor Coordinator { get; } = new(new(Guid.CreateVersion7()), School.Id, Role.Coordinator, Guid.CreateVersion7());

    protected static Actor Clerk { get; } = new(new(Guid.CreateVersion7()), School.Id, Role.Intake, Guid.CreateVersion7());

    protected static Actor RollKeeper { get; } = new(new(Guid.CreateVersion7()), School.Id, Role.Roll, Guid.CreateVersion7());

    protected static Actor Lawyer { get; } = new(new(Guid.CreateVersion7()), LegalAid.Id, Role.LegalAid, Guid.CreateVersion7());

    protected static Actor Worker { get; } = new(new(Guid.CreateVersion7()), ChildProtection.Id, Role.ChildProtection, Guid.CreateVersion7());

    protected static PersonDetails Adult(string given, string surnames) => new() { GivenNames = given, FamilyNames = surnames, Sex = Sex.Female, Age = new(31) };

    protected static bool IsBetween(Lead lead, Id<Record> one, Id<Record> other) =>
        (lead.Left == one && lead.Right == other) || (lead.Left == other && lead.Right == one);

    protected async Task<Id<Record>> Child(PersonDetails details, Id<Person>? person = null, Actor? by = null)
    {
        var record = new Id<Record>(Guid.CreateVersion7());
        await Do(by ?? Clerk, new ReportChild(record, person ?? new(Guid.CreateVersion7()), Source.PhoneCall, null, details, new Situation.NotLocated()));
        return record;
    }

    protected Task Expect(PersonDetails details) =>
        Do(RollKeeper, new ExpectOnRoll(Elementary.Id, new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), details));

    protected async Task<Id<Record>> Declare(PersonDetails adult, params PersonDetails[] children)
    {
        var declared = children.Select(child => new DeclaredChild(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), child, Kinship.Mother)).ToImmutableArray();
        await Do(Lawyer, new MakeDeclaration(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), null, adult, Whereabouts.AtProcessingSite, declared));
        return declared[0].Record;
    }

    protected async Task Do(Actor actor, Command command) =>
        Assert.IsType<Answer.Accepted>(await engine.SubmitAsync(new(Guid.CreateVersion7(), actor, folder.Clock.GetUtcNow(), command)));

    protected async Task<IReadOnlyList<Lead>> Leads()
    {
        await follower.WhenCaughtUpAsync();
        return [.. engine.Current.Leads.Values];
    }

    protected async Task<IReadOnlyList<Lead>> Open() => [.. (await Leads()).Where(lead => lead.Status == LeadStatus.Open)];

    protected IncidentState State => engine.Current;

    protected Id<Person> PersonOf(Id<Record> record) => engine.Current.Records[record].Person;

    /// <summary>The server is started again: from a snapshot, or by replaying the whole journal.</summary>
    protected async Task StartAgain(bool fromSnapshot)
    {
        await follower.DisposeAsync();
        await engine.WriteSnapshotAsync();
        await engine.DisposeAsync();
        if (!fromSnapshot)
        {
            File.Delete(folder.SnapshotFile);
        }

        engine = IncidentEngine.Open(folder.Open(), folder.Clock);
        follower = LeadFollower.Start(engine, folder.Clock);
    }

    protected async Task Restart(Func<Task> meanwhile)
    {
        await follower.DisposeAsync();
        await meanwhile();
        follower = LeadFollower.Start(engine, folder.Clock);
    }
}
