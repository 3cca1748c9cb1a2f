using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;

namespace Homeward.Features.Drill.Play;

/// <summary>Takes a drill away: its sign-ins, journal, keys and every other file. What is left says only that somebody once could sign in.</summary>
internal static class DrillRemoval
{
    /// <summary>Removes a drill from a running Homeward.</summary>
    /// <exception cref="InvalidOperationException">The incident isn't a drill.</exception>
    public static async Task RemoveAsync(Engine.Incidents incidents, AccountStore accounts, DataFolder folder, string code, Id<User>? by = null)
    {
        if (incidents.Find(code)?.Current.Incident is { IsDrill: false }) { throw new InvalidOperationException($"{code} is no drill."); }

        // The sign-ins go first: their list is in the folder, so that a removal that was cut off can be asked for again.
        ForgetSignIns(accounts, folder, code, by);
        await incidents.RemoveDrillAsync(code);
    }

    /// <summary>Removes a drill from a folder that no Homeward is serving.</summary>
    /// <returns>Whether it was a drill; nothing is removed when it wasn't.</returns>
    public static bool RemoveClosed(AccountStore accounts, DataFolder folder, string code)
    {
        if (new IncidentReader(folder, code).State(null).Incident is not (null or { IsDrill: true })) { return false; }

        ForgetSignIns(accounts, folder, code, null);
        Directory.Delete(folder.Incident(code), recursive: true);
        return true;
    }

    private static void ForgetSignIns(AccountStore accounts, DataFolder folder, string code, Id<User>? by)
    {
        if (SignIns.Read(folder.Incident(code)) is { } signIns) { accounts.Forget([.. signIns.People.Select(p => p.User)], by); }
    }
}
