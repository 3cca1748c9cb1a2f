using System.Globalization;
using Homeward.Access.Reads;
using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Reads;

/// <summary>
/// Who opened the people you answer for, in the last day. Whoever works with a family knows best who has business with it; what they question goes
/// to the privacy officer.
/// </summary>
public sealed class OursModel : IncidentPage
{
    private const int MostShown = 200;

    /// <summary>The readings, the newest first, with whether somebody questioned each.</summary>
    public IReadOnlyList<(PersonRead Read, Person Person, bool Questioned)> Rows { get; private set; } = [];

    /// <summary>How many there are in all.</summary>
    public int Total { get; private set; }

    /// <summary>The disk took nothing when one was questioned.</summary>
    public bool NotKept { get; private set; }

    public void OnGet()
    {
        var all = OurPeople.OpenedBy(Reads, OurPeople.Of(Engine.Current, Account), Account, Here.Now).ToList();
        var questions = Reads.Questions;
        Total = all.Count;
        Rows = [.. all.Take(MostShown).Select(read => (read, Engine.Current.Find(read.Person)!, questions.Any(question => question.IsAbout(read))))];
        Listed(Rows.Select(row => row.Person).DistinctBy(person => person.Id));
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? reading)
    {
        if (OurPeople.OpenedBy(Reads, OurPeople.Of(Engine.Current, Account), Account, Here.Now).FirstOrDefault(read => NameOf(read) == reading) is not { } read)
        {
            return NotFound();
        }

        if (await Reads.QuestionAsync(new(Account.Id, Account.Organisation, read.Reader, read.Person, read.At, read.Page, Here.Now)))
        {
            return new SeeOther(Here.To("reads/ours"));
        }

        NotKept = true;
        OnGet();
        return Page();
    }

    /// <summary>What a reading is called in the form.</summary>
    public static string NameOf(PersonRead read) => string.Create(CultureInfo.InvariantCulture, $"{read.Reader}.{read.Person}.{read.At.ToUnixTimeMilliseconds()}");

    /// <inheritdoc/>
    protected override IActionResult? BeforeHandler()
    {
        if (Permissions.ReadsAndReports(Account.Role))
        {
            return null;
        }

        HttpContext.Items[typeof(WhoMay)] = new WhoMay([.. Enum.GetValues<Role>().Where(Permissions.ReadsAndReports)]);
        return StatusCode(StatusCodes.Status403Forbidden);
    }
}
