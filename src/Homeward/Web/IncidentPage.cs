using System.Globalization;
using Homeward.Access;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Outputs;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Web;

/// <summary>
/// A page of one incident (<c>@page "/incidents/{code}/children"</c>): before its handler runs it knows the incident, who
/// looks, and the state of the moment asked for. An incident the person's organisation takes no part in answers like one
/// that does not exist.
/// </summary>
public abstract class IncidentPage : PageModel
{
    /// <summary>The incident itself; a page that changes something submits here.</summary>
    public IncidentEngine Engine { get; private set; } = null!;

    /// <summary>What the page shows: what is known now, or was known at the earlier moment asked for.</summary>
    public IncidentState State { get; private set; } = null!;

    /// <summary>What this viewer may read, in words.</summary>
    public Reading Reading { get; private set; } = null!;

    public Account Account { get; private set; } = null!;

    protected Texts T { get; private set; } = null!;

    protected Here Here { get; private set; } = null!;

    protected When When { get; private set; } = null!;

    private static readonly TimeSpan JustFiled = TimeSpan.FromHours(1);

    private readonly Dictionary<Id<Person>, Ground> opened = [];
    private readonly HashSet<Id<Person>> lookedThrough = [];
    private int listed;

    // The incident with its test records beside it, on the pages that look for those too.
    private IncidentState? beside;

    // Its name reads like a handler's, for requests with the method PAGE.
    [NonHandler]
    public sealed override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var services = HttpContext.RequestServices;
        T = services.GetRequiredService<Texts>();
        Here = services.GetRequiredService<Here>();
        When = services.GetRequiredService<When>();
        Account = services.GetRequiredService<CurrentUser>().Account;
        if (services.GetRequiredService<Incidents>().Find(RouteData.Values["code"] as string) is not { } engine ||
            !IncidentAccess.MayEnter(Account, engine.Current))
        {
            context.Result = NotFound();
            return;
        }

        // Only reading looks back. What is sent is decided on what is known now, whatever the page it was sent from showed.
        Engine = engine;
        Here.Enter(IncidentHeading.Of(engine.Current.Incident!), HttpMethods.IsGet(Request.Method) ? Request.Query["asOf"] : default(string));
        Look(Here.AsOf is { } moment ? await engine.AsOfAsync(moment, HttpContext.RequestAborted) : engine.Current);
        if (BeforeHandler() is { } instead)
        {
            context.Result = instead;
            return;
        }

        var handled = await next();
        var page = PageWord(context.ActionDescriptor);
        var at = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var refused = IsOverBudget(at);
        if (refused)
        {
            handled.Result = StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var counted = lookedThrough.Count > 0 ? Reads.Listed.Show(Account.Id, lookedThrough, at) : [];
        var tooManyNames = counted is null;
        if (tooManyNames)
        {
            handled.Result = Problems.TooManyInLists(HttpContext);
        }

        List<PersonRead> reads = [.. opened.Select(one => new PersonRead(Account.Id, Account.Organisation, Account.Role, one.Key, one.Value, page, at, Refused: refused, IsTest: beside is not null && Engine.Current.Find(one.Key) is null))];
        if (listed > 0)
        {
            reads.Add(new(Account.Id, Account.Organisation, Account.Role, default, Ground.OwnRecord, page, at, listed, Refused: tooManyNames, Copy: tooManyNames ? null : CopyCode.Make(), Shown: counted is { Count: > 0 } ? counted : null));
        }

        if (reads.Count > 0)
        {
            await Reads.RecordAsync(reads);
            Here.Copy = listed > 0 ? Reads.CopyOf(reads[^1]) : null;
        }
    }

    /// <summary>
    /// A list as a file: written down with how many names leave, limited for each person and day, and marked with whose copy it is. Ask only
    /// for what this viewer reads on the page as well.
    /// </summary>
    /// <param name="list">What the list is called, for people.</param>
    /// <param name="format">csv or xlsx, as sent.</param>
    /// <param name="names">How many names are in the rows.</param>
    /// <param name="forPublic">Whether it is meant for outside: then the organisation answers for it and nobody's name is on it.</param>
    protected async Task<IActionResult> TakeOutAsync(
        string list, string? format, int names, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows, bool forPublic = false)
    {
        if (WordChoices.Read<SheetFormat>(format) is not { } kind)
        {
            return BadRequest();
        }

        var at = HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var page = PageWord(PageContext.ActionDescriptor);
        var copy = CopyCode.Make();
        var written = await Reads.RecordFileAsync(new(Account.Id, Account.Organisation, Account.Role, default, Ground.OwnRecord, page, at, names, File: Texts.Name(kind), Copy: copy));
        if (written.Refused)
        {
            return Problems.TooManyInFiles(HttpContext);
        }

        var heading = Here.Incident!;
        var incident = (heading.IsDrill ? T["incidents.drill"] + " · " : "") + $"{heading.Name} ({heading.Code})";
        var by = forPublic ? Account.OrganisationName : $"{Account.Name}, {Account.OrganisationName}";
        var when = $"{When.DayAndClock(at)} ({heading.Zone.Id})";
        var sheet = new Sheet(
            $"homeward-{heading.Code}-{page}-{TimeZoneInfo.ConvertTime(at, Here.Zone):yyyyMMdd-HHmm}", $"{by}, {when}", incident,
            [
                (T["outputs.incident"], incident), (T["outputs.list"], list), (T["outputs.taken_by"], by), (T["outputs.at"], when),
                (T["outputs.names"], names.ToString("#,0", CultureInfo.InvariantCulture)),
            ],
            T[forPublic ? "outputs.for_public" : names > 0 ? "outputs.lock_away" : "outputs.internal"], (T["outputs.copy"], copy), columns, [.. rows]);
        return kind == SheetFormat.Csv
            ? File(CsvSheet.Write(sheet), "text/csv; charset=utf-8", sheet.Name + ".csv")
            : File(XlsxSheet.Write(sheet), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Name + ".xlsx");
    }

