using System.Globalization;
using System.Text;
using Homeward.Domain;
using Homeward.Tests.Support;
using Homeward.Tests.Web;

namespace Homeward.Tests.Features.Browser;

/// <summary>
/// A town in which every page has something to show: long names, more children than fit on a page, a hand-over at each of
/// its steps, an offer, an alarm, a restriction, a lead, a list half brought in. What stands in an address is found here.
/// </summary>
public sealed class FullTown
{
    // One name of many parts, and one that has no place to break.
    private const string LongName = "María de los Ángeles Guadalupe Montemayor y Goicoechea de la Santísima Trinidad";
    private const string UnbrokenName = "Xochitlquetzallicoatepetlmontemayorgoicoechea";

    private readonly Dictionary<string, string[]> values = [];

    public required Town Town { get; init; }

    /// <summary>People of several organisations and roles; a page is looked at by the first who may open it.</summary>
    public IReadOnlyList<Worker> Workers { get; private set; } = [];

    /// <summary>Addresses besides the first of each route: other steps, other kinds of people, filters, mistakes in the address.</summary>
    public IReadOnlyList<string> More { get; private set; } = [];

    /// <summary>What can stand in an address for each of its parameters, and behind it for the pages that need more.</summary>
    public IReadOnlyDictionary<string, string[]> Values => values;

    public static async Task<FullTown> BuildAsync(Town town)
    {
        var full = new FullTown { Town = town };
        await full.BuildAsync();
        return full;
    }

