using Homeward.Domain;
using Homeward.Engine;

namespace Homeward.Access;

/// <summary>
/// Who of the people here may change who signs in. Sign-ins of a drill are printed for everybody, so they change nothing of this kind.
/// </summary>
public sealed class StaffAccess(AccountStore accounts, Incidents incidents)
{
    /// <summary>The organisations somebody can be invited for: those known here, without the invented ones of drills.</summary>
    public IReadOnlyList<KnownOrganisation> Organisations => KnownOrganisations.Of(accounts.Current, [.. incidents.All.Select(engine => engine.Current)]);

    /// <summary>Whether this person names people, asks for invitations and ends sign-ins.</summary>
    public bool MayAsk(Account account) => AccessRules.MayAsk(account) && IsReal(account.Organisation);

    /// <summary>Whether this person agrees for their organisation to what another one asks.</summary>
    public bool MayApprove(Account account) => AccessRules.MayApprove(account) && IsReal(account.Organisation);

    /// <summary>Whether this person agrees to this request.</summary>
    public bool MayApprove(Account account, AccessRequest request) => request.MayBeApprovedBy(account) && IsReal(account.Organisation);

    /// <summary>Whether anybody at all could agree to what this person asks.</summary>
    public bool SomebodyElseMayApprove(Account asking) =>
        accounts.Current.ById.Values.Any(account => !account.Ended && account.Organisation != asking.Organisation && MayApprove(account));

    private bool IsReal(Id<Organisation> organisation) => Organisations.Any(known => known.Id == organisation);
}
