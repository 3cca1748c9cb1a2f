using Homeward.Domain;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Reports;

/// <summary>
/// What is reported about the children of one household: each leg of a child's true path is noticed by somebody, or by
/// nobody, and each desk goes on with the record it has or makes a new one.
/// </summary>
internal sealed class ChildReports(World world, Stage stage, NoiseLevels noise, SeededRandom random, Household home, Account account, AdultReports adults)
{
    // Invented shares of what comes to anybody's ears. Legal fiction of the scenario: whoever holds a child for an
    // organisation always puts it on record; private people call if they know whom to call.
    private const double SeenAloneReported = 0.45, CaregiverReported = 0.75, BusDriverReports = 0.25, NotSeenAtNight = 0.6, CollectedMarked = 0.85,
        VisitedNextDay = 0.8, KinSearches = 0.3, NotAffectedReported = 0.4, NotAffectedSortedOut = 0.6, SchoolSendsRoll = 0.85;

    private const int OldEnoughToAnswer = 5;

    private const int SchoolsPhoned = 13 * 60, NextDayVisits = 27 * 60, NextDayEnds = 37 * 60;

    private readonly List<Act> _acts = [];
    private readonly List<(Desk Desk, int At, TruePerson Claimant, List<ChildFile> Files)> _asked = [];
    private readonly Callers _callers = new(random, home, account, adults);

    public List<Act> Acts()
    {
        var files = home.Children.Select(c => new ChildFile(c)).ToArray();
        foreach (var file in files)
        {
            EnterOnRoll(file);
            for (var i = 0; i < file.Child.Legs.Count; i++) { Notice(file, i); }

            if (file.Child.Legs.Count == 0) { NotAffected(file); }
        }

        if (home.Kin is not null && files.Any(f => f.Child.Legs.Any(l => l.With == WithWhom.Nobody)) && random.Chance(KinSearches)) { Search(home.Kin); }

        foreach (var (desk, at, claimant, wanted) in _asked) { AskFor(desk, at, claimant, wanted); }

        return _acts;
    }

    private void EnterOnRoll(ChildFile file)
    {
        if (file.Child.School is not { } school || !SeededRandom.For(world.Seed, $"roll of {school.Id}").Chance(SchoolSendsRoll)) { return; }

        var at = 390 + SeededRandom.For(world.Seed, $"roll time of {school.Id}").Below(25);
        file.Roll = (new(random.NextId()), new(random.NextId()));
        var said = account.ByTheBook(home, file.Child.Person) with { School = school.Name, Collectors = OnTheRoll() };
        Add(at, at + 1, Desk.School(school.Id), Role.Roll, new ExpectOnRoll(stage.Place(school.Id), file.Roll.Value.Record, file.Roll.Value.Person, said),
            new About(file.Roll.Value.Record, file.Child.Person.Id));
        file.LastLearned = at + 1;
    }

    private System.Collections.Immutable.ImmutableArray<Collector> OnTheRoll() =>
    [
        .. home.Parents.Select(p => new Collector(account.FullName(p), Callers.KinshipOf(p), p.Phone)),
        .. home is { Kin: { } kin, KinHasRight: true } ? [new Collector(account.FullName(kin), Kinship.AuntOrUncle, kin.Phone)] : Array.Empty<Collector>(),
    ];

    private void Notice(ChildFile file, int index)
    {
        var leg = file.Child.Legs[index];
        var until = index + 1 < file.Child.Legs.Count ? file.Child.Legs[index + 1].From : Scenario.LengthMinutes;
        switch (leg.With)
        {
            case WithWhom.School: AtSchool(file, leg, until); break;
            case WithWhom.Bus when random.Chance(BusDriverReports): SeenAlone(file, leg.From + 20, Desk.School(file.Child.School!.Id), Role.Roll, driver: true); break;
            case WithWhom.Nobody: Alone(file, leg, until); break;
            case WithWhom.Neighbour: WithPrivate(file, leg, home.Neighbour); break;
            case WithWhom.Kin: WithPrivate(file, leg, home.Kin!); break;
            case WithWhom.Gym or WithWhom.Hospital or WithWhom.ChildProtection: AtDesk(file, leg, Desk.At(leg.Place!)); break;
            case WithWhom.Parent: BackWithParent(file, leg); break;
            case WithWhom.KinVerified: CollectedBy(file, leg.From, home.Kin!); break;
            case WithWhom.NobodyKnows: Left(file, leg); break;
            case WithWhom.NeverSeparated: NeverSeparated(file, leg); break;
        }
    }

