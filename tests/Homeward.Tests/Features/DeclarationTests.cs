using System.Net;
using Homeward.Domain;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class DeclarationTests(Town town)
{
    [Fact]
    public async Task A_held_adult_names_two_children_and_who_may_collect_them()
    {
        var worker = await town.WorkerAsync(Role.LegalAid, town.LegalAid);
        var (mother, one, two) = (town.AName("Maria"), town.AName("Leo"), town.AName("Eli"));
        var form = await worker.OpenAsync("declaration");
        (string, string)[] adult = [("Adult.NameAsSaid", mother), ("Whereabouts", "at_processing_site"), ("Place", town.Plant.Id.ToString())];
        (string, string)[] first =
        [
            ("Children[0].Child.NameAsSaid", one), ("Children[0].Child.Age", "8 months"), ("Children[0].Kinship", "mother"), ("Children[0].Needs", "infant_care"),
            ("Children[0].Collectors[0].Name", "Tia Norma"), ("Children[0].Collectors[0].Kinship", "aunt_or_uncle"), ("Children[0].Collectors[0].Phone", "601 555 0144"),
        ];

        // "Add another child" saves nothing yet and loses nothing.
        var more = await worker.SendAsync(form, null, [.. adult, .. first, ("add", "child")]);
        Assert.Equal(HttpStatusCode.OK, more.Status);
        Assert.Contains("id=\"child-2\"", more.Html, StringComparison.Ordinal);
        Assert.All(new[] { mother, one, "8 months", "Tia Norma", "601 555 0144" }, typed => Assert.Contains($"value=\"{typed}\"", more.Html, StringComparison.Ordinal));
        Assert.DoesNotContain(town.State.Records.Values, r => r.Details?.NameAsSaid == mother);

        var answer = await worker.SendAsync(more with { Address = form.Address }, null,
            [.. adult, .. first, ("Children[1].Child.NameAsSaid", two), ("Children[1].Child.Age", "5"), ("Children[1].Kinship", "mother"), ("Children[1].SameCollectors", "true")]);
        Assert.True(answer.IsDone, answer.Text);
        Assert.Contains(two, (await worker.FollowAsync(answer)).Text, StringComparison.Ordinal);

        var declaration = town.State.Declarations.Values.Single(d => town.State.Records[d.Record].Details!.NameAsSaid == mother);
        Assert.Equal(2, declaration.Dependents.Length);
        Assert.All(declaration.Dependents, d => Assert.Equal("Tia Norma", town.State.Records[d.Record].Details!.Collectors.Single().Name));
        Assert.Equal(new Age(8, 8, InMonths: true), town.State.Records[declaration.Dependents[0].Record].Details!.Age);
        Assert.Equal(Whereabouts.AtProcessingSite, town.State.Find(declaration.Adult)!.Whereabouts);
        Assert.All(declaration.Dependents, d => Assert.Equal(ChildState.ReportedNotLocated, town.State.Find(d.Child)!.State));
    }

    [Fact]
    public async Task No_dependents_is_an_answer_and_saying_nothing_is_not()
    {
        var worker = await town.WorkerAsync(Role.LegalAid, town.LegalAid);
        var name = town.AName("Juan");
        var form = await worker.OpenAsync("declaration");
        var silent = await worker.SendAsync(form, null, ("Adult.NameAsSaid", name), ("Children[0].Child.NameAsSaid", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        var said = await worker.SendAsync(form, null, ("Adult.NameAsSaid", name), ("Children[0].Child.NameAsSaid", ""), ("NoDependents", "true"));
        Assert.True(said.IsDone, said.Text);
        Assert.True(town.State.Declarations.Values.Single(d => town.State.Records[d.Record].Details!.NameAsSaid == name).NoDependents);
    }

    [Fact]
    public async Task A_child_without_a_name_or_with_an_impossible_age_is_said_at_that_childs_box()
    {
        var worker = await town.WorkerAsync(Role.LegalAid, town.LegalAid);
        var form = await worker.OpenAsync("declaration");
        var nameless = await worker.SendAsync(form, null, ("Adult.NameAsSaid", town.AName("Rita")), ("Children[0].Child.NameAsSaid", "Beto"),
            ("Children[1].Child.Age", "4"));
        Assert.Contains("href=\"#Children[1].Child.NameAsSaid\"", nameless.Html, StringComparison.Ordinal);
        var tooOld = await worker.SendAsync(form, null, ("Adult.NameAsSaid", town.AName("Rita")), ("Children[0].Child.NameAsSaid", "Beto"), ("Children[0].Child.Age", "5"),
            ("Children[1].Child.NameAsSaid", "Ciro"), ("Children[1].Child.Age", "44"));
        Assert.Contains("href=\"#Children[1].Child.Age\"", tooOld.Html, StringComparison.Ordinal);
    }
}
