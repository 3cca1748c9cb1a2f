using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Homeward.Web;

/// <summary>
/// Three lanes: people who are signed in, strangers who sign in, and families on the open pages. The last two have a few places and a short queue each, and
/// families so many pages a second, so that a flood fills its own lane and never a desk's, nor the door through which a shift comes in. What comes over that
/// is turned away at once, with when to try again.
/// </summary>
public sealed class Lanes : IDisposable
{
    /// <summary>Requests of strangers that are answered at the same time.</summary>
    public const int Places = 16;

    /// <summary>And that wait for a place, the oldest first.</summary>
    public const int Queue = 64;

    /// <summary>Pages a second that families get at length. One costs a few milliseconds, so that all of them together leave the machine to the desks.</summary>
    public const int FamilyPages = 60;

    /// <summary>What the open pages for families begin with.</summary>
    public static readonly PathString Families = "/family";

    /// <summary>What a request may carry where a page doesn't say more: every form but an import's file is far below it.</summary>
    public const long LargestBody = 1_000_000;

    private readonly ConcurrencyLimiter strangers = new(new() { PermitLimit = Places, QueueLimit = Queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    // An answer waits for its time and holds its place meanwhile, so there are more of them.
    private readonly ConcurrencyLimiter families = new(new() { PermitLimit = 2 * Places, QueueLimit = Queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private readonly TokenBucketRateLimiter familyPages = new(new()
    {
        TokenLimit = 4 * FamilyPages,
        TokensPerPeriod = FamilyPages / 10,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
    });

    /// <summary>What the connection itself is held to: the size of headers, and how slowly somebody may send them and what follows.</summary>
    public static void Limit(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits limits)
    {
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 60;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    /// <summary>Lets a request into its lane, or turns it away. The files of wwwroot hold nobody up and need no lane.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        // Said before anything is read; later it would look like a form without its token.
        var largest = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? LargestBody;
        if (context.Request.ContentLength > largest)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        if (context.Request.ContentLength is null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = largest;
        }

        // Also for somebody who is signed in: these pages are nobody's.
        if (context.Request.Path.StartsWithSegments(Families))
        {
            using var page = familyPages.AttemptAcquire();
            using var among = page.IsAcquired ? await families.AcquireAsync(1, context.RequestAborted) : page;
            await (among.IsAcquired ? next(context) : TurnAwayAsync(context, StatusCodes.Status429TooManyRequests, "for_family.full"));
            return;
        }

        if (context.User.Identity?.IsAuthenticated == true || context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IsAsset>() is not null)
        {
            await next(context);
            return;
        }

        using var place = await strangers.AcquireAsync(1, context.RequestAborted);
        if (place.IsAcquired)
        {
            await next(context);
            return;
        }

        await TurnAwayAsync(context, StatusCodes.Status503ServiceUnavailable, "lanes.full");
    }

    private static async Task TurnAwayAsync(HttpContext context, int status, string why)
    {
        context.Response.Headers.RetryAfter = "30";
        context.Response.StatusCode = status;

        // Said here and in few bytes: a page made for each of a flood would be a flood of work.
        var t = new Texts(TextCatalogue.Embedded, LanguageChoice.Of(context));
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(t[why], context.RequestAborted);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        strangers.Dispose();
        families.Dispose();
        familyPages.Dispose();
    }

    /// <summary>Marks the files of wwwroot.</summary>
    public sealed class IsAsset;
}
