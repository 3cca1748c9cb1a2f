using Homeward.Domain;

namespace Homeward.Access;

/// <summary>
/// An invitation, or a new start for somebody who can't sign in: asked for by one organisation, and nothing before another one agrees.
/// Each of the two hands the person one half of a code, so that neither can sign in as them.
/// </summary>
/// <param name="FirstHalf">The hash of what was shown to whoever asked.</param>
public sealed record AccessRequest(
    Id<User> User, string Name, Id<Organisation> Organisation, string OrganisationName, Role Role, bool IsReset, Asking Asked, string FirstHalf)
{
    /// <summary>How long a request waits for approval, and from then on for the person.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromDays(7);

    public Asking? Approved { get; init; }

    /// <summary>The hash of what was shown to whoever approved.</summary>
    public string? SecondHalf { get; init; }

    /// <summary>Whether it can still be approved or taken up.</summary>
    public bool IsOpen(DateTimeOffset now) => now - (Approved ?? Asked).At < Valid;

    /// <summary>Who may agree: somebody of another organisation than the one that asks, whose role carries it, and never the person it is about.</summary>
    public bool MayBeApprovedBy(Account account) =>
        Approved is null && AccessRules.MayApprove(account) && account.Organisation != Asked.Organisation && account.Id != User;
}

/// <summary>Who changes who signs in.</summary>
public static class AccessRules
{
    /// <summary>Whoever administers names people, asks for invitations and ends accounts.</summary>
    public static bool MayAsk(Account account) => account.Role == Role.Administrator;

    /// <summary>Whoever answers for an organisation's part may agree to what another one asks.</summary>
    public static bool MayApprove(Account account) => account.Role is Role.Administrator or Role.Coordinator or Role.PrivacyOfficer;
}
