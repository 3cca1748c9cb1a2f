using Homeward.Domain;

namespace Homeward.Features.Drill.Reports;

/// <summary>
/// The ids that the places, organisations, agencies and workers of one drill go by. They come from the seed, so that
/// the same seed gives the same stream byte for byte.
/// </summary>
internal sealed class Stage(Scenario scenario, long seed)
{
    /// <summary>Where the worksites, buses and the coordination belong, besides the scenario's own organisations.</summary>
    private static readonly DrillOrganisation[] AlsoThere =
    [
        new("O8", "Coordination", "coordination", null, null, "", null),
        new("O9", "Worksite lists", "worksite", null, null, "", null),
    ];

    public Id<Incident> Incident { get; } = new(Named(seed, "incident"));

    public IReadOnlyList<DrillOrganisation> Organisations { get; } = [.. scenario.Organisations, .. AlsoThere];

    public Id<Organisation> Organisation(string id) => new(Named(seed, $"organisation {id}"));

    public Id<Place> Place(string id) => new(Named(seed, $"place {id}"));

    public Id<Agency> Agency(string organisation) => new(Named(seed, $"agency {organisation}"));

    /// <summary>One worker a role in each organisation; <paramref name="number"/> tells two of the same role apart.</summary>
    public Id<User> Worker(string organisation, Role role, int number = 0) => new(Named(seed, $"worker {organisation} {role} {number}"));

    /// <summary>Who sits at a desk.</summary>
    public Actor Actor(Desk desk, Role role, int number = 0) =>
        new(Worker(desk.Organisation, role, number), Organisation(desk.Organisation), role, Named(seed, $"device {desk.Organisation} {desk.Place} {role} {number}"));

    /// <summary>What kind of organisation a desk belongs to.</summary>
    public static OrganisationKind KindOf(string desk) => desk switch
    {
        "school" => OrganisationKind.School,
        "shelter" => OrganisationKind.Shelter,
        "hotline" => OrganisationKind.Hotline,
        "legal aid" => OrganisationKind.LegalAid,
        "child protection" => OrganisationKind.ChildProtection,
        "hospital" => OrganisationKind.Hospital,
        "coordination" => OrganisationKind.Coordination,
        _ => OrganisationKind.Other,
    };

    private static Guid Named(long seed, string name) => SeededRandom.For(seed, name).NextId();
}
