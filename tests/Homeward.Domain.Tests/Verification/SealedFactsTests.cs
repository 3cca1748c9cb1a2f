using System.Text.Json;
using Evidence = Homeward.Domain.ReleaseGate.Evidence;
using HoldKind = Homeward.Domain.ReleaseGate.HoldKind;

namespace Homeward.Domain.Tests;

public sealed class SealedFactsTests
{
    private readonly World world = new();

    [Theory]
    [InlineData(FamilyQuestion.PetsName, "Firulais", "firuláys")]
    [InlineData(FamilyQuestion.PetsName, "Chispa", "La Chispita")]
    [InlineData(FamilyQuestion.PetsName, "Luna", "our dog LUNA")]
    [InlineData(FamilyQuestion.GrandmotherCalled, "Mamá Chela", "mama Chela")]
    [InlineData(FamilyQuestion.BestFriend, "Xiomara Pérez", "Jiomara")]
    [InlineData(FamilyQuestion.FavouriteToy, "la pelota roja", "the red ball")]
    [InlineData(FamilyQuestion.Breakfast, "eggs and beans", "huevos con frijoles")]
    [InlineData(FamilyQuestion.Breakfast, "tortillas con huevo", "an egg")]
    [InlineData(FamilyQuestion.FrontDoor, "green", "Verde.")]
    [InlineData(FamilyQuestion.FrontDoor, "café", "it was brown")]
    public void Spelling_accents_articles_and_the_other_language_make_no_difference(FamilyQuestion question, string sealedAs, string said)
    {
        Assert.True(new SealedAnswer(sealedAs).Agrees(question, said));
        Assert.True(new SealedAnswer(said).Agrees(question, sealedAs));
    }

    [Theory]
    [InlineData(FamilyQuestion.PetsName, "Firulais", "Manchas")]
    [InlineData(FamilyQuestion.PetsName, "Luna", "L")]
    [InlineData(FamilyQuestion.PetsName, "Max", "")]
    [InlineData(FamilyQuestion.PetsName, "Max", "the")]
    [InlineData(FamilyQuestion.FrontDoor, "green", "red blue green white")]
    [InlineData(FamilyQuestion.FrontDoor, "green", "red, green or blue")]
    [InlineData(FamilyQuestion.Breakfast, "eggs", "eggs, beans, tortillas, milk")]
    [InlineData(FamilyQuestion.BestFriend, "Ana", "Eva, Ana, Luz, Mia")]
    public void Another_answer_or_everything_that_comes_to_mind_is_no_match(FamilyQuestion question, string sealedAs, string said) =>
        Assert.False(new SealedAnswer(sealedAs).Agrees(question, said));

    [Fact]
    public void What_anybody_would_guess_is_not_sealed()
    {
        var ana = world.AtSchool();
        Assert.Equal(RefusalReason.TooEasyToGuess, world.Refused(world.Teacher, Fact(ana, FamilyQuestion.GrandmotherCalled, "Abuelita")));
        Assert.Equal(RefusalReason.TooEasyToGuess, world.Refused(world.Teacher, Fact(ana, FamilyQuestion.PetsName, "a dog")));
        Assert.Equal(RefusalReason.TextMissing, world.Refused(world.Teacher, Fact(ana, FamilyQuestion.PetsName, " the ")));
    }

    [Fact]
    public void An_answer_can_be_compared_and_written_and_nothing_else()
    {
        var answer = new SealedAnswer("Firulais");

        Assert.DoesNotContain(typeof(SealedAnswer).GetProperties(), property => property.PropertyType == typeof(string));
        Assert.All(typeof(SealedAnswer).GetFields(), field => Assert.True(field.IsLiteral && field.FieldType == typeof(int)));
        Assert.DoesNotContain("Firulais", $"{answer} {new SealedFact(default, default, answer, null, 1, default, default)}", StringComparison.Ordinal);
        Assert.Equal(answer, JsonSerializer.Deserialize<SealedAnswer>(JsonSerializer.Serialize(answer)));
    }

