using Homeward.Web;

namespace Homeward.Access;

/// <summary>
/// Somebody whose sign-in needs a second step and has none sets it up before anything else: until then every page but their own account leads there.
/// </summary>
public static class SecondStepGuard
{
    private const string SetUp = "/account/second-step";

    private static readonly PathString[] Open = ["/account", "/hide", "/sign-in"];

    public static Task Ask(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated != true
            || context.RequestServices.GetRequiredService<CurrentUser>().Found is not { } account
            || !Sessions.MustSetUpSecondStep(context.User, account)
            || context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null
            || Open.Any(path => context.Request.Path.StartsWithSegments(path)))
        {
            return next(context);
        }

        if (Problems.WantsJson(context.Request) || context.Request.Headers.ContainsKey(SignInCookie.RefreshHeader))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            context.Response.Redirect(SetUp);
        }

        return Task.CompletedTask;
    }
}
