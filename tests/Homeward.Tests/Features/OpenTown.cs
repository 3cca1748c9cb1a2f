using Homeward.Domain;
using Homeward.Features.OpenPages;
using Homeward.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Features;

/// <summary>A town whose pages for families are open, and cards for them.</summary>
public sealed class OpenTown : IAsyncLifetime
{
    public Town Town { get; } = new();

    internal CardDesk Desk => Town.Site.Services.GetRequiredService<CardDesk>();

    public Actor Lawyer => new(new(new Guid("00000000-0000-0000-0000-000000000077")), Town.LegalAid.Id, Role.LegalAid, Guid.Empty);

    public async ValueTask InitializeAsync()
    {
        await Town.InitializeAsync();
        var coordinator = new Actor(new(Guid.CreateVersion7()), Town.ChildProtection.Id, Role.Coordinator, Guid.Empty);
        await Town.SubmitAsync(coordinator, new OpenFamilyPage("601-555-0142", null, Town.ChildProtection.Id));
    }

    public ValueTask DisposeAsync() => Town.DisposeAsync();

    /// <summary>A card of an adult nobody else has, and what is printed on it.</summary>
    public async Task<(string Code, string Pin, Id<FamilyCard> Card)> CardAsync()
    {
        var (adult, card) = (new Id<Person>(Guid.CreateVersion7()), new Id<FamilyCard>(Guid.CreateVersion7()));
        var (code, pin) = (CardCode.New(), CardCode.NewPin());
        var prints = Desk.Prints(Town.Engine, code, pin);
        await Town.SubmitAsync(Lawyer,
            new ReportAdult(new(Guid.CreateVersion7()), adult, Source.PhoneCall, null, new() { NameAsSaid = Town.AName("Marta") }, null),
            new IssueFamilyCard(card, adult, prints.Code, prints.Pin));
        return (code, pin, card);
    }
}
