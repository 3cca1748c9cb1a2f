using System.Text.Json;
using Homeward.Access;
using Homeward.Access.Providers;
using Homeward.Domain;
using Homeward.Tests.Web;
using Xunit;

namespace Homeward.Tests.Access.Providers;

/// <summary>A county with a sign-in of its own, and a school without one: the two organisations that let people in.</summary>
public sealed class County : IAsyncLifetime
{
    private readonly Id<Organisation> county = new(Guid.CreateVersion7());
    private AgencyProvider provider = null!;
    private int people;

    public CrookedProvider Crooked { get; private set; } = null!;

    public Site Site { get; private set; } = null!;

    public Id<Organisation> School { get; } = new(Guid.CreateVersion7());

    public Account Administrator { get; private set; } = null!;

    public Account Coordinator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await AgencyProvider.StartAsync();
        Crooked = await CrookedProvider.StartAsync();
        Site = await Site.StartAsync(WriteFile);
        await provider.RegisterAsync(Site.Address);
        Administrator = Site.Accounts.Invite("Ana Admin", county, "County", Role.Administrator, Site.Password)!;
        Coordinator = Site.Accounts.Invite("Carla Coordinates", School, "School", Role.Coordinator, Site.Password)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Crooked.DisposeAsync();
        await provider.DisposeAsync();
    }

    private void WriteFile(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "county.secret"), AgencyProvider.Secret + "\n");
        File.WriteAllText(Path.Combine(folder, ProvidersFile.Name), JsonSerializer.Serialize(new object[]
        {
            new { key = "county", organisation = "County", authority = provider.Address.ToString(), clientId = AgencyProvider.Client, secretFile = "county.secret" },
            new { key = "crooked", organisation = "County", authority = Crooked.Address, clientId = AgencyProvider.Client },

            // Nobody answers there.
            new { key = "gone", organisation = "Shelter", authority = "http://localhost:1/", clientId = AgencyProvider.Client },
        }));
    }

    /// <summary>Somebody new, invited by two organisations, with both halves of the code.</summary>
    public Invited Invite(Id<Organisation>? organisation = null, string organisationName = "County")
    {
        var name = $"Luis Night {++people}";
        var first = Site.Accounts.AskToInvite(name, organisation ?? county, organisationName, Role.Release, Administrator)!;
        return new(name, first, Site.Accounts.Approve(Site.Accounts.Current.FindRequest(name)!.User, Coordinator)!);
    }

    /// <summary>A name nobody has signed in by over there.</summary>
    public string SomebodyOverThere(bool withSecondStep = true) => $"luis-{++people}{(withSecondStep ? AgencyProvider.WithSecondStep : "")}";

    /// <summary>Somebody who was handed both halves of a code.</summary>
    public sealed record Invited(string Name, string First, string Second);
}
