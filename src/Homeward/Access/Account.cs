using Homeward.Domain;

namespace Homeward.Access;

/// <summary>A person who signs in: a name, one organisation, one role.</summary>
/// <param name="Epoch">Grows when the password changes or the account ends; a session from an earlier epoch is over.</param>
public sealed record Account(
    Id<User> Id, string Name, Id<Organisation> Organisation, string OrganisationName, Role Role, string? PasswordHash, int Epoch, bool Ended);
