using Homeward.Access;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Outputs;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Reads;

/// <summary>
/// The privacy officer's questions: who saw this child, and what did this person open today? Answered with codes, never with
/// what was read.
/// </summary>
public sealed class ReadsModel(AccountStore accounts) : IncidentPage
{
    /// <summary>What was typed into the box for a child or an adult.</summary>
    public string? Asked { get; private set; }

    /// <summary>The person asked about, when the code is somebody's.</summary>
    public Person? Person { get; private set; }

    /// <summary>The code of a copy asked about, when there is such a copy.</summary>
    public string? Copy { get; private set; }

    /// <summary>The reader asked about.</summary>
    public Account? Reader { get; private set; }

    /// <summary>The answer, the newest first.</summary>
    public IReadOnlyList<PersonRead> Answer { get; private set; } = [];

    /// <summary>Everybody who opened somebody today and how many different people, most first.</summary>
    public IReadOnlyList<(Account? Reader, Id<User> Id, int People)> Today { get; private set; } = [];

    /// <summary>Who was refused today because they had opened too many, how often, and when last.</summary>
    public IReadOnlyList<(Id<User> Reader, int Times, DateTimeOffset Last)> Refused { get; private set; } = [];

    /// <summary>Children who don't exist, with the codes they are opened by; none before they were made.</summary>
    public IReadOnlyList<Person> Tests { get; private set; } = [];

    /// <summary>Who opened one of them today.</summary>
    public IReadOnlyList<PersonRead> TestsOpened { get; private set; } = [];

    /// <summary>Readings of the last week that somebody who answers for the person questions.</summary>
    public IReadOnlyList<ReadQuestion> Questions { get; private set; } = [];

    /// <summary>Who typed code after code of wristbands that are nobody's today, how many, and when last.</summary>
    public IReadOnlyList<(PersonRead Last, int Times)> Guessers { get; private set; } = [];

    /// <summary>The disk took nothing when they were to be made.</summary>
    public bool NotMade { get; private set; }

    /// <summary>Since when "today" is, on the incident's clocks.</summary>
    public DateTimeOffset Midnight { get; private set; }

    /// <summary>Has test records made, or others in their place.</summary>
    public async Task<IActionResult> OnPostTestsAsync()
    {
        if (await Reads.MakeTestRecordsAsync(Account.Id, Account.Organisation))
        {
            return new SeeOther(Here.To("reads") + "#tests");
        }

        NotMade = true;
        OnGet(null, null);
        return Page();
    }

    public void OnGet(string? person, string? reader)
    {
        Tests = LookBeside();
        var local = TimeZoneInfo.ConvertTime(Here.Now, Here.Zone);
        Midnight = Here.Now - local.TimeOfDay;
        Today =
        [
            .. Reads.ReadersSince(Midnight).Select(pair => (accounts.Current.Find(pair.Key), pair.Key, pair.Value))
                .OrderByDescending(one => one.Value).ThenBy(one => one.Item1?.Name, StringComparer.Ordinal),
        ];
        Refused = [.. Reads.RefusedSince(Midnight).GroupBy(read => read.Reader).Select(one => (one.Key, one.Count(), one.Max(read => read.At))).OrderByDescending(one => one.Item3)];
        TestsOpened = Reads.TestRecordsOpened(Midnight);
        Questions = [.. Reads.Questions.Where(question => question.At > Here.Now.AddDays(-7))];
        Guessers = Reads.Guessers(Midnight);
        Asked = person;
        if (PersonCodes.Read(person) is { } code && State.Codes.TryGetValue(new(code), out var id) && State.Find(id) is { } found)
        {
            Person = found;
            Answer = Reads.Of(State.Cluster(found).Select(member => member.Id).ToHashSet());
        }
        else if (CopyCode.Read(person) is { } copy && Reads.OfCopy(copy) is { } taken)
        {
            Copy = copy;
            Answer = [taken];
        }
        else if (Id<User>.TryParse(reader, out var user) && accounts.Current.Find(user) is { } account)
        {
            Reader = account;
            Answer = Reads.By(user, Midnight);
        }
    }

    /// <summary>What a test record is called: nobody bears that name, so whoever answers for reading may know it.</summary>
    public string NameOf(Person test) => Reads.TestRecords?.All.FirstOrDefault(one => one.Person == test.Id)?.Name ?? "";

    /// <summary>Whoever reads is named here in full: that is what the page is for.</summary>
    public string NameOf(Id<User> reader) => accounts.Current.Find(reader)?.Name ?? T["reading.unknown"];

    public string OrganisationOf(PersonRead read) => Reading.OrganisationName(read.Organisation);

    /// <inheritdoc/>
    protected override IActionResult? BeforeHandler()
    {
        if (Account.Role == Role.PrivacyOfficer)
        {
            return null;
        }

        HttpContext.Items[typeof(WhoMay)] = new WhoMay([Role.PrivacyOfficer]);
        return StatusCode(StatusCodes.Status403Forbidden);
    }
}