    // The first word after the incident's code in a page's address; the incident's own address is the board.
    private static string PageWord(ActionDescriptor page) => page.AttributeRouteInfo!.Template!.Split('/').ElementAtOrDefault(2) ?? "board";

    // What somebody sent is done by now, and they see it; only looking around is counted. A form that comes back unread was looked at before, or is
    // sent by a script that wants the name on it.
    private bool IsOverBudget(DateTimeOffset at)
    {
        var counted = opened.Where(one => ReadBudget.Counts(one.Value)).Select(one => one.Key).ToList();
        if (counted.Count == 0 || (!HttpMethods.IsGet(Request.Method) && Response.StatusCode != StatusCodes.Status422UnprocessableEntity))
        {
            return false;
        }

        // Whoever came into our care since they were opened was opened for that.
        var sight = new Sight(Engine.Current, new(Account.Id, Account.Organisation, Account.Role, Here.Now));
        var before = Reads.Browsed(Account.Id, at - ReadBudget.Window)
            .Where(person => Engine.Current.Find(person) is not { } known || sight.GroundFor(known) is not { } ground || ReadBudget.Counts(ground)).ToHashSet();
        if (counted.TrueForAll(before.Contains) || before.Union(counted).Count() <= ReadBudget.PeoplePerHour)
        {
            return false;
        }

        // Whoever answers the questions that leads ask was given the two people of each, and leaves a decision behind.
        before.ExceptWith(from lead in Engine.Current.Leads.Values
                          where lead.DecidedBy == Account.Id && lead.DecidedAt > at - ReadBudget.Window
                          from record in (Id<Record>[])[lead.Left, lead.Right]
                          select Engine.Current.Records[record].Person);
        return before.Union(counted).Count() > ReadBudget.PeoplePerHour;
    }

    /// <summary>Who opened whom in this incident.</summary>
    protected ReadJournal Reads => HttpContext.RequestServices.GetRequiredService<ReadJournals>().Of(Engine);

    /// <summary>
    /// Says that the page is about to show what is known of a person. It is written down before the page leaves, unless this
    /// viewer sees no more of them than everybody.
    /// </summary>
    /// <param name="ground">Why, when it isn't one that the person themselves gives: a lead that was disclosed, broken glass.</param>
    protected void Opened(Person person, Ground? ground = null)
    {
        var sight = new Sight(beside ?? Engine.Current, new(Account.Id, Account.Organisation, Account.Role, Here.Now));
        if ((ground ?? sight.GroundFor(person)) is { } why)
        {
            opened[person.Id] = why;
        }
    }

    /// <summary>The same, for a page that follows a form: whoever has just filed something of this person knows what they said, and reads nothing.</summary>
    protected void OpenedAfterwards(Person person)
    {
        if (!Engine.Current.RecordsOf(person).Any(record => record.FiledBy == Account.Id && record.Recorded > Here.Now - JustFiled))
        {
            Opened(person);
        }
    }

    /// <summary>
    /// Says that the page is about to show a list of these people. It is written down once, with how many names this viewer may read in it; those
    /// that nobody gave them are counted, and too many aren't shown.
    /// </summary>
    protected void Listed(IEnumerable<Person> people)
    {
        var sight = new Sight(beside ?? Engine.Current, new(Account.Id, Account.Organisation, Account.Role, Here.Now));
        foreach (var person in people)
        {
            if (Reading.Opens(person))
            {
                listed++;
                if (sight.GroundFor(person) is { } ground && ReadBudget.Counts(ground))
                {
                    lookedThrough.Add((beside ?? Engine.Current).Resolve(person).Id);
                }
            }
        }
    }

    /// <summary>The same for so many names that are this viewer's to see, and aren't counted: a roll by whoever calls it, messages that wait for them.</summary>
    protected void Listed(int names) => listed += names;

    /// <summary>Asked once the page knows where it stands: an answer to give instead of the page, or nothing.</summary>
    protected virtual IActionResult? BeforeHandler() => null;

    /// <summary>Looks at the incident again, after something was sent to it.</summary>
    protected void LookAgain() => Look(Engine.Current);

    /// <summary>
    /// Looks at the incident with its test records beside it, for a page that looks for a name or a code. Whatever counts has to be counted before.
    /// </summary>
    /// <returns>The test records; none when there are none, or an earlier moment is shown.</returns>
    protected IReadOnlyList<Person> LookBeside()
    {
        if (Here.AsOf is not null || Reads.TestRecords is not { } made)
        {
            return [];
        }

        beside = made.Beside(Engine.Current, Account.Organisation);
        Look(beside);
        return [.. made.All.Select(one => beside.Find(one.Person)).OfType<Person>()];
    }

    private void Look(IncidentState state)
    {
        State = state;
        Reading = new Reading(
            state, beside ?? Engine.Current, new Viewer(Account.Id, Account.Organisation, Account.Role, Here.Now), T, When,
            HttpContext.RequestServices.GetRequiredService<AccountStore>().Current);
    }
}
