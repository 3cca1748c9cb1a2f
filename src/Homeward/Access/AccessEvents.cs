using System.Collections.Immutable;
using Homeward.Domain;

namespace Homeward.Access;

/// <summary>
/// What happens to people who sign in. These events live in the installation's own journal, never in an incident's:
/// an incident only holds random user ids, and its key can be destroyed without locking anybody out.
/// </summary>
public abstract record AccessEvent(Id<User> User);

/// <summary>
/// Somebody may sign in from now on, once they have a password, for one organisation and in one role. Said by whoever runs the machine
/// (<c>homeward invite</c>), by a drill, or by taking up an invitation that two organisations agreed on.
/// </summary>
/// <param name="NeedsSecondStep">They enter nothing before they have a second step besides the password: an authenticator or a passkey.</param>
public sealed record UserInvited(Id<User> User, string Name, Id<Organisation> Organisation, string OrganisationName, Role Role, bool NeedsSecondStep = false) : AccessEvent(User);

/// <summary>The hash, as ASP.NET Core Identity's hasher makes it. The password itself is never kept.</summary>
public sealed record PasswordSet(Id<User> User, string Hash) : AccessEvent(User);

/// <summary>Nobody signs in under this name any more, and whoever is signed in is out at their next request.</summary>
public sealed record UserEnded(Id<User> User) : AccessEvent(User);

/// <summary>Somebody of one organisation asks that a person may sign in. Nothing is given before another organisation approves.</summary>
/// <param name="Half">The hash of the half of the invitation code that was shown to whoever asked.</param>
public sealed record InvitationAsked(Id<User> User, string Name, Id<Organisation> Organisation, string OrganisationName, Role Role, Asking Asking, string Half) : AccessEvent(User);

/// <summary>Somebody asks that a person who can't sign in any more may choose a new password and second step.</summary>
public sealed record ResetAsked(Id<User> User, Asking Asking, string Half) : AccessEvent(User);

/// <summary>Another organisation agrees. With both halves of the code the person may choose a password within <see cref="AccessRequest.Valid"/>.</summary>
/// <param name="Half">The hash of the half that was shown to whoever approved.</param>
public sealed record AccessApproved(Id<User> User, Asking Approving, string Half) : AccessEvent(User);

/// <summary>It was declined, or taken back by whoever asked.</summary>
public sealed record AccessDeclined(Id<User> User, Id<User> By) : AccessEvent(User);

/// <summary>An authenticator app shares this secret (RFC 6238) from now on; recovery codes made earlier are void.</summary>
/// <param name="Recovery">Hashes of the codes that stand in for the app, each once.</param>
public sealed record AuthenticatorSet(Id<User> User, ImmutableArray<byte> Secret, ImmutableArray<string> Recovery) : AccessEvent(User);

/// <summary>One of the codes stood in for the authenticator. It does so once.</summary>
public sealed record RecoveryCodeUsed(Id<User> User, string Hash) : AccessEvent(User);

/// <summary>A phone, computer or security key signs this person in from now on (WebAuthn); the private half of the key never leaves it.</summary>
public sealed record PasskeyAdded(Id<User> User, Passkey Passkey) : AccessEvent(User);

/// <summary>It signed them in. A counter that goes back would show a copied key.</summary>
public sealed record PasskeyUsed(Id<User> User, string Credential, uint Counter) : AccessEvent(User);

/// <summary>It doesn't sign them in any more.</summary>
public sealed record PasskeyRemoved(Id<User> User, string Credential) : AccessEvent(User);

/// <summary>
/// Their organisation's own sign-in says from now on who they are, by this name of theirs there. They linked it with both halves of an invitation
/// that two organisations agreed on; a password they had is void.
/// </summary>
public sealed record ProviderLinked(Id<User> User, string Issuer, string Subject) : AccessEvent(User);

/// <summary>The authenticator, its recovery codes, all passkeys and a linked sign-in of their organisation are void: the person starts anew.</summary>
public sealed record SecondStepRemoved(Id<User> User) : AccessEvent(User);

/// <summary>Who asks or agrees, for which organisation, and when.</summary>
public sealed record Asking(Id<User> By, Id<Organisation> Organisation, DateTimeOffset At);
