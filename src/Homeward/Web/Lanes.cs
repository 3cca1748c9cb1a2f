using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Homeward.Web;

/// <summary>
/// Two lanes: people who are signed in, and strangers. Strangers have a few places and a short queue, so that a flood on the open pages fills its own lane
/// and never a desk's. What comes over that is turned away at once, with when to try again.
/// </summary>
public sealed class Lanes : IDisposable
{
    /// <summary>Requests of strangers that are answered at the same time.</summary>
    public const int Places = 16;

    /// <summary>And that wait for a place, the oldest first.</summary>
    public const int Queue = 64;

    /// <summary>What a request may carry where a page doesn't say more: every form but an import's file is far below it.</summary>
    public const long LargestBody = 1_000_000;

    private readonly ConcurrencyLimiter strangers = new(new() { PermitLimit = Places, QueueLimit = Queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>What the connection itself is held to: the size of headers, and how long somebody may take to send them.</summary>
    public static void Limit(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits limits)
    {
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 60;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
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

        context.Response.Headers.RetryAfter = "30";
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;

        // Said here and in few bytes: a page made for each of a flood would be a flood of work.
        var t = new Texts(TextCatalogue.Embedded, LanguageChoice.Of(context));
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(t["lanes.full"], context.RequestAborted);
    }

    /// <inheritdoc/>
    public void Dispose() => strangers.Dispose();

    /// <summary>Marks the files of wwwroot.</summary>
    public sealed class IsAsset;
}