    private void AtSchool(ChildFile file, Leg leg, int until)
    {
        var school = file.Child.School!;
        var from = Math.Max(leg.From, school.EndsAtMinute);

        // During school hours nobody there knows. Afterwards a child who is still there is put on record.
        if (until <= from + 5) { return; }

        TakeIn(file, from, Later(file, from, 10, 60), Desk.School(school.Id));
    }

    private void TakeIn(ChildFile file, int at, int learned, Desk desk)
    {
        if (file.Roll is { } roll && desk.Place == file.Child.School?.Id)
        {
            Add(at, learned, desk, Role.Roll, new MarkRoll(roll.Person, stage.Place(desk.Place!), RollMark.Here));
            file.Person = roll.Person;
        }
        else
        {
            var person = new Id<Person>(random.NextId());
            var said = desk.Organisation == "O2" ? account.ByTheFamily(home, file.Child.Person) : account.ByTheChild(home, file.Child.Person);
            Report(file, at, learned, desk, Role.Intake, person, said, Source.Intake, new Situation.InOurCare(stage.Place(desk.Place!)));
            file.Person = person;
        }

        (file.HeldBy, file.WithCaregiver, file.LastLearned) = (desk, false, learned);
        if (file.Child.Person.AgeOn(account.Day) >= OldEnoughToAnswer)
        {
            _acts.AddRange(SealedByChildren.Sealed(file.Person.Value, at, learned, desk));
        }
    }

    private void Alone(ChildFile file, Leg leg, int until)
    {
        // The list says "went by bus", which somebody may write down as collected; or the evening's check finds nobody home.
        if (file.Roll is { } roll && file.Child.School is { } school)
        {
            var wrong = random.Chance(noise.WrongMark);
            if (wrong || random.Chance(NotSeenAtNight))
            {
                var at = wrong ? school.EndsAtMinute + random.Between(10, 60) : SchoolsPhoned + random.Between(5, 75);
                Add(at, at + random.Between(1, 20), Desk.School(school.Id), Role.Roll,
                    new MarkRoll(roll.Person, stage.Place(school.Id), wrong ? RollMark.Collected : RollMark.NotSeen));
            }
        }

        if (until - leg.From > 10 && random.Chance(SeenAloneReported))
        {
            SeenAlone(file, random.Between(leg.From + 5, until - 1), Desk.Hotline, Role.Hotline, driver: false);
            if (random.Chance(noise.ReportedTwice)) { SeenAlone(file, random.Between(leg.From + 5, until - 1), Desk.Hotline, Role.Hotline, driver: false); }
        }
    }

    private void SeenAlone(ChildFile file, int at, Desk desk, Role role, bool driver)
    {
        var person = new Id<Person>(random.NextId());
        var said = account.ByAnOnlooker(home, file.Child.Person, knowsTheFamily: driver || random.Chance(0.6));
        var learned = Later(file, at, 5, 70);
        Report(file, at, learned, desk, role, person, said, Source.Sighting, new Situation.SeenAlone(desk.Place is null ? null : stage.Place(desk.Place)));
        if (file.HeldBy is null && file.Person is null) { (file.Person, file.LastLearned) = (person, learned); }
    }

    private void WithPrivate(ChildFile file, Leg leg, TruePerson caregiver)
    {
        // In the morning a sitter has the child as on any day; the call comes when nobody fetches it.
        var from = Math.Max(leg.From, 450);
        if (!random.Chance(CaregiverReported)) { return; }

        var learned = Later(file, from, 30, 200);
        var kin = caregiver.Part == Part.Kin;
        var said = kin ? account.ByTheFamily(home, file.Child.Person) : account.ByAnOnlooker(home, file.Child.Person, knowsTheFamily: true);
        Private(file, from, learned, caregiver, said, file.HeldBy is not null || random.Chance(noise.NewRecordAtHandover));
        if (random.Chance(noise.ReportedTwice))
        {
            // Aunt and neighbour both call; the second call becomes a person of its own.
            Report(file, from, Later(file, from, 30, 300), Desk.LegalAid, Role.LegalAid, new(random.NextId()), account.ByTheFamily(home, file.Child.Person), Source.PhoneCall, new Situation.NotLocated());
        }
    }

