using static Homeward.Domain.Tests.Stories;
using Evidence = Homeward.Domain.ReleaseGate.Evidence;

namespace Homeward.Domain.Tests;

public sealed class SerialClaimantsTests
{
    private readonly World world = new();

    [Fact]
    public void One_telephone_for_two_children_of_two_organisations_needs_a_supervisor_at_both_desks()
    {
        var first = Claim(world.AtSchool("Ana Lopez"), world.Desk, "Rosa Gomez", "601-555-0142");
        Assert.Empty(Shared(first));

        var second = Claim(world.AtShelter("Luis Rey"), world.Keeper, "Elena Ruiz", "(601) 555 0142");

        Assert.Equal([SharedBy.Phone], Shared(second));
        Assert.Equal([SharedBy.Phone], Shared(first));
        world.Accept(world.Keeper, new SeeIdentity(second, IdentitySeenBy.PhotoDocument));
        Assert.Contains(Evidence.Supervisor, world.Missing(second));
    }

    [Fact]
    public void One_document_is_known_again_under_another_name()
    {
        var first = Claim(world.AtSchool(), world.Desk, "Rosa Gomez");
        world.Accept(world.Desk, new SeeIdentity(first, IdentitySeenBy.PhotoDocument, null, new DocumentToken("5F1C")));
        var second = Claim(world.AtShelter("Luis Rey"), world.Keeper, "Elena Ruiz");
        Assert.Empty(Shared(second));

        world.Accept(world.Keeper, new SeeIdentity(second, IdentitySeenBy.PhotoDocument, null, new DocumentToken("5F1C")));

        Assert.Equal([SharedBy.Document], Shared(second));
    }

    [Fact]
    public void One_name_is_shared_by_many_and_one_name_with_one_description_is_not()
    {
        var (ana, luis, eva) = (world.AtSchool("Ana"), world.AtSchool("Luis"), world.AtSchool("Eva"));
        Claim(ana, world.Desk, "Rosa Gomez", looks: "gorra roja, bolsa azul");
        Assert.Empty(Shared(Claim(luis, world.Desk, "Rosa Gomez", looks: "tall, grey braid")));
        Assert.Equal([SharedBy.NameAndDescription], Shared(Claim(eva, world.Desk, "Roza Gómes", looks: "bolsa azul y gorra ROJA")));
    }

    [Fact]
    public void A_telephone_that_was_corrected_still_counts()
    {
        var first = Claim(world.AtSchool(), world.Desk, "Rosa Gomez", "601 555 0142");
        world.Accept(world.Desk, new CorrectDetails(world.State.Releases[first].Claimant, Named("Rosa Gomez")));

        Assert.Equal([SharedBy.Phone], Shared(Claim(world.AtSchool("Luis"), world.Desk, "Elena Ruiz", "601 555 0142")));
    }

    [Fact]
    public void Somebody_who_called_for_three_children_is_known_at_the_desk()
    {
        foreach (var name in new[] { "Luis", "Eva" })
        {
            world.Accept(world.Hotline, new RequestTracing(
                world.New<TracingRequest>(), world.New<Record>(), world.New<Person>(), Named("A caller") with { Phone = "601 555 0142" },
                world.New<Record>(), world.New<Person>(), PersonKind.Child, Named(name), Kinship.AuntOrUncle));
        }

        Assert.Equal(2, Shared(Claim(world.AtSchool(), world.Desk, "Rosa Gomez", "601 555 0142")).Count);
    }

    [Fact]
    public void A_mother_of_three_whom_she_declared_herself_is_not_suspected()
    {
        var children = new[] { world.AtSchool("Ana"), world.AtSchool("Luis"), world.AtShelter("Eva") };
        world.Accept(world.Lawyer, new MakeDeclaration(
            world.New<Declaration>(), world.New<Record>(), world.New<Person>(), null, Named("Rosa Gomez"), Whereabouts.AtProcessingSite,
            [.. children.Select(child => new DeclaredChild(world.New<Record>(), child, Named("x"), Kinship.Mother))]));

        Claim(children[0], world.Desk, "Rosa Gomez", "601 555 0142");
        Claim(children[2], world.Keeper, "Rosa Gomez", "601 555 0142");
        Assert.Empty(Shared(Claim(children[1], world.Desk, "Rosa Gomez", "601 555 0142")));
    }

