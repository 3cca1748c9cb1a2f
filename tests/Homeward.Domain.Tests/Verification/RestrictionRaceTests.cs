using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

/// <summary>
/// A restriction that becomes known while a child is being handed over, in every order in which the steps of both can follow each
/// other. The single writer makes one of these orders of whatever comes at the same moment.
/// </summary>
public sealed class RestrictionRaceTests
{
    public static TheoryData<string> Restrictions => ["everybody", "this adult", "a like name", "a known adult", "a child who may be this one"];

    [Theory]
    [MemberData(nameof(Restrictions))]
    public void A_restriction_before_the_last_step_holds_and_one_after_it_alarms_in_all_orders(string which)
    {
        var orders = Orders(release: 7, restriction: 3).ToList();
        Assert.Equal(120, orders.Count);
        foreach (var order in orders)
        {
            var world = new World();
            var ana = world.AtSchool();
            var (declaration, _) = world.Declared(ana, collector: "Rosa Gomez");
            var twin = world.Reported(world.Teacher);
            var (release, restriction, claimant) = (world.New<Release>(), world.New<Restriction>(), world.New<Person>());
            world.Accept(world.Teacher, new ReportAdult(world.New<Record>(), claimant, Source.Intake, null, Named("Rosa Gomez"), null));
            var ours = new Queue<(Actor, Command)>(
            [
                (world.Desk, new StartRelease(release, ana, world.RecordOf(claimant), claimant, null)),
                (world.Desk, new SeeIdentity(release, IdentitySeenBy.PhotoDocument)),
                (world.Desk, new ShowRight(release, RightToCollect.DeclaredByParent, declaration.Value)),
                (world.Desk, new AskChild(release, ChildSays.Yes)),
                (world.Secretary, new ConfirmAsSecondPerson(release)),
                (world.Desk, new CompleteRelease(release)),
                (world.Desk, new CompleteRelease(release)),
            ]);
            var theirs = new Queue<(Actor, Command)>(
            [
                which == "a child who may be this one"
                    ? (Actor.System, new ProposeLead(world.New<Lead>(), LeadKind.SamePerson, world.RecordOf(ana), world.RecordOf(twin), 12, 0.97, LeadBand.Strong, []))
                    : (world.Hotline, new NoteNeeds(ana, Needs.Comfort)),
                (world.Hotline, new RaiseRestriction(
                    restriction, which == "a child who may be this one" ? twin : ana, RestrictionKind.CourtOrder, which == "a known adult" ? claimant : null,
                    which switch { "everybody" or "a known adult" => null, "a like name" => new(world.New<Person>(), world.New<Record>(), Named("Rosa Ibarra")), _ => new(world.New<Person>(), world.New<Record>(), Named("Rosa Gomez")) },
                    null, "on the phone")),
                (world.Principal, new UpholdRestriction(restriction)),
            ]);
            foreach (var side in order)
            {
                var (who, command) = (side ? ours : theirs).Dequeue();
                world.Try(who, command);
            }

            var raised = world.History.FindIndex(happened => happened.Event is RestrictionRaised);
            var gone = world.History.FindIndex(happened => happened.Event is ReleaseCompleted);
            Assert.True(raised >= 0, "A restriction is never refused.");
            Assert.True(gone < 0 || gone < raised, $"The child went with a barred adult: {string.Concat(order.Select(side => side ? 'r' : 'x'))}");
            Assert.Equal(gone < 0 ? ChildState.InInterimCare : ChildState.WithParentOrVerifiedCaregiver, world.StateOf(ana));
            if (gone >= 0 && which != "a child who may be this one")
            {
                Assert.True(world.Child(ana).Alarm, "The restriction came too late, and nobody is told.");
            }
        }
    }

    [Fact]
    public void What_a_phone_reports_later_is_kept_and_alarms()
    {
        var world = new World();
        var ana = world.AtSchool();
        world.Later(60);
        world.Restricted(ana, "Pedro Salas");
        world.Later(60);

        // At a desk without connection, twenty minutes after the court order was known elsewhere; the paper comes in an hour later.
        var to = world.New<Person>();
        world.Accept(world.Desk, new ReportHandedOver(ana, world.New<Record>(), to, Named("Pedro Salas")), minutesAgo: 40);

        var child = world.Child(ana);
        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));
        Assert.True(child.Alarm);
        Assert.Equal(to, child.Custody!.Holder.Caregiver);
        Assert.Equal((CustodyStepKind.HandedOverOutsideGate, world.Now.AddMinutes(-40)), (child.Chain[^1].Kind, child.Chain[^1].Occurred));
        Assert.True(Barred.HasChild(world.State, world.State.Find(ana)!));
    }

    [Fact]
    public void A_hand_over_on_paper_counts_as_interim_care_until_the_gate_has_opened_for_it()
    {
        var world = new World();
        var ana = world.AtSchool();
        var open = world.Ready(ana);
        var (to, record) = (world.New<Person>(), world.New<Record>());
        world.Accept(world.Desk, new ReportHandedOver(ana, record, to, Named("Rosa Gomez")), minutesAgo: 5);
        Assert.Equal(ReleaseStatus.Abandoned, world.State.Releases[open].Status);
        Assert.Equal(ChildState.InInterimCare, world.StateOf(ana));

        world.Accept(world.Principal, new AnswerAlarm(ana, "I called; the child is well."));
        world.Released(ana);
        Assert.Equal(ChildState.WithParentOrVerifiedCaregiver, world.StateOf(ana));
    }

    [Fact]
    public void A_late_report_moves_no_child_who_was_seen_with_somebody_since_and_alarms_all_the_same()
    {
        var world = new World();
        var ana = world.AtSchool();
        world.Later(60);
        var offer = world.New<Offer>();
        world.Accept(world.Desk, new OfferTransfer(ana, offer, new(world.Shelter, world.Beds)));
        world.Accept(world.Volunteer, new AcceptTransfer(ana, offer));

        world.Accept(world.Desk, new ReportHandedOver(ana, world.New<Record>(), world.New<Person>(), Named("Rosa Gomez")), minutesAgo: 30);

        Assert.Equal(world.Shelter, world.Child(ana).Custody!.Holder.Organisation);
        Assert.True(world.Child(ana).Alarm);
    }

    [Fact]
    public void Only_who_held_the_child_and_child_protection_report_that_it_went()
    {
        var world = new World();
        var ana = world.AtSchool();
        Assert.Equal(RefusalReason.NotYourCustody, world.Refused(world.Keeper, new ReportHandedOver(ana, world.New<Record>(), world.New<Person>(), Named("Rosa Gomez"))));
        world.Accept(world.Worker, new ReportHandedOver(ana, world.New<Record>(), world.New<Person>(), Named("Rosa Gomez")));
    }

    /// <summary>Every order of so many steps of one and so many of another, each side's own steps in their order.</summary>
    private static IEnumerable<bool[]> Orders(int release, int restriction)
    {
        if (release == 0 || restriction == 0)
        {
            yield return [.. Enumerable.Repeat(true, release), .. Enumerable.Repeat(false, restriction)];
            yield break;
        }

        foreach (var rest in Orders(release - 1, restriction)) { yield return [true, .. rest]; }
        foreach (var rest in Orders(release, restriction - 1)) { yield return [false, .. rest]; }
    }
}