    private async Task BuildAsync()
    {
        var supervisor = await Town.WorkerAsync(Role.Supervisor, Town.School, "Every");
        var colleague = await Town.WorkerAsync(Role.Roll, Town.School, "Every");
        var shelter = await Town.WorkerAsync(Role.Supervisor, Town.Shelter, "Every");
        var coordinator = await Town.WorkerAsync(Role.Coordinator, Town.ChildProtection, "Every");
        var officer = await Town.WorkerAsync(Role.ChildProtection, Town.ChildProtection, "Every");
        var administrator = await Town.WorkerAsync(Role.Administrator, Town.ChildProtection, "Every");
        var second = await Town.WorkerAsync(Role.ChildProtection, Town.ChildProtection, "Every second");
        var lawyer = await Town.WorkerAsync(Role.LegalAid, Town.LegalAid, "Every");
        var privacy = await Town.WorkerAsync(Role.PrivacyOfficer, Town.ChildProtection, "Every");
        var hotline = await Town.WorkerAsync(Role.Hotline, Town.School, "Every");
        var intake = await Town.WorkerAsync(Role.Intake, Town.School, "Every");
        var desk = await Town.WorkerAsync(Role.Release, Town.School, "Every");

        // The town is an exercise, whose people let nobody in; somebody of an organisation outside of it does.
        var county = await Town.WorkerAsync(Role.Administrator, new(New<Organisation>(), "County Emergency Management", OrganisationKind.Other), "Every county");
        Workers = [supervisor, coordinator, officer, second, administrator, lawyer, privacy, hotline, intake, desk, colleague, county];

        await ChildrenOnTheRollAsync(colleague, 60);
        var agency = await AgenciesAsync(coordinator);
        var restricted = await Town.ChildInCareAsync(supervisor, Town.Classroom, LongName, "Maria Lopez");
        await Town.SubmitAsync(supervisor.Actor,
            new RaiseRestriction(New<Restriction>(), restricted.Id, RestrictionKind.ReportedDanger, null, Barred(UnbrokenName), null, "She was seen at the gate twice."));
        var (adult, declaration) = await DeclarationAsync(supervisor);
        var offeredHere = await OfferedAsync(shelter, Town.Gym, Town.School, Town.Classroom);
        var offeredAway = await OfferedAsync(supervisor, Town.Classroom, Town.Shelter, Town.Gym);
        var gone = await Town.ChildInCareAsync(supervisor, Town.Classroom, Town.AName("Gael"));
        await Town.SubmitAsync(supervisor.Actor, new ReportLeftOutsideGate(gone.Id, LeftHow.NotFoundAtCheck, "At the count at four."));
        var uncounted = await ReportedAsync(supervisor, UnbrokenName);
        await Town.SubmitAsync(supervisor.Actor, new SetNotCounted(uncounted.Id, NotCounted.ParentsNotAffected));
        var missing = await ReportedAsync(supervisor, LongName);
        await Town.SubmitAsync(officer.Actor, new AssignWorker(missing.Id, officer.Actor.User));
        var lead = await LeadAsync(restricted, missing);
        var (twiceHere, twiceThere) = (await Town.ChildInCareAsync(supervisor, Town.Classroom, LongName), await Town.ChildInCareAsync(shelter, Town.Gym, LongName));
        var across = await LeadAsync(twiceHere, twiceThere);
        await Town.SubmitAsync(shelter.Actor, new BreakGlass(restricted.Id, New<BrokenGlass>(), GlassReason.FamilyIsHere, UnbrokenName));
        var died = await DiedAsync(supervisor, officer);
        var doubted = await DiedAsync(supervisor, officer);
        await Town.SubmitAsync(officer.Actor, new TakeBackDeath(doubted.Id, "The hospital named another child."));
        var releases = await ReleasesAsync(supervisor, colleague);
        var receipt = await Town.ReceiptAsync(await Town.ChildInCareAsync(supervisor, Town.Classroom, LongName), Town.School, UnbrokenName);
        await Town.SubmitAsync(officer.Actor, new PlaceHold(New<LegalHold>(), restricted.Id, HoldReason.ChildProtectionInquiry), new PlaceHold(New<LegalHold>(), null, HoldReason.Complaint));
        var seeker = await TracingAsync(supervisor);
        var preview = await BringAListAsync(supervisor);

        string[] children = [restricted.Code, offeredHere.Code, offeredAway.Code, gone.Code, uncounted.Code, missing.Code, twiceHere.Code, died.Code, doubted.Code];
        values["code"] = [Town.Code];
        values["person"] = values["child"] = children;
        values["what"] = [.. Homeward.Features.CustodyChanges.CustodyAction.All.Select(action => action.Name)];
        values["adult"] = [adult];
        values["kind"] = ["looking"];
        values["claim"] = [(await ClaimsAsync(coordinator)).ToString()];
        values["form"] = ["intake"];
        values["key"] = ["county"];
        values["other"] = [twiceThere.Code];
        values["id"] = [administrator.Actor.User.ToString()];
        Town.Site.Accounts.AskToInvite("Luis Night", county.Actor.Organisation, "County Emergency Management", Role.Release, Town.Site.Accounts.Current.Find(county.Actor.User)!);
        values["relationship"] = [Town.State.Relationships.Values.First().Id.ToString()];
        values["place"] = [Town.Classroom.Id.ToString()];
        values["agency"] = [agency.ToString()];
        values["lead"] = [lead.ToString(), across.ToString()];
        values["release"] = [releases[0].ToString()];
        values["receipt"] = [receipt.Id.ToString()];
        values["list"] = [preview];
        values["release/start?"] = values["intake/saved?"] = values["sighting/saved?"] = [$"child={restricted.Code}"];
        values["declaration/saved?"] = [$"adult={adult}&declaration={declaration}"];
        values["tracing/saved?"] = [$"seeker={seeker.Seeker}&sought={seeker.Sought}"];

        string[] more =
        [
            "children?question=no_parent", "children?question=waiting", "children?question=needs", "children?q=nobody-like-this", "children?p=2&sort=name", "children?asOf=yesterday",
            "children?asOf=2019-08-07T20:00", "?asOf=2019-08-07T20:00", "families?show=together", "places?silent=true", $"people/{adult}", $"people/{gone.Code}",
            $"people/{missing.Code}", "roll/" + Town.Classroom.Id + "?Show=all", "paper/declaration", "paper/roll", "paper/release", "tracing?who=child_seeks", "import/done?New=3&Same=4", "leads?show=decided",
            .. releases.Select(release => $"release/{release}"),
            .. new[] { "identity", "right", "child", "siblings" }.Select(step => $"release/{releases[0]}?step={step}"),
        ];
        More = [.. more.Select(page => $"/incidents/{Town.Code}{(page[0] == '?' ? "" : "/")}{page}"), "/no/such/page", "/open", $"/family/{Town.Code}/safe", $"/family/{Town.Code}/not-me", "/sign-in/arrived?why=0", "/sign-in/arrived?why=1", "/sign-in/arrived?why=2"];
    }