    [Fact]
    public void The_word_of_a_caller_nobody_has_seen_makes_no_family()
    {
        var (ana, luis) = (world.AtSchool("Ana"), world.AtSchool("Luis"));
        world.Accept(world.Lawyer, new MakeDeclaration(
            world.New<Declaration>(), world.New<Record>(), world.New<Person>(), null, Named("Eva Solis"), null,
            [new(world.New<Record>(), ana, Named("x"), Kinship.Mother), new(world.New<Record>(), luis, Named("x"), Kinship.Mother)]));

        Claim(ana, world.Desk, "Rosa Gomez", "601 555 0142");
        Assert.Equal([SharedBy.Phone], Shared(Claim(luis, world.Desk, "Rosa Gomez", "601 555 0142")));
    }

    [Fact]
    public void An_aunt_whom_two_held_mothers_name_is_not_suspected_until_she_asks_for_a_third()
    {
        var (ana, luis, eva) = (world.AtSchool("Ana"), world.AtSchool("Luis"), world.AtSchool("Eva"));
        world.Declared(ana, "Carmen Vega", "Rosa Gomez");
        world.Declared(luis, "Lucia Vega", "Rosa Gomez");

        Claim(ana, world.Desk, "Rosa Gomez", "601 555 0142");
        var second = Claim(luis, world.Desk, "Rosa Gomez", "601 555 0142");
        Assert.Empty(Shared(second));

        Claim(eva, world.Desk, "Rosa Gomez", "601 555 0142");
        Assert.Single(Shared(second));
    }

    [Fact]
    public void A_child_chosen_by_mistake_is_no_claim()
    {
        var slip = Claim(world.AtSchool("Ana Lopez"), world.Desk, "Rosa Gomez", "601 555 0142");
        world.Accept(world.Desk, new AbandonRelease(slip));

        Assert.Empty(Shared(Claim(world.AtSchool("Ana Perez"), world.Desk, "Rosa Gomez", "601 555 0142")));
    }

    [Fact]
    public void What_was_given_is_forgotten_with_its_record()
    {
        var first = Claim(world.AtSchool(), world.Desk, "Rosa Gomez", "601 555 0142");
        var forgotten = world.State.Forget([world.State.Releases[first].Claimant]);

        Assert.DoesNotContain(forgotten.Claimants.ByKey, pair => pair.Key.Text.Contains("5550142", StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_of_claims_is_the_same_when_it_is_made_anew()
    {
        Claim(world.AtSchool(), world.Desk, "Rosa Gomez", "601 555 0142", "red cap");
        Claim(world.AtShelter(), world.Keeper, "Rosa Gomez", "601 555 0142", "red cap");
        world.Accept(world.Hotline, new RequestTracing(
            world.New<TracingRequest>(), world.New<Record>(), world.New<Person>(), Named("A caller") with { Phone = "601 555 0142" },
            world.New<Record>(), world.New<Person>(), PersonKind.Child, Named("Eva"), Kinship.AuntOrUncle));

        Assert.Equal(Told(world.State), Told(Claimants.Indexed(world.State with { Claimants = Claimants.None })));

        static IEnumerable<string> Told(IncidentState state) => state.Claimants.ByKey.Select(pair => $"{pair.Key.Text} {string.Join(' ', pair.Value.Select(c => c.Act).Order())}").Order();
    }

    private Id<Release> Claim(Id<Person> child, Actor desk, string name, string? phone = null, string? looks = null)
    {
        var release = world.New<Release>();
        world.Accept(desk, new StartRelease(release, child, world.New<Record>(), world.New<Person>(), Named(name) with { Phone = phone, Description = looks }));
        return release;
    }

    private IReadOnlyList<SharedBy> Shared(Id<Release> release) => [.. SharedClaims.Of(world.State, world.State.Releases[release]).Select(shared => shared.By)];
}
