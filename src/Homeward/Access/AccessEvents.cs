using Homeward.Domain;

namespace Homeward.Access;

/// <summary>
/// What happens to people who sign in. These events live in the installation's own journal, never in an incident's:
/// an incident only holds random user ids, and its key can be destroyed without locking anybody out.
/// </summary>
public abstract record AccessEvent(Id<User> User);

/// <summary>Somebody may sign in from now on, once they have a password, for one organisation and in one role.</summary>
public sealed record UserInvited(Id<User> User, string Name, Id<Organisation> Organisation, string OrganisationName, Role Role) : AccessEvent(User);

/// <summary>The hash, as ASP.NET Core Identity's hasher makes it. The password itself is never kept.</summary>
public sealed record PasswordSet(Id<User> User, string Hash) : AccessEvent(User);

/// <summary>Nobody signs in under this name any more, and whoever is signed in is out at their next request.</summary>
public sealed record UserEnded(Id<User> User) : AccessEvent(User);
