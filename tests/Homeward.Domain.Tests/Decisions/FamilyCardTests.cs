using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

public sealed class FamilyCardTests
{
    private readonly World world = new();

    [Fact]
    public void A_new_card_takes_the_old_one_back()
    {
        var (mother, _) = Family();
        var (first, second) = (Card(mother), Card(mother));

        Assert.True(world.State.FamilyCards[first].Revoked);
        Assert.True(world.State.FamilyCards[second].Answers);
    }

    [Fact]
    public void Only_who_reads_the_adult_gives_a_card_and_never_to_a_child()
    {
        var (mother, child) = Family();

        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Volunteer, Issue(mother)));
        Assert.Equal(RefusalReason.NotAnAdult, world.Refused(world.Lawyer, Issue(child)));
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Desk, Issue(mother)));
    }

    [Fact]
    public void Five_wrong_PINs_close_a_card_and_nobody_fills_the_journal_with_a_sixth()
    {
        var card = Card(Family().Mother);
        for (var i = 0; i < 5; i++)
        {
            Assert.True(world.State.FamilyCards[card].Answers);
            Assert.Single(world.Accept(Actor.OpenPages, new CountMistypedPin(card)));
        }

        Assert.False(world.State.FamilyCards[card].Answers);
        Assert.Empty(world.Accept(Actor.OpenPages, new CountMistypedPin(card)));
    }

    [Fact]
    public void A_claimed_relationship_moves_no_answer_and_a_verified_one_does_once_the_child_is_found()
    {
        var (mother, child) = Family();
        var card = Card(mother);
        Assert.Equal(FamilyAnswer.NoNewsYet, Answer(card));

        world.Accept(world.Volunteer, new SeeChild(child, null));
        Assert.Equal(FamilyAnswer.NoNewsYet, Answer(card));

        world.Accept(world.Worker, new VerifyRelationship(Tie(mother), VerifiedBy.Documents));
        Assert.Equal(FamilyAnswer.PersonWillCall, Answer(card));
    }

    [Fact]
    public void A_restriction_is_stronger_than_any_answer_that_was_chosen()
    {
        var (mother, child) = Family();
        var card = Card(mother);
        world.Accept(world.Worker, new VerifyRelationship(Tie(mother), VerifiedBy.Documents));
        world.Accept(world.Volunteer, new SeeChild(child, null));
        world.Accept(world.Lawyer, new SayFamilyAnswer(card, FamilyAnswer.ComeToTheSite));
        Assert.Equal(FamilyAnswer.ComeToTheSite, Answer(card));

        world.Accept(world.Worker, new RaiseRestriction(world.New<Restriction>(), child, RestrictionKind.ReportedDanger, null, null, null, "A teacher said so."));

        Assert.Equal(FamilyAnswer.CallUs, Answer(card));
        world.Accept(world.Lawyer, new SayFamilyAnswer(card, null));
        Assert.Equal(FamilyAnswer.NoNewsYet, Answer(card));
    }

    [Fact]
    public void A_death_changes_no_sentence()
    {
        var (mother, child) = Family();
        var card = Card(mother);
        world.Accept(world.Worker, new VerifyRelationship(Tie(mother), VerifiedBy.Documents));
        world.Accept(world.Worker, new AssignWorker(child, world.Worker.User));
        world.Accept(world.Worker, new ConfirmDeath(child, "The hospital said so."));

        Assert.Equal(FamilyAnswer.NoNewsYet, Answer(card));
    }

    private (Id<Person> Mother, Id<Person> Child) Family()
    {
        var (mother, child) = (world.New<Person>(), world.New<Person>());
        world.Accept(world.Lawyer, new MakeDeclaration(
            world.New<Declaration>(), world.New<Record>(), mother, null, Named("Maria Lopez"), null, [new(world.New<Record>(), child, Named("Ana Lopez"), Kinship.Mother)]));
        return (mother, child);
    }

    private IssueFamilyCard Issue(Id<Person> adult) => new(world.New<FamilyCard>(), adult, Guid.NewGuid(), Guid.NewGuid());

    private Id<FamilyCard> Card(Id<Person> adult)
    {
        var issue = Issue(adult);
        world.Accept(world.Lawyer, issue);
        return issue.Card;
    }

    private FamilyAnswer Answer(Id<FamilyCard> card) => FamilyAnswers.Of(world.State, world.State.FamilyCards[card]);

    private Id<Relationship> Tie(Id<Person> adult) => world.State.People[adult].Relationships.Single();
}
