using System.Collections.Immutable;
using static Homeward.Domain.Tests.Stories;

namespace Homeward.Domain.Tests;

/// <summary>
/// Over random histories of children who are reported, released, lost again, restricted, linked and held: no record is destroyed too early, and without
/// a reason to keep it none is there too late. Both are counted from the events, not from the rule.
/// </summary>
public sealed class ExpiryProof(ITestOutputHelper output)
{
    private const int Histories = 150, Commands = 160;
    private const int Hour = 60;

    [Fact]
    public void No_record_is_destroyed_too_early_and_none_stays_too_late_without_a_hold()
    {
        var histories = new Histories(Teller, world =>
        {
            var before = world.State;
            return (said, decision) =>
            {
                var wrong = Wrong(world, before, said, decision);
                world.Later(said.Command is CarryOutExpiry ? (5 + (int)(world.State.Position % 31)) * Hour : 7);
                before = world.State;
                return wrong;
            };
        }, Commands);
        histories.Check(Proof.Scaled(Histories), output, Told);

        Assert.All(
            new[] { "reunited records destroyed", "claims ended", "frozen by a hold", "lifted by two", "kept for a restriction", "kept for another child" },
            word => Assert.True(histories.Occurred.GetValueOrDefault(word) > 5, $"hardly ever: {word}"));
    }

    private static IEnumerable<string> Told(World world)
    {
        var fates = new Expiry(world.State).All().ToList();
        if (world.State.Expired.Values.Any(expired => expired.Reason == ExpiryReason.Reunification)) { yield return "reunited records destroyed"; }
        if (world.State.Expired.Values.Any(expired => expired.Reason == ExpiryReason.PublicClaim)) { yield return "claims ended"; }
        if (fates.Any(fate => fate.Hold is not null && fate.Ends?.At < world.Now)) { yield return "frozen by a hold"; }
        if (world.State.Holds.Values.Any(hold => !hold.Holds)) { yield return "lifted by two"; }
        if (fates.Any(fate => fate.Stays == StaysBecause.Restriction && world.State.People[fate.Person].State == ChildState.WithParentOrVerifiedCaregiver)) { yield return "kept for a restriction"; }
        if (fates.Any(fate => fate.Stays == StaysBecause.MayBeAnother)) { yield return "kept for another child"; }
    }

