using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Homeward.Web;

/// <summary>
/// The one place where an answer that is an error becomes something a person, or a program, can act on. The page itself is
/// Features/Problem.
/// </summary>
public static class Problems
{
    private const string StaleForm = "stale-form";
    private const string ManyInFiles = "many-in-files";
    private const string ManyInLists = "many-in-lists";

    /// <summary>What went wrong: the status, the kind that names its texts, and the address that was asked for.</summary>
    public sealed record Seen(int Status, string Kind, string Path, HttpRequest Request);

    public static void Use(IApplicationBuilder app)
    {
        // An exception is our mistake. Its message may hold what somebody typed, so only its kind is written down.
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/problem",
            StatusCodeSelector = broken => broken is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = _ => true,
        });
        app.Use(LogWithoutPersonalData);
        app.UseStatusCodePagesWithReExecute("/problem", "?status={0}");
        app.Use(AskForTheProblem);
    }

    public static Seen Of(HttpContext context)
    {
        var status = context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalStatusCode
            ?? (context.Features.Get<IExceptionHandlerFeature>() is null ? StatusCodes.Status404NotFound : context.Response.StatusCode);
        var path = context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? context.Features.Get<IExceptionHandlerPathFeature>()?.Path
            ?? context.Request.Path.Value!;
        return new Seen(status, KindOf(status, context), path, context.Request);
    }

    /// <summary>The answer to somebody who took out as many names in files as a day allows.</summary>
    public static IActionResult TooManyInFiles(HttpContext context)
    {
        context.Items[ManyInFiles] = true;
        return new StatusCodeResult(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>The answer to somebody who was shown as many names in lists as an hour or a day allows.</summary>
    public static IActionResult TooManyInLists(HttpContext context)
    {
        context.Items[ManyInLists] = true;
        return new StatusCodeResult(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Whether the caller is a program: it asks for JSON and not for a page.</summary>
    public static bool WantsJson(HttpRequest request)
    {
        var accepted = request.Headers.Accept.ToString();
        return accepted.Contains("json", StringComparison.OrdinalIgnoreCase) && !accepted.Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    private static string KindOf(int status, HttpContext context) => status switch
    {
        _ when context.Items.ContainsKey(StaleForm) => "stale_form",
        _ when context.Items.ContainsKey(ManyInFiles) => "too_many_in_files",
        _ when context.Items.ContainsKey(ManyInLists) => "too_many_in_lists",
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "not_found",
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "not_allowed",
        StatusCodes.Status413PayloadTooLarge => "too_large",
        StatusCodes.Status429TooManyRequests => "too_many",
        >= 500 => "ours",
        _ => "bad_request",
    };

    // The page that says what went wrong is asked for, whatever it was that went wrong.
    private static Task AskForTheProblem(HttpContext context, RequestDelegate next)
    {
        if ((context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    private static async Task LogWithoutPersonalData(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception broken) when (broken is not (BadHttpRequestException or OperationCanceledException))
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Homeward.Web");
            log.LogError("A request to {Route} failed with {Kind} at {Place}.",
                context.GetEndpoint()?.DisplayName, broken.GetType().Name, FirstFrame(broken));
            throw;
        }
    }

    private static string? FirstFrame(Exception broken) =>
        broken.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Homeward", StringComparison.Ordinal))?.Trim();

    /// <summary>A page answers what it has a handler for, without one it would be drawn from nothing; and it reads forms and nothing else.</summary>
    public sealed class OnlyWhatAPageAnswers : IPageFilter
    {
        public void OnPageHandlerSelected(PageHandlerSelectedContext context)
        {
        }

        public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
        {
            if (context.HandlerMethod is null)
            {
                context.Result = new StatusCodeResult(
                    HttpMethods.IsGet(context.HttpContext.Request.Method) ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed);
            }
            else if (context.HttpContext.Request is { ContentLength: > 0, HasFormContentType: false })
            {
                context.Result = new StatusCodeResult(StatusCodes.Status415UnsupportedMediaType);
            }
        }

        public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
        {
        }
    }

    /// <summary>Remembers that a post was refused for its antiforgery token, which needs other words than a bad value.</summary>
    public sealed class NoticeStaleForms : IAlwaysRunResultFilter
    {
        public void OnResultExecuting(ResultExecutingContext context)
        {
            if (context.Result is IAntiforgeryValidationFailedResult)
            {
                context.HttpContext.Items[StaleForm] = true;
                context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
            }
        }

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }
}
