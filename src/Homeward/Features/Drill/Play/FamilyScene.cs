using Homeward.Domain;
using Homeward.Engine;
using Homeward.Features.Drill.Reports;
using Homeward.Features.OpenPages;

namespace Homeward.Features.Drill.Play;

/// <summary>
/// The open page of a drill that plays while somebody looks: it is open from the first minute, one relative has a card, and three strangers have written.
/// The relative is outside the census, and what strangers write changes nothing, so the drill's numbers stay its truth.
/// </summary>
internal static class FamilyScene
{
    private const string Number = "601-555-0142";

    /// <summary>Sets the scene and says with which code and PIN the card asks.</summary>
    public static async Task<(string Code, string Pin)> PlayAsync(IncidentEngine engine, Stage stage, Crew crew, TimeProvider clock)
    {
        var (coordinator, hotline) = (crew.At(Desk.Coordination, Role.Coordinator), crew.At(Desk.Hotline, Role.Hotline));
        await SubmitAsync(coordinator, new OpenFamilyPage(Number, "601-555-0143", stage.Organisation("O4")));
        var aunt = New<Person>();
        await SubmitAsync(hotline, new ReportAdult(New<Record>(), aunt, Source.PhoneCall, null, new() { NameAsSaid = "Aurelia Tovar Quintana", Phone = "601-555-0177", Town = "Forest" }, null));
        var (code, pin) = (CardCode.New(), CardCode.NewPin());
        var prints = new CardDesk(clock).Prints(engine, code, pin);
        await SubmitAsync(hotline, new IssueFamilyCard(New<FamilyCard>(), aunt, prints.Code, prints.Pin));
        foreach (var (kind, language, words) in Letters)
        {
            await SubmitAsync(Actor.OpenPages, new ReceiveClaim(New<PublicClaim>(), kind, language, words));
        }

        return (code, pin);

        Task SubmitAsync(Actor actor, Command command) => DrillAtOnce.SubmitAsync(engine, new(New<Command>().Value, actor, clock.GetUtcNow(), command), CancellationToken.None);
        Id<T> New<T>() => new(Guid.CreateVersion7(clock.GetUtcNow()));
    }

    private static readonly (PublicClaimKind, ClaimLanguage, ClaimWords)[] Letters =
    [
        (PublicClaimKind.LookingFor, ClaimLanguage.Spanish, new("Nidia Ocampo", "601-555-0150", "mi sobrino Yahir", "6", "la escuela de Morton", "su tía", "Su mamá no contesta desde la mañana.")),
        (PublicClaimKind.IAmSafe, ClaimLanguage.Spanish, new("Efraín Lugo", null, "mi esposa y mis hijos", null, "Carthage", null, "Me soltaron y voy a casa.")),
        (PublicClaimKind.NotMe, ClaimLanguage.English, new("Dolores Varela", "601-555-0151", "a boy called Jairo", null, "a call from a school", null, "My son is here with me. You called the wrong Dolores.")),
    ];
}
