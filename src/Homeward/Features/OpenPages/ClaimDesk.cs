using System.Threading.RateLimiting;
using Homeward.Domain;
using Homeward.Engine;

namespace Homeward.Features.OpenPages;

/// <summary>
/// Takes what strangers write to the incident, slowly: one at a time and two a second at length, so that the one writer of an incident has nearly all of its time
/// for the desks, however many write.
/// </summary>
public sealed class ClaimDesk : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    private readonly TokenBucketRateLimiter tokens = new(new()
    {
        TokenLimit = 60,
        TokensPerPeriod = 2,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    /// <summary>Whether it is slow; a proof that compares thousands of answers has no time for that.</summary>
    internal bool IsSlow { get; set; } = true;

    /// <summary>Hands a claim in. Null when too many write at once: whoever wrote is asked to try again or to call.</summary>
    public async Task<Answer?> SubmitAsync(IncidentEngine engine, Request request)
    {
        using var token = tokens.AttemptAcquire();
        if (!token.IsAcquired && IsSlow)
        {
            return null;
        }

        await one.WaitAsync();
        try
        {
            return await engine.SubmitAsync(request);
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        one.Dispose();
        tokens.Dispose();
    }
}
