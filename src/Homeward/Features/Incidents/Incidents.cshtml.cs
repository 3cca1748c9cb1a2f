using Homeward.Access;
using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.Incidents;

/// <summary>The incidents this person's organisation takes part in, newest first.</summary>
public sealed class IncidentsModel(Engine.Incidents incidents, CurrentUser user, Texts t, Here here) : PageModel
{
    public sealed record Row(Incident Incident, string Began, int Children, int NotLocated);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Whether this person may open another one.</summary>
    public bool MayOpen => ActionPage.May(user.Account.Role, typeof(OpenIncident));

    public void OnGet() => Rows =
    [
        .. from engine in incidents.All
           let state = engine.Current
           where IncidentAccess.MayEnter(user.Account, state)
           orderby state.Incident!.Began descending
           select new Row(state.Incident!, BeganOn(state.Incident!), state.Counts.Headline, state.Counts.Of(ChildState.ReportedNotLocated)),
    ];

    // Each incident has its own clocks, and this page stands in none of them.
    private string BeganOn(Incident incident) => new When(t, here).DayIn(incident.Began, IncidentHeading.Of(incident).Zone);
}
