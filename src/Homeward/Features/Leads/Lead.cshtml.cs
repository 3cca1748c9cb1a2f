using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Leads;

/// <summary>Two records side by side, the reasons, and three answers. Whoever may not see both sides does not see the page.</summary>
public sealed class LeadModel(TextCatalogue catalogue) : ActionPage
{
    /// <summary>The lead's version when the page was drawn; a decision on an older one is refused.</summary>
    [BindProperty]
    public int? Version { get; set; }

    public Lead Lead { get; private set; } = null!;

    public Person Left { get; private set; } = null!;

    public Person Right { get; private set; } = null!;

    public IReadOnlyList<Comparison.Line> Lines { get; private set; } = [];

    public IReadOnlyList<string> For { get; private set; } = [];

    public IReadOnlyList<string> Against { get; private set; } = [];

    public string Probability { get; private set; } = "";

    /// <summary>Whether this lead was disclosed step by step, so that there is a page that says how.</summary>
    public bool IsDisclosed { get; private set; }

    /// <summary>The lead decided just before this one was shown, so that it can be undone at once.</summary>
    public Lead? JustDecided { get; private set; }

    /// <summary>Where a supervisor says which of two records stands, when both can't be true of one child.</summary>
    public string? WhichStandsAddress => Lead.Kind == LeadKind.SamePerson && May<SayWhichStands>()
        && Engine.Current.Resolve(Left) is var one && Engine.Current.Resolve(Right) is var other && WhichStands.IsAsked(Engine.Current, one, other)
            ? $"supervise/{one.Code}/which/{other.Code}"
            : null;

    protected override Type Command => typeof(DecideLead);

    public IActionResult OnGet(string lead, string? decided) =>
        Show(lead, decided) ? Page()
        // A party that doesn't see both sides is told where it stands.
        : Id<Lead>.TryParse(lead, out var id) && Engine.Current.Leads.TryGetValue(id, out var known) && Sight.IsPartyTo(known) ? Redirect(Here.ToNow($"leads/{id}/steps"))
        : NotFound();

    public async Task<IActionResult> OnPostAsync(string lead, string? answer)
    {
        if (!Show(lead, null))
        {
            return NotFound();
        }

        if (WordChoices.Read<LeadAnswer>(answer) is not { } decision)
        {
            return BadRequest();
        }

        var read = Version is { } version ? new ReadAt(Lead.Id.Value, version) : null;
        if (!await SubmitAsync(read, Actor, new DecideLead(Lead.Id, decision)))
        {
            Show(lead, null);
            return Again();
        }

        // On to the next strongest, with a way back from this one.
        return Next() is { } next ? To($"leads/{next.Id}?decided={Lead.Id}") : To($"leads/{Lead.Id}");
    }

    public async Task<IActionResult> OnPostUndoAsync(string lead)
    {
        if (!Show(lead, null))
        {
            return NotFound();
        }

        if (await SubmitAsync(new UndoLeadDecision(Lead.Id)))
        {
            return To($"leads/{Lead.Id}");
        }

        Show(lead, null);
        return Again();
    }

    private bool Show(string lead, string? decided)
    {
        var state = Engine.Current;
        if (!Id<Lead>.TryParse(lead, out var id) || !state.Leads.TryGetValue(id, out var found) || !Sight.Sees(found))
        {
            return false;
        }

        var (left, right) = (state.Records[found.Left], state.Records[found.Right]);
        (Lead, Left, Right) = (found, state.People[left.Person], state.People[right.Person]);
        foreach (var (person, record) in new[] { (Left, left), (Right, right) })
        {
            // What only the disclosure of this lead opens is read on that ground.
            Opened(person, Sight.Sees(record) ? null : Sight.GroundFor(found));
        }

        IsDisclosed = State.Disclosures.ContainsKey(id);
        Lines = Comparison.Of(found, left, right, Left.Kind, Right.Kind, Reading, T);
        var reasons = new Reasons(catalogue, T);
        (For, Against) = (reasons.For(found), reasons.Against(found));
        Probability = Likelihood.InWords(found.Probability, T);
        JustDecided = Id<Lead>.TryParse(decided, out var before) && state.Leads.TryGetValue(before, out var last) && Sight.Sees(last)
            && last.Status is LeadStatus.Confirmed or LeadStatus.Rejected ? state.Leads[before] : null;
        return true;
    }

    private Lead? Next()
    {
        var sight = Sight;
        return Engine.Current.Leads.Values.Where(lead => lead.Status == LeadStatus.Open && sight.Sees(lead)).MaxBy(lead => lead.Bits);
    }
}
