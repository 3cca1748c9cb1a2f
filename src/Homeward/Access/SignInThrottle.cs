namespace Homeward.Access;

/// <summary>
/// Slows down guessing: five wrong passwords for one name, or three hundred by strangers in all, within fifteen minutes, and the next
/// try has to wait until the first of them is fifteen minutes old. Kept in memory: a restart forgives, which an attacker cannot cause.
/// </summary>
/// <remarks>
/// Names that do not exist are counted like those that do, so that the wait does not tell them apart. The number of names
/// remembered is bounded by the overall limit. Tries from a browser on which that person signed in before, and at a desk where
/// somebody is signed in, are counted apart: whoever guesses from elsewhere must not lock a shift out.
/// </remarks>
public sealed class SignInThrottle(TimeProvider clock)
{
    public const int TriesPerName = 5;
    public const int TriesInAll = 300;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> byName = [];
    private readonly Queue<(DateTimeOffset At, string Name, bool Stranger)> inAll = new();
    private int strangers;

    /// <summary>
    /// Counts a try before its password is looked at, so that a hundred tries at once are a hundred tries.
    /// A right password takes its own back with <see cref="Forgive"/>.
    /// </summary>
    /// <param name="known">The browser that knows this person, or the desk where somebody is signed in; nothing for a stranger.</param>
    /// <returns>Nothing when the try may go on; otherwise from when another one may.</returns>
    public DateTimeOffset? TryNotBefore(string name, string? known)
    {
        var now = clock.GetUtcNow();
        var key = Key(name, known);
        lock (gate)
        {
            Forget(now - Window);
            if (known is null && strangers >= TriesInAll)
            {
                return inAll.First(attempt => attempt.Stranger).At + Window;
            }

            var tries = byName.TryGetValue(key, out var earlier) ? earlier : byName[key] = new();
            if (tries.Count >= TriesPerName)
            {
                return tries.Peek() + Window;
            }

            tries.Enqueue(now);
            inAll.Enqueue((now, key, known is null));
            strangers += known is null ? 1 : 0;
            return null;
        }
    }

    /// <summary>The password was right: earlier slips under this name no longer count against it.</summary>
    public void Forgive(string name, string? known)
    {
        var key = Key(name, known);
        lock (gate)
        {
            byName.Remove(key);
            var kept = inAll.Where(attempt => attempt.Name != key).ToList();
            inAll.Clear();
            kept.ForEach(inAll.Enqueue);
            strangers = kept.Count(attempt => attempt.Stranger);
        }
    }

    private void Forget(DateTimeOffset before)
    {
        while (inAll.TryPeek(out var oldest) && oldest.At <= before)
        {
            inAll.Dequeue();
            strangers -= oldest.Stranger ? 1 : 0;
            if (byName.TryGetValue(oldest.Name, out var tries))
            {
                tries.Dequeue();
                if (tries.Count == 0)
                {
                    byName.Remove(oldest.Name);
                }
            }
        }
    }

    // A name has no line break, so a known browser's key is nobody's name.
    private static string Key(string name, string? known) => known is null ? Accounts.Key(name) : $"{Accounts.Key(name)}\n{known}";
}
