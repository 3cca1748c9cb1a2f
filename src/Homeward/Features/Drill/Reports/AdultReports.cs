using System.Collections.Immutable;
using Homeward.Domain;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Reports;

/// <summary>
/// What is reported about the detained adults of one household: the lists of the worksites, the processing site, what
/// they declare there, legal aid by telephone.
/// </summary>
internal sealed class AdultReports(Stage stage, NoiseLevels noise, SeededRandom random, Household home, Account account)
{
    private const double ListedAtWorksite = 0.9, ListGoesAlong = 0.7, SeenAtProcessing = 0.95, LeavingReported = 0.92, SecondDeclaration = 0.15,
        AtHomeEstablished = 0.65;

    /// <summary>Persons under which a parent is on record already; a release desk may know them by it.</summary>
    public Dictionary<TruePerson, (Id<Person> Person, Id<Record> Record)> Known { get; } = [];

    public IEnumerable<Act> Acts() => home.Detained.SelectMany(OfAdult);

    private IEnumerable<Act> OfAdult(DetainedAdult adult)
    {
        var acts = new List<Act>();
        var person = New();
        if (random.Chance(ListedAtWorksite)) { Listed(acts, adult, person); }

        if (adult.AtSiteAt is { } atSite)
        {
            if (acts.Count == 0 || !random.Chance(ListGoesAlong)) { person = New(); }

            if (random.Chance(SeenAtProcessing)) { AtProcessingSite(acts, adult, person, atSite); }

            if (adult.DeclaresChildren && home.Children.Count > 0) { Declares(acts, adult, person, atSite); }
        }

        if (acts.Count > 0) { Leaves(acts, adult); }

        return acts;
    }

    private void Listed(List<Act> acts, DetainedAdult adult, Ids ids)
    {
        var (desk, place) = (Desk.Worksite(home.Worksite.Place), stage.Place(home.Worksite.Place));
        acts.Add(Say(adult.EncounteredAt, Later(adult.EncounteredAt, 20, 150), desk, Role.Intake, Adult(adult, ids, Source.WorksiteList, place, Whereabouts.Encountered), adult, ids));
        if (adult.InTransportAt is { } left && random.Chance(0.6))
        {
            acts.Add(Say(left, After(acts, left, 5, 60), desk, Role.Intake, new ReportWhereabouts(ids.Person, Whereabouts.InTransport, null), adult));
        }

        Known[adult.Person] = (ids.Person, ids.Record);
    }

    private void AtProcessingSite(List<Act> acts, DetainedAdult adult, Ids ids, int atSite)
    {
        var site = stage.Place("P1");
        var isNew = !Known.TryGetValue(adult.Person, out var known) || known.Person != ids.Person;
        Command command = isNew
            ? Adult(adult, ids, Source.Intake, site, Whereabouts.AtProcessingSite)
            : new ReportWhereabouts(ids.Person, Whereabouts.AtProcessingSite, site);
        acts.Add(Say(atSite, After(acts, atSite, 15, 120), Desk.ProcessingSite, Role.Intake, command, adult, isNew ? ids : null));
        Known[adult.Person] = (ids.Person, ids.Record);
    }

    private void Declares(List<Act> acts, DetainedAdult adult, Ids ids, int atSite)
    {
        // A parent is asked once processing has begun at noon, some of them hours later.
        var at = Math.Min(Math.Max(atSite, 240) + random.Around(5, 300), adult.LeftAt - 10);
        var declaration = Declaration(acts, adult, ids, at, After(acts, at, 5, 45), Desk.ProcessingSite, Role.Intake, stage.Place("P1"));
        acts.Add(declaration);
        if (home.ParentsAtLarge.Count > 0 && random.Chance(AtHomeEstablished)) { AtHome(acts, declaration); }

        if (random.Chance(SecondDeclaration))
        {
            var call = at + random.Between(30, 400);
            acts.Add(Declaration(acts, adult, New(), call, After(acts, call, 5, 60), Desk.LegalAid, Role.LegalAid, null));
        }
    }

