using Microsoft.Net.Http.Headers;

namespace Homeward.Web;

/// <summary>
/// What a request must look like before anything of it is looked at: a host that is one, a body that says its length, a form in UTF-8. Every
/// browser sends such requests; what doesn't was made to confuse, and at some of it the framework itself fails. It gets a number for an answer and no page.
/// </summary>
public static class Framing
{
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        if (Wrong(context.Request) is not { } status)
        {
            return next(context);
        }

        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static int? Wrong(HttpRequest request) =>
        Uri.CheckHostName(request.Host.Host.Trim('[', ']')) == UriHostNameType.Unknown || !request.Host.Host.All(char.IsAscii) ? StatusCodes.Status400BadRequest
        : request.Headers.TransferEncoding.Count > 0 ? StatusCodes.Status411LengthRequired
        : IsInAnotherCharset(request) ? StatusCodes.Status415UnsupportedMediaType
        : null;

    private static bool IsInAnotherCharset(HttpRequest request) =>
        request.ContentType is { } said && MediaTypeHeaderValue.TryParse(said, out var type) && type.Charset is { HasValue: true } charset
        && request.HasFormContentType && !HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
