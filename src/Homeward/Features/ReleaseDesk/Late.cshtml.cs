using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.ReleaseDesk;

/// <summary>
/// A hand-over that has already happened on paper. Nothing is asked that could refuse it: it is kept, the child counts as in interim
/// care with that adult, and it alarms until a supervisor has looked.
/// </summary>
public sealed class LateModel : ActionPage
{
    public Person Child { get; private set; } = null!;

    [BindProperty]
    public PersonForm Adult { get; set; } = new();

    [BindProperty]
    public string? Note { get; set; }

    protected override Type Command => typeof(ReportHandedOver);

    public IActionResult OnGet(string child) => Find(child) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string child)
    {
        if (!Find(child))
        {
            return NotFound();
        }

        var details = Adult.Read(Problems, T, "Adult.");
        return await SubmitAsync(new ReportHandedOver(Child.Id, Made<Record>("adult's record"), Made<Person>("adult"), details, PersonForm.Trimmed(Note)))
            ? To(PersonAddress.Of(Child))
            : Again();
    }

    protected override string FieldOf(Refusal refusal, int at) => base.FieldOf(refusal, at) switch
    {
        var field when field is "form" or "Note" or "Happened" => field,
        var field => "Adult." + field,
    };

    private bool Find(string code)
    {
        if (FindChild(code) is not { } child)
        {
            return false;
        }

        Child = child;
        Opened(child);
        return true;
    }
}
