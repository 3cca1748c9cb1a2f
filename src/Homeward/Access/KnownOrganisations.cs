using Homeward.Domain;

namespace Homeward.Access;

/// <summary>An organisation that people here sign in for, or that takes part in an incident.</summary>
/// <param name="Kind">What it is, when an incident says so.</param>
public sealed record KnownOrganisation(Id<Organisation> Id, string Name, OrganisationKind? Kind);

/// <summary>
/// The organisations of this installation. Somebody who types a known name means that organisation, so that its people may
/// enter the incidents it takes part in. Those of drills aren't among them: their sign-ins are printed, and open no real incident.
/// </summary>
public static class KnownOrganisations
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<KnownOrganisation> Of(Accounts accounts, IReadOnlyList<IncidentState> incidents)
    {
        var known = incidents.Where(state => state.Incident is { IsDrill: false })
            .SelectMany(state => state.Organisations.Values)
            .DistinctBy(organisation => organisation.Id)
            .ToDictionary(organisation => organisation.Id, organisation => new KnownOrganisation(organisation.Id, organisation.Name, organisation.Kind));
        var ofDrills = incidents.Where(state => state.Incident is { IsDrill: true }).SelectMany(state => state.Organisations.Select(pair => pair.Key)).ToHashSet();
        foreach (var account in accounts.ById.Values.Where(account => !account.Ended && !ofDrills.Contains(account.Organisation)))
        {
            known.TryAdd(account.Organisation, new(account.Organisation, account.OrganisationName, null));
        }

        return [.. known.Values.OrderBy(organisation => organisation.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Those somebody means by a name, however they type its capitals and spaces.</summary>
    public static IReadOnlyList<KnownOrganisation> Named(this IEnumerable<KnownOrganisation> known, string name) =>
        [.. known.Where(organisation => Accounts.Key(organisation.Name) == Accounts.Key(name))];
}