    private async Task ChildrenOnTheRollAsync(Worker teacher, int count)
    {
        await Town.SubmitAsync(teacher.Actor, Enumerable.Range(0, count).Select(i => new ExpectOnRoll(
            Town.Classroom.Id, New<Record>(), New<Person>(), new() { NameAsSaid = Town.AName(i % 7 == 0 ? LongName : "Berta"), Age = new Age(5 + (i % 9)), Grade = $"{i % 6}" })));
        await Town.SubmitAsync(teacher.Actor, Town.State.People.Values.Where(p => p.Child is not null).Take(count - 5).Select((child, i) =>
            new MarkRoll(child.Id, Town.Classroom.Id, (RollMark)(1 + (i % 3)))).ToList());
    }

    private async Task<Id<Agency>> AgenciesAsync(Worker coordinator)
    {
        var (told, notTold) = (New<Agency>(), New<Agency>());
        await Town.SubmitAsync(coordinator.Actor,
            new ListAgency(told, "State child protection services"), new ListAgency(notTold, UnbrokenName),
            new TellAgency(told, New<Telling>(), ToldBy.Phone, "At least 60 children are known; 20 have nobody. Please send two workers to the school."),
            new StateFigure(New<Figure>(), "Children without either parent", null, 30, 40, "Spokesperson", Town.Site.Clock.GetUtcNow(), "Phone call", "Somewhere between thirty and forty.", FigureSubject.ChildrenWithoutParent));
        return told;
    }

    private async Task<(string Adult, Id<Declaration> Declaration)> DeclarationAsync(Worker desk)
    {
        var (declaration, adult) = (New<Declaration>(), New<Person>());
        var child = new DeclaredChild(New<Record>(), New<Person>(), new() { NameAsSaid = LongName, Age = new Age(6), Collectors = [new(UnbrokenName, Kinship.AuntOrUncle, "601 555 0100")] }, Kinship.Mother, Needs.Medicine | Needs.Interpreter);
        await Town.SubmitAsync(desk.Actor, new MakeDeclaration(
            declaration, New<Record>(), adult, Town.Plant.Id, new() { NameAsSaid = LongName, Age = new Age(34), Phone = "601 555 0101" }, Whereabouts.AtProcessingSite, [child]));
        return (Town.State.Find(adult)!.Code, declaration);
    }

    private async Task<Person> OfferedAsync(Worker by, Place at, Organisation to, Place there)
    {
        var child = await Town.ChildInCareAsync(by, at, Town.AName("Odalys"));
        await Town.SubmitAsync(by.Actor, new OfferTransfer(child.Id, New<Offer>(), new(to.Id, there.Id)));
        return child;
    }

    private async Task<Person> ReportedAsync(Worker by, string name)
    {
        var id = New<Person>();
        await Town.SubmitAsync(by.Actor, new ReportChild(New<Record>(), id, Source.PhoneCall, null, new() { NameAsSaid = name, Age = new Age(6, 7), MotherName = LongName }, new Situation.NotLocated(), Needs.Urgent));
        return Town.State.Find(id)!;
    }

    private async Task<Person> DiedAsync(Worker by, Worker officer)
    {
        var child = await ReportedAsync(by, Town.AName("Celia"));
        await Town.SubmitAsync(officer.Actor, new AssignWorker(child.Id, officer.Actor.User), new ConfirmDeath(child.Id, "Confirmed by the hospital."));
        return child;
    }

    private async Task<Id<Lead>> LeadAsync(Person one, Person other)
    {
        var lead = New<Lead>();
        await Town.SubmitAsync(Actor.System, new ProposeLead(
            lead, LeadKind.SamePerson, one.Records[0], other.Records[0], 12, 0.97, LeadBand.Strong, [new("given_name", "sounds_alike", 6), new("surname", "different", -2)]));
        return lead;
    }

