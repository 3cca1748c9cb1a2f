using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.ReleaseDesk;

/// <summary>
/// Who is here for this child? The adult's own words come first: nothing on this page tells who is expected.
/// </summary>
public sealed class StartModel : ActionPage
{
    [BindProperty]
    public PersonForm Adult { get; set; } = new();

    /// <summary>The hand-over of a brother or sister that the same adult came for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Along { get; set; }

    public Person Child { get; private set; } = null!;

    /// <summary>The claimant of the sibling's hand-over.</summary>
    public Record? SameAdult { get; private set; }

    /// <summary>A hand-over of this child that this organisation has begun.</summary>
    public Release? OpenHere { get; private set; }

    protected override Type Command => typeof(StartRelease);

    public IActionResult OnGet(string? child) => Find(child) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? child)
    {
        if (!Find(child))
        {
            return NotFound();
        }

        var details = SameAdult is null ? Adult.Read(Problems, T, "Adult.") : null;
        var claimant = SameAdult?.Id ?? Made<Record>("claimant's record");
        var start = new StartRelease(Made<Release>("release"), Child.Id, claimant, SameAdult?.Person ?? Made<Person>("claimant"), details);
        if (await SubmitAsync(start))
        {
            return To($"release/{start.Release}");
        }

        Find(child);
        return Again();
    }

    protected override string FieldOf(Refusal refusal, int at) => base.FieldOf(refusal, at) switch
    {
        "form" => "form",
        var field => "Adult." + field,
    };

    private bool Find(string? code)
    {
        if (FindChild(code) is not { } child)
        {
            return false;
        }

        Child = child;
        Opened(child);
        OpenHere = Engine.Current.Cluster(child).SelectMany(person => person.Child!.Releases).Select(id => Engine.Current.Releases[id])
            .FirstOrDefault(release => release.Status == ReleaseStatus.Open && release.DeskOrganisation == Account.Organisation);
        SameAdult = Id<Release>.TryParse(Along, out var id) && Engine.Current.Releases.TryGetValue(id, out var along)
            && along.DeskOrganisation == Account.Organisation && along.Status == ReleaseStatus.Open
            ? Engine.Current.Records[along.Claimant]
            : null;
        return true;
    }
}
