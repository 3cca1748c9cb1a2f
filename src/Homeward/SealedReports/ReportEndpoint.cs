using Microsoft.AspNetCore.Http.Metadata;

namespace Homeward.SealedReports;

/// <summary>
/// <c>POST /sealed-reports</c>: open to everybody, because the signature says who sends; the same on a locked server and on an open one.
/// </summary>
public static class ReportEndpoint
{
    public const string Address = "/sealed-reports";

    /// <param name="stored">Told after a report was stored.</param>
    public static void Map(IEndpointRouteBuilder routes, ReportInbox inbox, TimeProvider clock, Action stored) =>
        routes.MapPost(Address, async context =>
            {
                var taken = await ReadAsync(context) is { } body ? inbox.TakeIn(body, clock.GetUtcNow()) : new(ReportInbox.Outcome.TooLarge, null);
                context.Response.StatusCode = taken.Outcome switch
                {
                    ReportInbox.Outcome.Stored => StatusCodes.Status201Created,
                    ReportInbox.Outcome.Duplicate => StatusCodes.Status200OK,
                    ReportInbox.Outcome.OtherWithSameId => StatusCodes.Status202Accepted,
                    ReportInbox.Outcome.UnknownKey => StatusCodes.Status401Unauthorized,
                    ReportInbox.Outcome.BadSignature => StatusCodes.Status403Forbidden,
                    ReportInbox.Outcome.TooLarge => StatusCodes.Status413PayloadTooLarge,
                    ReportInbox.Outcome.Full => StatusCodes.Status507InsufficientStorage,
                    _ => StatusCodes.Status400BadRequest,
                };
                await context.Response.WriteAsJsonAsync(new { Outcome = Homeward.Web.Acting.WordChoices.Sent(taken.Outcome), taken.Receipt }, context.RequestAborted);
                if (taken.Outcome == ReportInbox.Outcome.Stored)
                {
                    stored();
                }
            })
            .AllowAnonymous().DisableAntiforgery().WithMetadata(new Small());

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        var body = new byte[SealedReport.LargestBytes + 1];
        try
        {
            var read = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
            return read <= SealedReport.LargestBytes ? body.AsMemory(0, read) : null;
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    private sealed class Small : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => SealedReport.LargestBytes;
    }
}
