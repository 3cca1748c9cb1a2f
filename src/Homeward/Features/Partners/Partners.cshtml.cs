using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Partners;

/// <summary>
/// Who takes part, who vouches for whom, and how much each was told of others' people: numbers that every other organisation can read.
/// They end a day ago, so that nobody learns from them which organisation is across a lead that is being answered right now.
/// </summary>
public sealed class PartnersModel : ActionPage
{
    private static readonly TimeSpan Behind = TimeSpan.FromDays(1);

    public IReadOnlyList<Partner> Partners { get; private set; } = [];

    [BindProperty(Name = "organisation")]
    public string? OrganisationSent { get; set; }

    protected override Type Command => typeof(VouchFor);

    protected override bool MayOpen => true;

    public void OnGet() => Look();

    public Task<IActionResult> OnPostVouchAsync() => DoAsync(organisation => new VouchFor(organisation));

    public Task<IActionResult> OnPostTakeBackAsync() => DoAsync(organisation => new TakeBackVouching(organisation));

    private async Task<IActionResult> DoAsync(Func<Id<Organisation>, Command> command)
    {
        if (!May<VouchFor>())
        {
            return NotForThisRole(typeof(VouchFor));
        }

        if (await SubmitAsync(command(Id<Organisation>.TryParse(OrganisationSent, out var id) ? id : default)))
        {
            return To("partners");
        }

        Look();
        return Again();
    }

    private void Look()
    {
        var state = Engine.Current;
        var until = Account.Role == Role.PrivacyOfficer ? Here.Now : Here.Now - Behind;
        var acts = state.Disclosures.Values.SelectMany(disclosure => disclosure.Acts).Where(act => act.At <= until).ToLookup(act => act.Organisation);
        Partners = [.. state.Organisations.Values.OrderBy(organisation => state.IsVouchedFor(organisation.Id)).ThenBy(organisation => organisation.Name, StringComparer.Ordinal).Select(organisation =>
        {
            var vouching = state.Vouching.TryGetValue(organisation.Id, out var known) ? known : null;
            var ours = vouching?.By.Any(voucher => voucher.Organisation == Account.Organisation) == true;
            var may = vouching is not null && May<VouchFor>() && organisation.Id != Account.Organisation;
            return new Partner(
                organisation, vouching, state.IsVouchedFor(organisation.Id), may && !ours && state.IsVouchedFor(Account.Organisation), may && ours,
                Count(DisclosureActKind.Answered), Count(DisclosureActKind.OpenedNames, DisclosureActKind.TakenUp), Count(DisclosureActKind.AgreedToContact),
                state.BrokenGlass.Values.Count(glass => glass.Organisation == organisation.Id && glass.At <= until));

            int Count(params DisclosureActKind[] kinds) => acts[organisation.Id].Count(act => kinds.Contains(act.Kind));
        })];
    }

    /// <summary>One organisation: who vouches for it, and how often it was told something of others' people.</summary>
    public sealed record Partner(
        Organisation Organisation, Vouching? Vouching, bool IsVouchedFor, bool MayVouch, bool MayTakeBack, int Answered, int FirstNames, int Contact, int Emergencies);
}
