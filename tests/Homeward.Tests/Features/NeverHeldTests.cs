using System.Net;
using Homeward.Domain;
using Homeward.NeverHeld;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features;

public sealed class NeverHeldTests(Town town)
{
    [Theory]
    [InlineData("his number is 123-45-6789", ForbiddenThing.SocialSecurityNumber)]
    [InlineData("A 123 456 789 on the paper", ForbiddenThing.AlienNumber)]
    [InlineData("lives at 12 Oak Street", ForbiddenThing.StreetAddress)]
    [InlineData("the father is undocumented", ForbiddenThing.ImmigrationStatus)]
    [InlineData("La mamá es indocumentada", ForbiddenThing.ImmigrationStatus)]
    [InlineData("nació en Guatemala", ForbiddenThing.Nationality)]
    [InlineData("her passport is 554 201", ForbiddenThing.IdentityDocument)]
    [InlineData("trae su matrícula consular 1234567", ForbiddenThing.IdentityDocument)]
    [InlineData("the family is indigenous", ForbiddenThing.Ethnicity)]
    [InlineData("un niño indígena", ForbiddenThing.Ethnicity)]
    [InlineData("they are Catholic", ForbiddenThing.Religion)]
    [InlineData("la abuela es evangélica", ForbiddenThing.Religion)]
    public void What_must_never_be_held_is_seen_in_a_sentence(string sentence, ForbiddenThing thing) =>
        Assert.Equal(thing, ForbiddenContent.InSentence(sentence));

    [Theory]
    [InlineData("blue shirt, asks for her brother Luis, 601-555-0123")]
    [InlineData("lleva una mochila roja; tiene 7 años y asma")]
    [InlineData("Room 12, third grade, inhaler at 3 pm")]
    [InlineData("His aunt Nadia visited him at the gym")]
    [InlineData("Seen at First Baptist Church, waits for her mother")]
    [InlineData("está en la iglesia católica con la maestra")]
    [InlineData("speaks Mam, needs an interpreter")]
    public void What_a_volunteer_should_write_is_not_asked_about(string sentence) =>
        Assert.Null(ForbiddenContent.InSentence(sentence));

    [Fact]
    public async Task A_note_that_seems_to_hold_it_is_asked_about_once_and_saved_when_it_is_sent_again()
    {
        var worker = await town.WorkerAsync(Role.Intake, town.School);
        var child = await town.ChildInCareAsync(worker, town.Classroom, town.AName("Nuria"));
        (string, string)[] typed = [("How", "ran"), ("Note", "ran past 400 Main Street")];

        var asked = await worker.FillInAsync($"custody/{child.Code}/left", typed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains("something Homeward never keeps: address", asked.Text, StringComparison.Ordinal);
        Assert.Contains("ran past 400 Main Street", asked.Html, StringComparison.Ordinal);
        Assert.Equal(ChildState.InInterimCare, town.State.Find(child.Id)!.State);

        var other = await worker.SendAsync(asked, null, ("How", "ran"), ("Note", "ran past 500 Main Street"), ("looked", asked.Hidden("looked")!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);

        Assert.True((await worker.SendAsync(asked, null, [.. typed, ("looked", asked.Hidden("looked")!)])).IsDone);
        Assert.Equal(ChildState.ReportedNotLocated, town.State.Find(child.Id)!.State);
    }
}
