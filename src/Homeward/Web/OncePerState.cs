using System.Runtime.CompilerServices;
using Homeward.Domain;

namespace Homeward.Web;

/// <summary>
/// Something worked out from a whole incident, once for each state and minute, and shared by everybody who looks at that state
/// meanwhile. It must not depend on who looks. A state that nobody holds any more takes its value with it.
/// </summary>
public sealed class OncePerState<T>(Func<IncidentState, DateTimeOffset, T> make)
    where T : class
{
    private sealed record Made(long Minute, T Value);

    private readonly ConditionalWeakTable<IncidentState, Made> made = [];

    public T Of(IncidentState state, DateTimeOffset moment)
    {
        var minute = moment.UtcTicks / TimeSpan.TicksPerMinute;
        if (!made.TryGetValue(state, out var known) || known.Minute != minute)
        {
            known = new Made(minute, make(state, moment));
            made.AddOrUpdate(state, known);
        }

        return known.Value;
    }
}
