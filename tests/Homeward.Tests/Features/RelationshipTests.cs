using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class RelationshipTests(Town town)
{
    [Fact]
    public async Task Legal_aid_finds_a_claim_among_its_work_and_says_how_it_was_shown_to_be_true()
    {
        var (lawyer, colleague) = (await town.WorkerAsync(Role.LegalAid, town.LegalAid), await town.WorkerAsync(Role.LegalAid, town.LegalAid, "Second"));
        var (claim, child) = await DeclaredAsync(lawyer);
        Assert.Contains($"/relationships\"", (await colleague.OpenAsync("work")).Html, StringComparison.Ordinal);
        Assert.Contains($"relationships/{claim}", (await colleague.OpenAsync("relationships")).Html, StringComparison.Ordinal);
        Assert.Contains($"relationships/{claim}", (await colleague.OpenAsync($"people/{child.Code}")).Html, StringComparison.Ordinal);

        var answer = await colleague.FillInAsync($"relationships/{claim}", ("How", "separate_interviews"), ("Note", "both named the same street dog"), ("answer", "true"));

        Assert.True(answer.IsDone, answer.Text);
        var verified = town.State.Relationships[claim];
        Assert.Equal((RelationshipStatus.Verified, VerifiedBy.SeparateInterviews, colleague.Actor.User), (verified.Status, verified.How!.Value, verified.DecidedBy!.Value));
        Assert.DoesNotContain($"relationships/{claim}", (await colleague.OpenAsync("relationships")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_found_untrue_needs_no_proof_of_the_contrary()
    {
        var (lawyer, colleague) = (await town.WorkerAsync(Role.LegalAid, town.LegalAid), await town.WorkerAsync(Role.LegalAid, town.LegalAid, "Second"));
        var (claim, _) = await DeclaredAsync(lawyer);

        var answer = await colleague.FillInAsync($"relationships/{claim}", ("Note", "never met"), ("answer", "not_true"));

        Assert.True(answer.IsDone, answer.Text);
        Assert.Equal(RelationshipStatus.Refuted, town.State.Relationships[claim].Status);
    }

    [Fact]
    public async Task Without_saying_how_nothing_is_verified_and_what_was_typed_stays()
    {
        var (lawyer, colleague) = (await town.WorkerAsync(Role.LegalAid, town.LegalAid), await town.WorkerAsync(Role.LegalAid, town.LegalAid, "Second"));
        var (claim, _) = await DeclaredAsync(lawyer);

        var answer = await colleague.FillInAsync($"relationships/{claim}", ("Note", "a note worth keeping"), ("answer", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("a note worth keeping", answer.Text, StringComparison.Ordinal);
        Assert.Equal(RelationshipStatus.Claimed, town.State.Relationships[claim].Status);
    }

    [Fact]
    public async Task Whoever_wrote_the_claim_down_is_told_that_somebody_else_has_to_look()
    {
        var lawyer = await town.WorkerAsync(Role.LegalAid, town.LegalAid);
        var (claim, _) = await DeclaredAsync(lawyer);
        var form = await lawyer.OpenAsync($"relationships/{claim}");
        Assert.Contains("Somebody else has to look", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"answer\"", form.Html, StringComparison.Ordinal);

        // The form of another claim, sent to one's own.
        var sent = await lawyer.SendAsync(await lawyer.OpenAsync("intake") with { Address = form.Address }, null, ("How", "documents"), ("answer", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        Assert.Equal(RelationshipStatus.Claimed, town.State.Relationships[claim].Status);
    }

    [Theory]
    [InlineData(Role.Intake)]
    [InlineData(Role.Release)]
    [InlineData(Role.Hotline)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.PrivacyOfficer)]
    public async Task Nobody_else_opens_the_page(Role role)
    {
        var (claim, _) = await DeclaredAsync(await town.WorkerAsync(Role.LegalAid, town.LegalAid));
        var other = await town.WorkerAsync(role, town.LegalAid, "Other");

        Assert.Equal(HttpStatusCode.Forbidden, (await other.OpenAsync($"relationships/{claim}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.OpenAsync("relationships")).Status);
        Assert.DoesNotContain("/relationships\"", (await other.OpenAsync("work")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_about_people_one_may_not_read_does_not_exist()
    {
        var (claim, child) = await DeclaredAsync(await town.WorkerAsync(Role.LegalAid, town.LegalAid));
        var stranger = await town.WorkerAsync(Role.LegalAid, town.Shelter);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync($"relationships/{claim}")).Status);
        Assert.DoesNotContain(claim.ToString(), (await stranger.OpenAsync("relationships")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(claim.ToString(), (await stranger.OpenAsync($"people/{child.Code}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_comes_to_the_same_page_from_the_childs()
    {
        var (claim, child) = await DeclaredAsync(await town.WorkerAsync(Role.LegalAid, town.LegalAid));
        var worker = await town.WorkerAsync(Role.ChildProtection, town.ChildProtection);

        Assert.Contains($"relationships/{claim}", (await worker.OpenAsync($"supervise/{child.Code}")).Html, StringComparison.Ordinal);
        Assert.True((await worker.FillInAsync($"relationships/{claim}", ("How", "documents"), ("answer", "true"))).IsDone);
    }

    [Fact]
    public async Task The_page_speaks_Spanish()
    {
        var (lawyer, colleague) = (await town.WorkerAsync(Role.LegalAid, town.LegalAid), await town.WorkerAsync(Role.LegalAid, town.LegalAid, "Bilingual"));
        var (claim, _) = await DeclaredAsync(lawyer);
        Assert.Contains("¿Cómo se comprobó?", (await colleague.OpenAsync($"relationships/{claim}?lang=es")).Text, StringComparison.Ordinal);
    }

    private async Task<(Id<Relationship> Claim, Person Child)> DeclaredAsync(Worker by)
    {
        var (record, child) = (new Id<Domain.Record>(Guid.CreateVersion7()), new Id<Person>(Guid.CreateVersion7()));
        await town.SubmitAsync(by.Actor, new MakeDeclaration(
            new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), null, new() { NameAsSaid = town.AName("Marta") },
            Whereabouts.AtProcessingSite, [new(record, child, new() { NameAsSaid = town.AName("Ines"), Age = new Age(5) }, Kinship.Mother)]));
        return (new(record.Value), town.State.Find(child)!);
    }
}
