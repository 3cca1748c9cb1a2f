using System.Collections.Immutable;

namespace Homeward.Domain.Tests;

/// <summary>What tests say often, in the words of the field.</summary>
public static class Stories
{
    public static PersonDetails Named(string name, int? age = null) => new() { NameAsSaid = name, Age = age is { } years ? new Age(years) : null };

    public static Id<Record> RecordOf(this World world, Id<Person> person) => world.State.People[person].Records[0];

    public static ChildFacts Child(this World world, Id<Person> person) => world.State.Find(person)!.Child!;

    public static ChildState? StateOf(this World world, Id<Person> person) => world.State.People[person].State;

    /// <summary>A child somebody reports, by default as missing.</summary>
    public static Id<Person> Reported(this World world, Actor? by = null, Situation? as_ = null, string name = "Ana Lopez", int? age = 8, int minutesAgo = 0)
    {
        var person = world.New<Person>();
        world.Accept(
            by ?? world.Teacher,
            new ReportChild(world.New<Record>(), person, Source.Intake, null, Named(name, age), as_ ?? new Situation.NotLocated()), minutesAgo);
        return person;
    }

    /// <summary>One more report about a child already known.</summary>
    public static void Reported(this World world, Id<Person> known, Actor by, Situation situation, int minutesAgo = 0) =>
        world.Accept(by, new ReportChild(world.New<Record>(), known, Source.Intake, null, Named("Ana"), situation), minutesAgo);

    /// <summary>A child in the school's care.</summary>
    public static Id<Person> AtSchool(this World world, string name = "Ana Lopez", int? age = 8) =>
        world.Reported(world.Teacher, new Situation.InOurCare(world.Gym), name, age);

    /// <summary>A child in the shelter's care.</summary>
    public static Id<Person> AtShelter(this World world, string name = "Ana Lopez", int? age = 8) =>
        world.Reported(world.Volunteer, new Situation.InOurCare(world.Beds), name, age);

    public static Id<Person> OnRoll(this World world, string name = "Ana Lopez", params Collector[] collectors)
    {
        var person = world.New<Person>();
        world.Accept(world.Secretary, new ExpectOnRoll(world.Gym, world.New<Record>(), person, Named(name, 8) with { Collectors = [.. collectors] }));
        return person;
    }

    public static Id<Person> Adult(this World world, string name, Whereabouts? whereabouts = null, Actor? by = null)
    {
        var person = world.New<Person>();
        world.Accept(by ?? world.Teacher, new ReportAdult(world.New<Record>(), person, Source.Intake, null, Named(name), whereabouts));
        return person;
    }

    /// <summary>A held mother's declaration that names one known child and who may collect.</summary>
    public static (Id<Declaration> Declaration, Id<Person> Mother) Declared(
        this World world, Id<Person> child, string mother = "Maria Lopez", string collector = "Rosa Gomez", Whereabouts? whereabouts = Whereabouts.AtProcessingSite)
    {
        var (declaration, adult) = (world.New<Declaration>(), world.New<Person>());
        world.Accept(world.Lawyer, new MakeDeclaration(
            declaration, world.New<Record>(), adult, null, Named(mother), whereabouts,
            [new(world.New<Record>(), child, Named("Ana") with { Collectors = [new(collector)] }, Kinship.Mother)]));
        return (declaration, adult);
    }

    /// <summary>An attempt of the school's desk, nothing done yet.</summary>
    public static Id<Release> Started(this World world, Id<Person> child, string claimant = "Rosa Gomez", Actor? by = null)
    {
        var release = world.New<Release>();
        world.Accept(by ?? world.Desk, new StartRelease(release, child, world.New<Record>(), world.New<Person>(), Named(claimant)));
        return release;
    }

    /// <summary>An attempt with all the evidence of an ordinary release; only the last step is left.</summary>
    public static Id<Release> Ready(this World world, Id<Person> child, string claimant = "Rosa Gomez")
    {
        var (declaration, _) = world.Declared(child, collector: claimant);
        var release = world.Started(child, claimant);
        world.Accept(world.Desk, new SeeIdentity(release, IdentitySeenBy.PhotoDocument));
        world.Accept(world.Desk, new ShowRight(release, RightToCollect.DeclaredByParent, declaration.Value));
        world.Accept(world.Desk, new AskChild(release, ChildSays.Yes));
        world.Accept(world.Secretary, new ConfirmAsSecondPerson(release));
        return release;
    }

    public static void Released(this World world, Id<Person> child, string claimant = "Rosa Gomez") =>
        world.Accept(world.Desk, new CompleteRelease(world.Ready(child, claimant)));

    public static Id<Restriction> Restricted(this World world, Id<Person> child, string? name, Actor? by = null, string? court = null)
    {
        var restriction = world.New<Restriction>();
        world.Accept(by ?? world.Hotline, new RaiseRestriction(
            restriction, child, RestrictionKind.ReportedDanger, null,
            name is null ? null : new BarredAdult(world.New<Person>(), world.New<Record>(), Named(name)), court, "said on the phone"));
        return restriction;
    }

    /// <summary>What the gate says of an attempt now.</summary>
    public static ReleaseGate.Answer Gate(this World world, Id<Release> release) => ReleaseGate.Check(world.State, world.State.Releases[release], world.Now);

    public static ImmutableArray<ReleaseGate.Evidence> Missing(this World world, Id<Release> release) =>
        world.Gate(release) is ReleaseGate.Answer.Missing missing ? missing.Evidence : [];

    public static ImmutableArray<ReleaseGate.HoldKind> Holds(this World world, Id<Release> release) =>
        world.Gate(release) is ReleaseGate.Answer.NotYet notYet ? [.. notYet.Holds.Select(h => h.Kind)] : [];
}