    private static Func<Said> Teller(World world, Random random)
    {
        var privacy = world.Somebody(world.Agency, Role.PrivacyOfficer);
        return () =>
        {
            var state = world.State;
            var children = state.People.Values.Where(person => person.Kind == PersonKind.Child).ToList();
            if (children.Count < 3)
            {
                return Report();
            }

            var child = children[random.Next(children.Count)];
            var other = children[random.Next(children.Count)];
            switch (random.Next(36))
            {
                case 0: return Report();
                case 1:
                    return state.FamilyPage is null
                        ? new(world.Coordinator, new OpenFamilyPage("601 555 0100", null, world.Agency))
                        : new(Actor.System, new ReceiveClaim(world.New<PublicClaim>(), PublicClaimKind.LookingFor, ClaimLanguage.English, new("Julia", null, null, null, null, null, null)));
                case 2 when state.Claims.Values.FirstOrDefault() is { } claim:
                    return new(world.Hotline, random.Next(3) == 0 ? new CloseClaim(claim.Id, ClaimClosedBecause.ReportMade) : new NoteClaimContact(claim.Id));
                case 3: return new(world.Volunteer, new ReportChild(world.New<Record>(), child.Id, Source.Intake, null, Named("again"), random.Next(2) == 0 ? new Situation.InOurCare(world.Beds) : new Situation.SeenAlone(world.Corner)));
                case 4: return new(world.Principal, new AnswerAlarm(child.Id, "looked"));
                case 5: return new(random.Next(2) == 0 ? world.Lawyer : privacy, new PlaceHold(world.New<LegalHold>(), random.Next(6) == 0 ? null : child.Id, HoldReason.Proceedings));
                case 6 or 7 or 8 when state.Holds.Values.Where(hold => hold.Holds).ToList() is { Count: > 0 } holds:
                    return new(random.Next(2) == 0 ? world.Lawyer : world.Principal, new LiftHold(holds[random.Next(holds.Count)].Id));
                case 9 when random.Next(3) == 0:
                    return new(world.Hotline, new RaiseRestriction(world.New<Restriction>(), child.Id, RestrictionKind.ReportedDanger, null, new(world.New<Person>(), world.New<Record>(), Named("Pedro Ruiz")), null, "said"));
                case 10 when state.Restrictions.Values.FirstOrDefault(r => r.Holds) is { } restriction:
                    return new(world.Worker, new FindUnfounded(restriction.Id, "no"));
                case 11: return new(Actor.System, new ProposeLead(world.New<Lead>(), LeadKind.SamePerson, child.Records[0], other.Records[0], 9, 0.9, LeadBand.Strong, []));
                case 12 or 13 when state.Leads.Values.FirstOrDefault(lead => lead.Status == LeadStatus.Open) is { } lead:
                    return new(world.Worker, new DecideLead(lead.Id, random.Next(2) == 0 ? LeadAnswer.Same : LeadAnswer.NotTheSame));
                case 14: return new(world.Teacher, new LinkPersons(child.Id, other.Id));
                case 15 when child.Linked is [var linked, ..]: return new(world.Teacher, new UnlinkPersons(child.Id, linked));
                case 16 when random.Next(3) == 0:
                    return new(world.Lawyer, new MakeDeclaration(world.New<Declaration>(), world.New<Record>(), world.New<Person>(), null, Named("Maria"), random.Next(2) == 0 ? Whereabouts.AtProcessingSite : Whereabouts.Released, [new(world.New<Record>(), child.Id, Named("Ana"), Kinship.Mother)]));
                case 17: return new(world.Coordinator, random.Next(3) == 0 ? new ReopenIncident() : new CloseIncident());
                case 18 when state.Receipts.Values.FirstOrDefault(receipt => receipt.AcknowledgedBy is null) is { } receipt:
                    return new(world.Colleague, new AcknowledgeReceipt(receipt.Id));
                case < 24: return new(Actor.System, new CarryOutExpiry());
            }

            // Mostly some release goes one step on, so that children come home.
            var open = state.Releases.Values.FirstOrDefault(release => release.Status == ReleaseStatus.Open);
            return open switch
            {
                null => new(world.Desk, new StartRelease(world.New<Release>(), child.Id, world.New<Record>(), world.New<Person>(), Named("Rosa Gomez"))),
                { Identity: null } => new(world.Desk, new SeeIdentity(open.Id, IdentitySeenBy.PhotoDocument)),
                { Right: null } => new(world.Desk, new ShowRight(open.Id, RightToCollect.CourtDocument, Guid.Empty, "order of the court")),
                { Answer: null } => new(world.Desk, new AskChild(open.Id, ChildSays.Yes)),
                { SecondPerson: null } => new(world.Secretary, new ConfirmAsSecondPerson(open.Id)),
                { Supervisor: null } => new(world.Principal, new ApproveAsSupervisor(open.Id)),
                _ when random.Next(4) == 0 => new(world.Desk, new AbandonRelease(open.Id)),
                _ => new(world.Desk, new CompleteRelease(open.Id)),
            };
        };

        Said Report() => new(world.Teacher, new ReportChild(
            world.New<Record>(), world.New<Person>(), Source.Intake, null, Named("Ana Lopez", random.Next(3, 15)), random.Next(4) == 0 ? new Situation.NotLocated() : new Situation.InOurCare(world.Gym)));
    }

    private static string? Wrong(World world, IncidentState before, Said said, Decision decision)
    {
        if (decision is not Decision.Accepted accepted)
        {
            return null;
        }

        // The writer of a large incident looks at a few records and what concerns them, and must find what a look at everything finds.
        if (said.Command is CarryOutExpiry && world.State.Records.Values.FirstOrDefault(
            record => !world.State.Expired.ContainsKey(record.Id) && new Expiry(world.State, [record]).Of(record) != new Expiry(world.State).Of(record)) is { } other)
        {
            return $"looked at alone it ends otherwise: {other.Id}";
        }

        foreach (var expired in accepted.Events.OfType<RecordsExpired>())
        {
            foreach (var id in expired.Records)
            {
                if (TooEarly(world, before, before.Records[id], expired.Reason) is { } why)
                {
                    return $"destroyed too early: {why}";
                }
            }
        }

        foreach (var expired in accepted.Events.OfType<PublicClaimExpired>())
        {
            if (before.Holds.Values.Any(hold => hold.LiftedBy is null && hold.People.IsEmpty) || LastContact(world, expired.Claim).AddDays(14) > world.Now)
            {
                return "a public claim ended too early";
            }
        }

        if (said.Command is CarryOutExpiry && !before.Holds.Values.Any(hold => hold.LiftedBy is null && hold.People.IsEmpty)
            && world.State.Claims.Values.Any(claim => claim.Words is not null && LastContact(world, claim.Id).AddDays(14) <= world.Now))
        {
            return "a public claim is there too late";
        }

        if (accepted.Events.OfType<IncidentClosed>().Any() && before.People.Values.Any(person => person.State is ChildState.InInterimCare or ChildState.LocatedUnaccompanied or ChildState.ReportedNotLocated))
        {
            return "closed over a child without family";
        }

        // All of a day's work fits into one batch here, so that after it nothing may be left.
        return said.Command is CarryOutExpiry
            ? world.State.Records.Values.Where(record => record.Details is not null && MustBeGone(world, world.State, record)).Select(record => $"record {record.Id} is there too late").FirstOrDefault()
            : null;
    }