    // Begun, waiting for a supervisor, waiting for the second person, ready, and over.
    private async Task<IReadOnlyList<Id<Release>>> ReleasesAsync(Worker desk, Worker colleague)
    {
        List<Id<Release>> all = [];
        foreach (var far in Enumerable.Range(0, 5))
        {
            var child = await Town.ChildInCareAsync(desk, Town.Classroom, Town.AName(far == 0 ? LongName : "Renata"), mother: "Maria Lopez");
            var release = New<Release>();
            all.Add(release);
            await Town.SubmitAsync(desk.Actor, new StartRelease(release, child.Id, New<Record>(), New<Person>(), new() { NameAsSaid = far == 0 ? UnbrokenName : "Maria Lopez" }));
            if (far == 0)
            {
                continue;
            }

            var roll = child.Records.First(id => Town.State.Records[id].Source == Source.Roll);
            await Town.SubmitAsync(desk.Actor,
                new SeeIdentity(release, far == 1 ? IdentitySeenBy.KnownToStaff : IdentitySeenBy.PhotoDocument), new ShowRight(release, RightToCollect.OnTheRoll, roll.Value), new AskChild(release, ChildSays.Yes));
            if (far > 2)
            {
                await Town.SubmitAsync(colleague.Actor, new ConfirmAsSecondPerson(release));
            }

            if (far > 3)
            {
                await Town.SubmitAsync(desk.Actor, new CompleteRelease(release));
            }
        }

        return all;
    }

    private async Task<(string Seeker, string Sought)> TracingAsync(Worker by)
    {
        var (seeker, sought) = (New<Person>(), New<Person>());
        await Town.SubmitAsync(by.Actor, new RequestTracing(
            New<TracingRequest>(), New<Record>(), seeker, new() { NameAsSaid = LongName }, New<Record>(), sought, PersonKind.Child, new() { NameAsSaid = UnbrokenName }, Kinship.Grandparent));
        return (Town.State.Find(seeker)!.Code, Town.State.Find(sought)!.Code);
    }

    private async Task<Id<PublicClaim>> ClaimsAsync(Worker coordinator)
    {
        await Town.SubmitAsync(coordinator.Actor, new OpenFamilyPage("601 555 0142", "601 555 0143", Town.School.Id));
        var claims = Enumerable.Range(0, 60).Select(i => new ReceiveClaim(
            New<PublicClaim>(), PublicClaimKind.LookingFor, ClaimLanguage.Spanish,
            new(LongName, i < 3 ? "601 555 0144" : null, UnbrokenName, "6 o 7", "Morton", "su tía", $"{UnbrokenName} {LongName} {(i < 3 ? 0 : i)}"))).ToList();
        await Town.SubmitAsync(Actor.OpenPages, claims);
        return claims[0].Claim;
    }

    private async Task<string> BringAListAsync(Worker by)
    {
        var rows = new StringBuilder("id;Nombre;Apellidos;Fecha de nacimiento;Nacionalidad\n");
        for (var i = 0; i < 12; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{i};{LongName};{UnbrokenName};{(i == 3 ? "pronto" : "25/03/2012")};x\n");
        }

        using var form = new MultipartFormDataContent
        {
            { new StringContent(await Site.TokenAsync(by.Browser, $"/incidents/{Town.Code}/import")), "form-token" },
            { new StringContent("Roll"), "kind" },
            { new StringContent(Town.Classroom.Id.ToString()), "place" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(rows.ToString())), "file", "lista-de-la-escuela.csv" },
        };
        using var answer = await by.Browser.PostAsync($"/incidents/{Town.Code}/import", form);
        return answer.Headers.Location!.OriginalString.Split('/')[^1];
    }

    private static BarredAdult Barred(string name) => new(New<Person>(), New<Record>(), new() { NameAsSaid = name });

    private static Id<T> New<T>() => new(Guid.CreateVersion7());
}
