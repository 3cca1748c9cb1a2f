using Homeward.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.OpenPages;

/// <summary>The address without an incident: names those that have open pages, which is what these are for.</summary>
[AllowAnonymous]
public sealed class StartModel(Engine.Incidents incidents) : PageModel
{
    public IReadOnlyList<Incident> Open { get; private set; } = [];

    public void OnGet() => Open = [.. incidents.All.Where(engine => engine.Current is { FamilyPage: not null, ClosedAt: null }).Select(engine => engine.Current.Incident!)];
}