    private static string? TooEarly(World world, IncidentState state, Record record, ExpiryReason reason)
    {
        var person = state.Find(record.Person)!;
        if (Held(state, person, record)) { return "it is held"; }
        if (reason == ExpiryReason.PublicClaim) { return "it is no public claim"; }
        if (state.Declarations.Values.Any(declaration => declaration.Record == record.Id)) { return "it is a declaration"; }
        if (Restricted(state, person)) { return "a restriction is about it"; }
        if (MayBeAChildWithoutFamily(state, person)) { return "it may be a child without family"; }
        if (person.Child is not null)
        {
            return HomeSince(world, state, person) is not { } home ? "the child is not with family" : home.AddDays(7) > world.Now ? "not seven days at home" : null;
        }

        var claimed = state.Releases.Values.Where(release => state.Find(state.Records[release.Claimant].Person)!.Id == person.Id).Select(release => state.Find(release.Child)!).ToList();
        return claimed.Count == 0 ? "an adult without a child"
            : claimed.Any(child => HomeSince(world, state, child) is not { } home || home.AddDays(7) > world.Now) ? "a child of theirs is not seven days at home" : null;
    }

    private static bool MayBeAChildWithoutFamily(IncidentState state, Person person) => state.Leads.Values.Any(lead =>
        lead.Kind == LeadKind.SamePerson && (lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet)
        && (state.Find(state.Records[lead.Left].Person)!, state.Find(state.Records[lead.Right].Person)!) is var (left, right) && left.Id != right.Id
        && ((left.Id == person.Id && IsWithoutFamily(right)) || (right.Id == person.Id && IsWithoutFamily(left))));

    private static bool IsWithoutFamily(Person person) => person.State is ChildState.InInterimCare or ChildState.LocatedUnaccompanied or ChildState.ReportedNotLocated;

    // Only what is beyond doubt: a child at home for seven days and a claim without contact, and nobody said anything against it.
    private static bool MustBeGone(World world, IncidentState state, Record record)
    {
        var person = state.Find(record.Person)!;
        return !Held(state, person, record) && !Restricted(state, person) && !state.Leads.Values.Any(lead => (lead.Status is LeadStatus.Open or LeadStatus.CannotTellYet) && new[] { lead.Left, lead.Right }.Any(id => state.Find(state.Records[id].Person)!.Id == person.Id))
            && person.Child is { Alarm: false } && HomeSince(world, state, person) is { } home && home.AddDays(7) <= world.Now;
    }

    private static bool Held(IncidentState state, Person person, Record record) =>
        state.Holds.Values.Any(hold => hold.LiftedBy is null && (hold.People.IsEmpty || hold.People.Contains(record.Person) || hold.People.Any(id => state.Find(id)!.Id == person.Id)));

    private static bool Restricted(IncidentState state, Person person) => state.Restrictions.Values.Any(restriction => restriction.Status == RestrictionStatus.Active
        && (state.Find(restriction.Child)!.Id == person.Id || (restriction.AgainstRecord is { } barred && state.Find(state.Records[barred].Person)!.Id == person.Id)));

    private static DateTimeOffset LastContact(World world, Id<PublicClaim> claim) =>
        world.History.Where(one => one.Event is PublicClaimReceived or PublicClaimContacted && ((PublicClaimEvent)one.Event).Claim == claim).Max(one => one.Stamp.Recorded);

    // The last time one of the records of this child was handed over, if no other record of it says otherwise.
    private static DateTimeOffset? HomeSince(World world, IncidentState state, Person child)
    {
        if (child.State != ChildState.WithParentOrVerifiedCaregiver)
        {
            return null;
        }

        return world.History.Where(one => one.Event is ReleaseCompleted e && e.Person == child.Id && one.Stamp.Position <= state.Position).Max(one => (DateTimeOffset?)one.Stamp.Recorded);
    }
}
