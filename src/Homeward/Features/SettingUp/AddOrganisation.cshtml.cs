using Homeward.Access;
using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.SettingUp;

/// <summary>An organisation joins the incident. From then on its people may enter it.</summary>
public sealed class AddOrganisationModel(AccountStore accounts, Engine.Incidents incidents) : ActionPage
{
    /// <summary>One that is known here, as chosen.</summary>
    [BindProperty]
    public string? Known { get; set; }

    /// <summary>The name of another one, as typed.</summary>
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    /// <summary>Those known here that don't take part yet.</summary>
    public IReadOnlyList<Choice> Choices =>
        [.. All.Where(one => !State.Organisations.ContainsKey(one.Id)).Select(one => new Choice(one.Id.ToString(), one.Name))];

    protected override Type Command => typeof(AddOrganisation);

    protected override bool IsAboutPeople => false;

    private IReadOnlyList<KnownOrganisation> All => KnownOrganisations.Of(accounts.Current, [.. incidents.All.Select(engine => engine.Current)]);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var kind = WordChoices.Read<OrganisationKind>(Kind);
        if (kind is null)
        {
            Problems.Add(nameof(Kind), T["act.choose_one"]);
        }

        var own = Made<Organisation>("organisation");
        var name = PersonForm.Trimmed(Name);
        var all = All;
        var meant = name is null ? all.FirstOrDefault(one => one.Id.ToString() == Known) : all.Named(name) is [var first, ..] ? first : null;
        if (name is null && meant is null)
        {
            Problems.Add(nameof(Name), T["add_organisation.missing"]);
        }

        var organisation = new Organisation(meant?.Id ?? own, meant?.Name ?? name ?? "", kind ?? default);

        // The same organisation again is the same wish; another one of this name is two that nobody tells apart.
        if (State.Organisations.Values.FirstOrDefault(one => one != organisation && Accounts.Key(one.Name) == Accounts.Key(organisation.Name)) is { } there)
        {
            Problems.Add(name is null ? nameof(Known) : nameof(Name), T["add_organisation.there", there.Name]);
        }

        return await SubmitAsync(new AddOrganisation(organisation)) ? To("places") : Again();
    }

    protected override string FieldOf(Refusal refusal, int at) => refusal.Field == "text" ? nameof(Name) : base.FieldOf(refusal, at);
}
