namespace Homeward.Access;

/// <summary>
/// Slows down guessing: five wrong passwords for one name, or three hundred in all, within fifteen minutes, and the next try
/// has to wait until the first of them is fifteen minutes old. Kept in memory: a restart forgives, which an attacker cannot cause.
/// </summary>
/// <remarks>
/// Names that do not exist are counted like those that do, so that the wait does not tell them apart. The number of names
/// remembered is bounded by the overall limit.
/// </remarks>
public sealed class SignInThrottle(TimeProvider clock)
{
    public const int TriesPerName = 5;
    public const int TriesInAll = 300;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> byName = [];
    private readonly Queue<(DateTimeOffset At, string Name)> inAll = new();

    /// <summary>
    /// Counts a try before its password is looked at, so that a hundred tries at once are a hundred tries.
    /// A right password takes its own back with <see cref="Forgive"/>.
    /// </summary>
    /// <returns>Nothing when the try may go on; otherwise from when another one may.</returns>
    public DateTimeOffset? TryNotBefore(string name)
    {
        var now = clock.GetUtcNow();
        var key = Accounts.Key(name);
        lock (gate)
        {
            Forget(now - Window);
            if (inAll.Count >= TriesInAll)
            {
                return inAll.Peek().At + Window;
            }

            var tries = byName.TryGetValue(key, out var known) ? known : byName[key] = new();
            if (tries.Count >= TriesPerName)
            {
                return tries.Peek() + Window;
            }

            tries.Enqueue(now);
            inAll.Enqueue((now, key));
            return null;
        }
    }

    /// <summary>The password was right: earlier slips under this name no longer count against it.</summary>
    public void Forgive(string name)
    {
        var key = Accounts.Key(name);
        lock (gate)
        {
            byName.Remove(key);
            var kept = inAll.Where(attempt => attempt.Name != key).ToList();
            inAll.Clear();
            kept.ForEach(inAll.Enqueue);
        }
    }

    private void Forget(DateTimeOffset before)
    {
        while (inAll.TryPeek(out var oldest) && oldest.At <= before)
        {
            inAll.Dequeue();
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
}