    private void Private(ChildFile file, int at, int learned, TruePerson caregiver, PersonDetails said, bool asNew)
    {
        var person = asNew || file.Person is null ? new Id<Person>(random.NextId()) : file.Person.Value;
        var (adult, record, details) = _callers.Introduce(caregiver);
        Report(file, at, learned, Desk.Hotline, Role.Hotline, person, said, Source.PhoneCall, new Situation.WithCaregiver(adult, record, details), new About(record, caregiver.Id));
        (file.Person, file.HeldBy, file.WithCaregiver, file.LastLearned) = (person, null, true, learned);
    }

    private void AtDesk(ChildFile file, Leg leg, Desk desk)
    {
        var handedOver = file.Person is not null && (file.HeldBy is not null || file.WithCaregiver) && !random.Chance(desk == Desk.Gym ? noise.NewRecordAtHandover : 0);
        if (handedOver) { HandOver(file, leg.From, desk); }
        else { TakeIn(file, leg.From, Later(file, leg.From, 5, 75), desk); }

        if (desk == Desk.Gym) { AtTheGym(file); }
    }

    /// <summary>The two stories in which somebody asks who must not get the child.</summary>
    private void AtTheGym(ChildFile file)
    {
        if (home.Other is not { } other) { return; }

        var at = Math.Max(random.Around(750, 870), file.LastLearned + 10);
        if (other.Part == Part.RestrictedParent)
        {
            var (person, record, said) = _callers.Introduce(other);
            Add(at - 5, at, Desk.Gym, Role.Supervisor,
                new RaiseRestriction(new(random.NextId()), file.Person!.Value, RestrictionKind.CourtOrder, null, new(person, record, said), null, "The mother's sister says on the phone that a judge has ruled."),
                new About(record, other.Id));
            file.LastLearned = at;
        }

        Ask(Desk.Gym, at + random.Between(15, 60), other, file);
    }

    private void HandOver(ChildFile file, int at, Desk to)
    {
        var giver = file.HeldBy ?? to;
        var offered = Later(file, at - 20, 0, 15);
        var offer = new Id<Offer>(random.NextId());
        var holder = new Homeward.Domain.Holder(stage.Organisation(to.Organisation), stage.Place(to.Place!));
        Add(Math.Max(0, at - 20), offered, giver, RoleThatHands(giver), new OfferTransfer(file.Person!.Value, offer, holder));
        var accepted = Math.Max(offered + random.Between(10, 50), at);
        Add(at, accepted, to, Role.Supervisor, new AcceptTransfer(file.Person.Value, offer));
        (file.HeldBy, file.WithCaregiver, file.LastLearned) = (to, false, accepted);
    }

    // Child protection has one kind of worker; elsewhere those who take in also hand over.
    private static Role RoleThatHands(Desk desk) => desk == Desk.ChildProtection ? Role.ChildProtection : desk.Organisation == "O2" ? Role.Roll : Role.Intake;

    private void BackWithParent(ChildFile file, Leg leg)
    {
        if (home.FirstFree?.Person is { } parent) { CollectedBy(file, leg.From, parent); }
    }

    private void CollectedBy(ChildFile file, int at, TruePerson claimant)
    {
        // A child who never left the school's door after lessons is put on record so that it can be handed over.
        if (file.Person is null && claimant.Part == Part.Kin && file.Child.School is { } school && at < school.EndsAtMinute + 120)
        {
            TakeIn(file, school.EndsAtMinute, Math.Min(school.EndsAtMinute + 9, at), Desk.School(school.Id));
        }

        if (file.Person is null || file.Collected) { return; }

        if (file.HeldBy is { } desk)
        {
            file.Collected = true;
            Ask(desk, Math.Max(at, file.LastLearned + 5), claimant, file);
        }
        else if (file.WithCaregiver && random.Chance(VisitedNextDay))
        {
            file.Collected = true;
            // From a neighbour's house nobody signs anything in the night. Child protection comes by the next day.
            Ask(Desk.ChildProtection, Math.Max(random.Around(NextDayVisits, NextDayEnds), file.LastLearned + 5), claimant, file);
        }
    }

    private void Ask(Desk desk, int at, TruePerson claimant, ChildFile file)
    {
        // One adult asks for all the children that are at one desk, once.
        var known = _asked.FindIndex(a => a.Desk == desk && a.Claimant == claimant && Math.Abs(a.At - at) <= 240);
        if (known < 0)
        {
            _asked.Add((desk, at, claimant, [file]));
            return;
        }

        var (_, first, _, files) = _asked[known];
        files.Add(file);
        _asked[known] = (desk, Math.Max(first, at), claimant, files);
    }

