namespace Homeward.Features.Drill.Reports;

/// <summary>Where in the drill somebody sits with Homeward open: an organisation of the scenario, and a place if it has one.</summary>
internal sealed record Desk(string Organisation, string? Place)
{
    public static readonly Desk ProcessingSite = new("O1", "P1");
    public static readonly Desk Gym = new("O3", "G1");
    public static readonly Desk Hotline = new("O4", null);
    public static readonly Desk LegalAid = new("O5", null);
    public static readonly Desk ChildProtection = new("O6", "A1");
    public static readonly Desk Hospital = new("O7", "H1");

    /// <summary>The desk of the coordinator, who opens the incident and states figures.</summary>
    public static readonly Desk Coordination = new("O8", null);

    /// <summary>The people at the worksites who list the adults.</summary>
    public static Desk Worksite(string place) => new("O9", place);

    public static Desk School(string school) => new("O2", school);

    /// <summary>The desk that answers for a place where children are in care.</summary>
    public static Desk At(string place) => place switch
    {
        "G1" => Gym,
        "H1" => Hospital,
        "A1" => ChildProtection,
        _ => School(place),
    };
}
