using System.Collections.Concurrent;
using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>A file between choosing and saying yes, with what its owner has chosen so far.</summary>
public sealed record BroughtList(
    Guid Id, Id<User> Owner, Id<Incident> Incident, DateTimeOffset Brought, string FileName, BroughtFiles Files,
    ImportKind Kind, Id<Place>? Place, ReadingChoices Choices, bool ContactsMayCollect)
{
    /// <summary>How much memory it takes, in bytes.</summary>
    public long Size => Files.Rows.Length + (Files.Dependents?.Length ?? 0);
}

/// <summary>
/// Files that wait to be confirmed. They are kept in memory alone, for half an hour, and only for whoever brought them: a
/// list of children has no business on a disk before somebody has said that it is right.
/// </summary>
public sealed class BroughtLists(TimeProvider clock)
{
    /// <summary>The largest file the page takes, in bytes.</summary>
    public const int MaxFileBytes = 20 * 1024 * 1024;

    private const long MaxBytesTogether = 200L * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);
    private readonly ConcurrentDictionary<Guid, BroughtList> lists = new();

    /// <summary>Keeps a list, or says no when too many wait. A person's earlier list of the same incident makes room.</summary>
    public bool TryKeep(BroughtList list)
    {
        foreach (var (id, other) in lists)
        {
            var replaced = other.Owner == list.Owner && other.Incident == list.Incident;
            if (replaced || clock.GetUtcNow() - other.Brought > Kept) { lists.TryRemove(id, out _); }
        }

        if (lists.Values.Sum(other => other.Size) + list.Size > MaxBytesTogether) { return false; }

        lists[list.Id] = list;
        return true;
    }

    /// <summary>The list with what its owner chose since; nothing happens when it is gone.</summary>
    public void Change(BroughtList list)
    {
        if (lists.TryGetValue(list.Id, out var before)) { lists.TryUpdate(list.Id, list, before); }
    }

    /// <summary>The list, for whoever brought it and while it is kept; else null.</summary>
    public BroughtList? Find(Guid id, Id<User> owner, Id<Incident> incident) =>
        lists.TryGetValue(id, out var list) && list.Owner == owner && list.Incident == incident && clock.GetUtcNow() - list.Brought <= Kept ? list : null;

    /// <summary>Forgets a list, once it is saved or given up.</summary>
    public void Forget(Guid id) => lists.TryRemove(id, out _);
}
