using Homeward.Domain;

namespace Homeward.Access;

/// <summary>Who may enter an incident at all. What they see inside is decided record by record, by <see cref="Sight"/>.</summary>
public static class IncidentAccess
{
    /// <summary>People of an organisation that takes part, and administrators, who see numbers and no records.</summary>
    public static bool MayEnter(Account account, IncidentState state) =>
        state.Incident is not null && (account.Role == Role.Administrator || state.Organisations.ContainsKey(account.Organisation));
}
