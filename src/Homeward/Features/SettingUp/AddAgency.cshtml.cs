using Homeward.Access;
using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.SettingUp;

/// <summary>One more agency that must be told. It waits from now on.</summary>
public sealed class AddAgencyModel : ActionPage
{
    [BindProperty]
    public string? Name { get; set; }

    protected override Type Command => typeof(ListAgency);

    protected override bool IsAboutPeople => false;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (id, name) = (Made<Agency>("agency"), PersonForm.Trimmed(Name) ?? "");
        if (State.Agencies.Find(agency => agency.Id != id && Accounts.Key(agency.Name) == Accounts.Key(name)) is { } there)
        {
            Problems.Add(nameof(Name), T["list_agency.there", there.Name]);
        }

        return await SubmitAsync(new ListAgency(id, name)) ? To("notifications") : Again();
    }

    protected override string FieldOf(Refusal refusal, int at) => refusal.Field == "text" ? nameof(Name) : base.FieldOf(refusal, at);
}