    /// <summary>Somebody rings the family: the children are with the other parent, and were all along.</summary>
    private void AtHome(List<Act> acts, Report declaration)
    {
        var call = Math.Max(declaration.Learned + random.Around(30, 900), 25 * 60);
        acts.AddRange(((MakeDeclaration)declaration.Command).Children.Select(child => new Report(
            call, call + random.Between(1, 20), Desk.Coordination, random.NextId(), Role.Coordinator, new SetNotCounted(child.Child, NotCounted.NeverSeparated), [])));
    }

    private Report Declaration(List<Act> acts, DetainedAdult adult, Ids ids, int at, int learned, Desk desk, Role role, Id<Place>? place)
    {
        var mother = adult.Person.Part == Part.Mother;
        ImmutableArray<Collector> collectors =
        [
            .. home.ParentsAtLarge.Select(p => new Collector(account.FullName(p), p.Part == Part.Mother ? Kinship.Mother : Kinship.Father, p.Phone)),
            .. home is { Kin: { } kin, KinHasRight: true } ? [new Collector(account.FullName(kin), Kinship.AuntOrUncle, kin.Phone)] : Array.Empty<Collector>(),
        ];
        var children = home.Children.Select(c => (Child: c, Record: new Id<Record>(random.NextId()), Person: new Id<Person>(random.NextId()))).ToArray();
        var record = acts.Count > 0 ? new Id<Record>(random.NextId()) : ids.Record;
        var command = new MakeDeclaration(
            new(random.NextId()), record, ids.Person, place, account.OfAdult(adult.Person, home.Worksite.Town, withBirthDate: true),
            place is null ? null : Whereabouts.AtProcessingSite,
            [.. children.Select(c => new DeclaredChild(
                c.Record, c.Person, account.ByTheFamily(home, c.Child.Person) with { Collectors = collectors, School = random.Chance(0.5) ? c.Child.School?.Name : null },
                mother ? Kinship.Mother : Kinship.Father, ChildNeeds.Of(random, c.Child.Person.AgeOn(account.Day))))]);
        return new(at, learned, desk, random.NextId(), role, command, [new(record, adult.Person.Id), .. children.Select(c => new About(c.Record, c.Child.Person.Id))]);
    }

    private void Leaves(List<Act> acts, DetainedAdult adult)
    {
        if (!Known.TryGetValue(adult.Person, out var known) || !random.Chance(LeavingReported)) { return; }

        var (whereabouts, place, desk) = adult.Fate switch
        {
            Fate.NotTransported => (Whereabouts.NotTransported, home.Worksite.Place, Desk.Worksite(home.Worksite.Place)),
            Fate.ReleasedAtNight => (Whereabouts.Released, home.Worksite.Place, Desk.ProcessingSite),
            _ => (Whereabouts.HeldMoved, "D1", Desk.ProcessingSite),
        };
        acts.Add(Say(adult.LeftAt, After(acts, adult.LeftAt, 10, 120), desk, Role.Intake, new ReportWhereabouts(known.Person, whereabouts, stage.Place(place)), adult));
    }

    private ReportAdult Adult(DetainedAdult adult, Ids ids, Source source, Id<Place> place, Whereabouts whereabouts) =>
        new(ids.Record, ids.Person, source, place, account.OfAdult(adult.Person, source == Source.Intake ? home.Worksite.Town : null, source == Source.Intake), whereabouts);

    private Report Say(int happened, int learned, Desk desk, Role role, Command command, DetainedAdult adult, Ids? madeRecord = null) =>
        new(happened, learned, desk, random.NextId(), role, command, madeRecord is { } ids ? [new(ids.Record, adult.Person.Id)] : []);

    private Ids New() => new(new(random.NextId()), new(random.NextId()));

    private int Later(int minute, int low, int high) =>
        minute + random.Around(low, high) + (random.Chance(noise.ReportedLate) ? random.Between(180, 720) : 0);

    // Nothing is reported of somebody before they are on record.
    private int After(List<Act> acts, int minute, int low, int high) =>
        Math.Max(Later(minute, low, high), acts.Count == 0 ? 0 : acts.Max(a => a.Learned) + 1);

    private readonly record struct Ids(Id<Person> Person, Id<Record> Record);
}
