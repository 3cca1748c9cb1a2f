using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Tracing;

/// <summary>The request is kept; the caller hears how they will be called back, and nothing else.</summary>
public sealed class SavedModel : ActionPage
{
    public Person Seeker { get; private set; } = null!;

    public Person Sought { get; private set; } = null!;

    public string Who { get; private set; } = TracingModel.ChildSought;

    public bool MayDecideLeads => May<DecideLead>();

    protected override Type Command => typeof(RequestTracing);

    public IActionResult OnGet(string? seeker, string? sought, string? who)
    {
        if (FindByCode(seeker) is not { } calling || FindByCode(sought) is not { } wanted)
        {
            return NotFound();
        }

        (Seeker, Sought, Who) = (calling, wanted, who is TracingModel.ChildSeeks or TracingModel.AdultSought ? who : TracingModel.ChildSought);
        OpenedAfterwards(calling);
        OpenedAfterwards(wanted);
        return Page();
    }
}