    [Fact]
    public void Those_at_the_desk_and_on_the_roll_seal_nothing_and_nobody_seals_for_a_child_they_do_not_read()
    {
        var ana = world.AtSchool();
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Desk, Fact(ana, FamilyQuestion.PetsName, "Duque")));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Secretary, Fact(ana, FamilyQuestion.PetsName, "Duque")));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Volunteer, Fact(ana, FamilyQuestion.PetsName, "Duque")));
    }

    [Fact]
    public void Where_papers_are_missing_two_answers_that_match_and_a_supervisor_take_their_place()
    {
        var (ana, release) = WithoutPapers();
        Assert.Contains(Evidence.Facts, world.Missing(release));

        Say(release, FamilyQuestion.PetsName, "firulais");
        Assert.Contains(Evidence.Facts, world.Missing(release));
        Say(release, FamilyQuestion.BestFriend, "Lucía");

        Assert.Equal([Evidence.Supervisor, Evidence.SecondPerson], world.Missing(release));
        world.Accept(world.Principal, new ApproveAsSupervisor(release));
        world.Accept(world.Secretary, new ConfirmAsSecondPerson(release));
        world.Accept(world.Desk, new CompleteRelease(release));
        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, world.StateOf(ana));
    }

    [Fact]
    public void Two_answers_that_differ_close_the_gate_and_a_later_attempt_needs_a_supervisor()
    {
        var (ana, release) = WithoutPapers();
        Say(release, FamilyQuestion.PetsName, "Rex", "Bobby");
        Assert.DoesNotContain(HoldKind.FactsDiffer, world.Holds(release));
        Say(release, FamilyQuestion.BestFriend, "Jorge", "Pablo");

        Assert.Equal([HoldKind.FactsDiffer], world.Holds(release));
        Assert.Equal(RefusalReason.GateClosed, Try(release, FamilyQuestion.FavouriteToy, "osito"));

        world.Accept(world.Desk, new AbandonRelease(release));
        var again = world.Ready(ana);
        Assert.Equal([Evidence.Supervisor], world.Missing(again));
    }

    [Fact]
    public void A_supervisor_who_looked_clears_it_but_the_questions_no_longer_stand_for_papers()
    {
        var (_, release) = WithoutPapers();
        Say(release, FamilyQuestion.PetsName, "Rex", "Bobby");
        Say(release, FamilyQuestion.BestFriend, "Jorge", "Pablo");
        world.Accept(world.Principal, new ClearDoubt(release, "The teacher knows her."));
        Assert.Contains(Evidence.Facts, world.Missing(release));
        world.Accept(world.Desk, new SeeIdentity(release, IdentitySeenBy.KnownToStaff));
        world.Accept(world.Principal, new ClearDoubt(release, "The teacher knows her."));
        Assert.DoesNotContain(Evidence.Facts, world.Missing(release));
    }

    [Fact]
    public void What_is_sealed_after_somebody_came_does_not_count()
    {
        var ana = world.AtSchool();
        var slip = world.Started(ana);
        world.Accept(world.Desk, new AbandonRelease(slip));
        PetAndFriend(ana);

        var release = world.Started(ana);

        Assert.False(FamilyFacts.Of(world.State, world.State.Releases[release]).AreThere);
        Assert.Equal(RefusalReason.NoSuchFact, Try(release, FamilyQuestion.PetsName, "Firulais"));
    }

    [Fact]
    public void The_child_is_asked_what_this_adult_said_and_the_adult_what_the_child_said()
    {
        var ana = world.AtSchool();
        var (_, mother) = world.Declared(ana, "Rosa Gomez", "Rosa Gomez", Whereabouts.AtProcessingSite);
        PetAndFriend(ana);
        SealedOnTheWordOf(mother, ana);

        var release = world.Started(ana, "Rosa Gomez");
        var her = FamilyFacts.Of(world.State, world.State.Releases[release]);
        Assert.Equal([FamilyQuestion.PetsName, FamilyQuestion.BestFriend], her.OfAdult.Select(f => f.Question).Order());
        Assert.Equal([FamilyQuestion.CalledAtHome, FamilyQuestion.Song], her.OfChild.Select(f => f.Question).Order());
    }

    [Fact]
    public void Somebody_nobody_has_seen_cannot_seal_what_a_partner_is_asked()
    {
        var ana = world.AtSchool();
        var (_, caller) = world.Declared(ana, "Eva Solis", "Juan Torres", null);
        SealedOnTheWordOf(caller, ana);

        var release = world.Started(ana, "Juan Torres");
        Assert.False(FamilyFacts.Of(world.State, world.State.Releases[release]).AreThere);
    }

    [Fact]
    public void Whoever_heard_the_answer_does_not_ask_it()
    {
        var ana = world.AtSchool();
        PetAndFriend(ana, world.Principal);

        var release = world.Started(ana);
        Assert.Equal(RefusalReason.NeedsAnotherPerson, world.Refused(world.Principal, Answer(release, FamilyQuestion.PetsName, "Firulais")));
        world.Accept(world.Desk, Answer(release, FamilyQuestion.PetsName, "Firulais"));
    }

    [Fact]
    public void Each_question_is_tried_twice_and_what_was_said_is_kept_nowhere()
    {
        var (_, release) = WithoutPapers();
        Say(release, FamilyQuestion.PetsName, "Pomponio", "Firulais");
        Assert.Equal(RefusalReason.TriesUsedUp, Try(release, FamilyQuestion.PetsName, "Firulais"));

        Assert.All(world.History, happened => Assert.DoesNotContain("Pomponio", JsonSerializer.Serialize(happened.Event, happened.Event.GetType()), StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_dies_with_the_key_of_its_record()
    {
        var ana = world.AtSchool();
        Seal(ana, FamilyQuestion.PetsName, "Firulais");
        var forgotten = world.State.Forget(world.State.People[ana].Records);

        Assert.Empty(FamilyFacts.All(forgotten, forgotten.People[ana]));
    }

    private (Id<Person> Child, Id<Release> Release) WithoutPapers()
    {
        var ana = world.AtSchool();
        PetAndFriend(ana);
        Seal(ana, FamilyQuestion.FavouriteToy, "Dinosaurio verde");
        var release = world.Ready(ana);
        world.Accept(world.Desk, new SeeIdentity(release, IdentitySeenBy.VerificationQuestions));
        return (ana, release);
    }

    private SealFact Fact(Id<Person> child, FamilyQuestion question, string said) => new(world.New<SealedFact>(), child, question, new(said));

    private void PetAndFriend(Id<Person> child, Actor? by = null)
    {
        world.Accept(by ?? world.Teacher, Fact(child, FamilyQuestion.PetsName, "Firulais"));
        world.Accept(by ?? world.Teacher, Fact(child, FamilyQuestion.BestFriend, "Lucía"));
    }

    private void SealedOnTheWordOf(Id<Person> adult, Id<Person> child)
    {
        foreach (var question in new[] { FamilyQuestion.Song, FamilyQuestion.CalledAtHome })
        {
            world.Accept(world.Lawyer, Fact(child, question, "Los pollitos") with { SaidBy = adult });
        }
    }

    private void Seal(Id<Person> child, FamilyQuestion question, string said) => world.Accept(world.Teacher, Fact(child, question, said));

    private AnswerFact Answer(Id<Release> release, FamilyQuestion question, string said) => new(
        release, FamilyFacts.All(world.State, world.State.Find(world.State.Releases[release].Child)!).First(f => f.Question == question).Id, said);

    private void Say(Id<Release> release, FamilyQuestion question, params string[] said)
    {
        foreach (var one in said)
        {
            world.Accept(world.Desk, Answer(release, question, one));
        }
    }

    private RefusalReason Try(Id<Release> release, FamilyQuestion question, string said) => world.Refused(world.Desk, Answer(release, question, said));
}
