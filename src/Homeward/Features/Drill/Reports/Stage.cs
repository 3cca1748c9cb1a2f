using Homeward.Domain;

namespace Homeward.Features.Drill.Reports;

/// <summary>
/// The ids that the places, organisations and agencies of one drill go by. They come from the seed, so that
/// the same seed gives the same stream byte for byte.
/// </summary>
internal sealed class Stage(Scenario scenario, long seed, Timetable times)
{
    /// <summary>Where the worksites, buses and the coordination belong, besides the scenario's own organisations.</summary>
    private static readonly DrillOrganisation[] AlsoThere =
    [
        new("O8", "Coordination", "coordination", null, null, "", null),
        new("O9", "Worksite lists", "worksite", null, null, "", null),
    ];

    /// <summary>When a minute of the drill is.</summary>
    public Timetable Times => times;

    public Id<Incident> Incident { get; } = new(Named(seed, "incident"));

    public IReadOnlyList<DrillOrganisation> Organisations { get; } = [.. scenario.Organisations, .. AlsoThere];

    public Id<Organisation> Organisation(string id) => new(Named(seed, $"organisation {id}"));

    public Id<Place> Place(string id) => new(Named(seed, $"place {id}"));

    public Id<Agency> Agency(string organisation) => new(Named(seed, $"agency {organisation}"));

    /// <summary>The device somebody works with.</summary>
    public Guid Device(string name) => Named(seed, $"device {name}");

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
