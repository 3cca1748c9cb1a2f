using System.Globalization;
using System.Threading.Channels;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;

namespace Homeward.Web;

/// <summary>
/// Tells open pages that something changed, by server-sent events: the new position and nothing else. The page then asks
/// for itself again, with its own rights, so that this stream can leak nothing.
/// </summary>
public static class LiveUpdates
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(25);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/incidents/{code}/live", StreamAsync);

    private static async Task StreamAsync(HttpContext context, string code, Incidents incidents, CurrentUser user, Sessions sessions, TimeProvider clock, IHostApplicationLifetime server)
    {
        if (incidents.Find(code) is not { } engine || !IncidentAccess.MayEnter(user.Account, engine.Current))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Only the newest position matters: a slow reader skips the ones between and holds nothing up.
        var positions = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        void Tell(Published batch)
        {
            // What strangers write and try is on no board: however much of it comes, no open page asks for itself again.
            if (batch.Events.Count == 0 || !batch.Events.All(one => one.Event is PublicClaimEvent or FamilyCardEvent))
            {
                positions.Writer.TryWrite(batch.After.Position);
            }
        }

        engine.Published += Tell;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, server.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await SendAsync(context, $"retry: 5000\nevent: at\ndata: {Text(engine.Current.Position)}\n\n", ending.Token);

            // A session that ended takes its stream with it, at the latest at the next heartbeat.
            while (sessions.Of(context.User) is not null)
            {
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                var next = positions.Reader.WaitToReadAsync(pause.Token).AsTask();
                var woken = await Task.WhenAny(next, Task.Delay(Heartbeat, clock, pause.Token));
                await pause.CancelAsync();
                ending.Token.ThrowIfCancellationRequested();
                await SendAsync(context, woken == next && positions.Reader.TryRead(out var position) ? $"event: changed\ndata: {Text(position)}\n\n" : ": still here\n\n", ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server stops.
        }
        finally
        {
            engine.Published -= Tell;
        }
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken cancellation)
    {
        await context.Response.WriteAsync(text, cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