    private void AskFor(Desk desk, int at, TruePerson claimant, List<ChildFile> files)
    {
        // An aunt without any document is turned away first, and comes back with somebody who can tell what to ask her.
        if (home.Story == Story.AuntWithoutDocuments && claimant.Part == Part.Kin)
        {
            _acts.Add(ReleaseScenes.Sought(random, _callers, account.Day, home, desk, at, claimant, files, prepared: false));
            at += random.Between(35, 90);
        }

        _acts.Add(ReleaseScenes.Sought(random, _callers, account.Day, home, desk, at, claimant, files, prepared: true));
    }

    private void Left(ChildFile file, Leg leg)
    {
        if (file.Person is not { } person || file.HeldBy is not { } desk) { return; }

        var learned = Later(file, leg.From, 10, 40);
        Add(leg.From, learned, desk, Role.Supervisor, new ReportLeftOutsideGate(person, random.Chance(0.5) ? LeftHow.Ran : LeftHow.NotFoundAtCheck, "Not in the hall at the evening check."));
        (file.HeldBy, file.LastLearned) = (null, learned);
    }

    private void NeverSeparated(ChildFile file, Leg leg)
    {
        if (file.Roll is { } roll && leg.From < 400 && random.Chance(CollectedMarked))
        {
            var at = file.Child.School!.EndsAtMinute + random.Between(5, 40);
            Add(at, at + random.Between(5, 60), Desk.School(file.Child.School.Id), Role.Roll, new MarkRoll(roll.Person, stage.Place(file.Child.School.Id), RollMark.Collected));
        }

        // Back from an hour before a locked door: whoever keeps the count hears of it the next day.
        if (leg.From > 400 && file.Person is { } person && file.HeldBy is null && !file.WithCaregiver && random.Chance(NotAffectedSortedOut))
        {
            var at = random.Around(NextDayVisits, NextDayEnds);
            Add(leg.From, Math.Max(at, file.LastLearned + 1), Desk.Coordination, Role.Coordinator, new SetNotCounted(person, NotCounted.NeverSeparated));
        }
    }

    private void NotAffected(ChildFile file)
    {
        if (file.Roll is { } roll)
        {
            var at = file.Child.School!.EndsAtMinute + random.Between(5, 40);
            Add(at, at + random.Between(5, 60), Desk.School(file.Child.School.Id), Role.Roll, new MarkRoll(roll.Person, stage.Place(file.Child.School.Id), RollMark.Collected));
        }

        if (home.Kind != HouseholdKind.NotAffected || !random.Chance(NotAffectedReported)) { return; }

        SeenAlone(file, random.Around(460, 620), Desk.Hotline, Role.Hotline, driver: false);
        if (file.Person is { } person && random.Chance(NotAffectedSortedOut))
        {
            var at = random.Around(NextDayVisits, NextDayEnds);
            Add(at, at + 5, Desk.Coordination, Role.Coordinator, new SetNotCounted(person, NotCounted.ParentsNotAffected));
        }
    }

    private void Search(TruePerson kin)
    {
        var at = random.Around(520, 800);
        foreach (var child in home.Children)
        {
            var (person, record, said) = _callers.Introduce(kin);
            var sought = new Id<Record>(random.NextId());
            Add(at, at + random.Between(5, 40), Desk.Hotline, Role.Hotline,
                new RequestTracing(new(random.NextId()), record, person, said, sought, new(random.NextId()), PersonKind.Child, account.ByTheFamily(home, child.Person), Kinship.AuntOrUncle),
                new About(record, kin.Id), new About(sought, child.Person.Id));
        }
    }

    private void Report(ChildFile file, int at, int learned, Desk desk, Role role, Id<Person> person, PersonDetails said, Source source, Situation situation, params About[] also)
    {
        var record = new Id<Record>(random.NextId());
        var needs = source == Source.Intake ? ChildNeeds.Of(random, file.Child.Person.AgeOn(account.Day)) : Needs.None;
        Add(at, learned, desk, role, new ReportChild(record, person, source, desk.Place is null ? null : stage.Place(desk.Place), said, situation, needs),
            [new About(record, file.Child.Person.Id), .. also]);
    }

    private void Add(int at, int learned, Desk desk, Role role, Command command, params About[] about) =>
        _acts.Add(new Report(at, Math.Max(at, learned), desk, random.NextId(), role, command, about));

    private int Later(ChildFile file, int at, int low, int high) => Math.Max(
        at + random.Around(low, high) + (random.Chance(noise.ReportedLate) ? random.Between(180, 720) : 0),
        file.LastLearned + 1);
}
