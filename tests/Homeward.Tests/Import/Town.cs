using Homeward.Domain;
using Homeward.Features.Import;
using Xunit;

namespace Homeward.Tests.Import;

/// <summary>An incident in memory with one school and one processing site, into which files are imported.</summary>
internal sealed class Town
{
    public static readonly Id<Place> School = new(new Guid("10000000-0000-0000-0000-000000000001"));
    public static readonly Id<Place> Site = new(new Guid("10000000-0000-0000-0000-000000000002"));
    public static readonly Actor Secretary = new(new(new Guid("20000000-0000-0000-0000-000000000001")), new(new Guid("30000000-0000-0000-0000-000000000001")), Role.Roll, Guid.Empty);
    public static readonly Actor LegalAid = Secretary with { Role = Role.Intake };
    private static readonly Actor Coordinator = Secretary with { Role = Role.Coordinator };

    public Town()
    {
        Submit(new OpenIncident(new(new(new Guid("40000000-0000-0000-0000-000000000001")), "T-1", "A town", IncidentKind.Raid, "Morton", "America/Chicago", IsDrill: true, Sheet.Now.AddHours(-12)), []));
        Submit(new AddOrganisation(new(Secretary.Organisation, "School district", OrganisationKind.School)));
        Submit(new AddPlace(new(School, "Morton Elementary", PlaceKind.School, "Morton")));
        Submit(new AddPlace(new(Site, "Processing site", PlaceKind.ProcessingSite, "Forest")));
    }

    public IncidentState State { get; private set; } = IncidentState.Nothing;

    /// <summary>What importing would do.</summary>
    public ImportPlan Plan(string file, ImportKind kind = ImportKind.Roll, string? dependents = null, bool contactsMayCollect = false)
    {
        var part = kind switch { ImportKind.Roll => FilePart.Roll, ImportKind.People => FilePart.People, _ => FilePart.Declarations };
        var rows = Sheet.Read(file, part).GoodRows.ToList();
        var children = dependents is null ? [] : Sheet.Read(dependents, FilePart.Dependents).GoodRows.ToList();
        var target = new ImportTarget(kind, kind == ImportKind.Roll ? School : Site, kind == ImportKind.Roll ? Secretary : LegalAid, contactsMayCollect);
        return ImportPlan.Of(State, target, rows, children, Sheet.Now);
    }

    /// <summary>Imports for good.</summary>
    public ImportPlan Import(string file, ImportKind kind = ImportKind.Roll, string? dependents = null, bool contactsMayCollect = false)
    {
        var plan = Plan(file, kind, dependents, contactsMayCollect);
        foreach (var request in plan.Requests) { Submit(request); }
        return plan;
    }

    public Homeward.Domain.Record RecordNamed(string name) => State.Records.Select(pair => pair.Value).Single(record => record.Details!.DisplayName() == name);

    public void Submit(Command command) => Submit(new Request(Guid.NewGuid(), Coordinator, Sheet.Now, command));

    public void Submit(Request request)
    {
        var accepted = Assert.IsType<Decision.Accepted>(State.Decide(request, Sheet.Now));
        foreach (var happened in accepted.Events)
        {
            State = State.Apply(happened, new Stamp(State.Position + 1, request.Actor.User, request.Actor.Device, request.Occurred, Sheet.Now));
        }
    }
}
