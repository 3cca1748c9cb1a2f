using Homeward.Access.Passkeys;
using Homeward.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Homeward.Access;

/// <summary>Closed by default: a page that says nothing about it is for people who have signed in.</summary>
public static class SignInCookie
{
    /// <summary>Sent by a page that refreshes itself, so that a screen nobody sits at still signs out.</summary>
    public const string RefreshHeader = "X-Homeward-Refresh";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "homeward-session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = Sessions.Idle;
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "next";
            options.Events = new CookieAuthenticationEvents
            {
                OnValidatePrincipal = EndWhatIsOver,
                OnCheckSlidingExpiration = RenewForPeopleOnly,
                OnRedirectToLogin = AskToSignIn,
                OnRedirectToAccessDenied = Refuse,
            };
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "homeward-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "form-token";
            options.HeaderName = "X-Homeward-Form";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<KnownBrowsers>();
        services.AddSingleton<Passwords>();
        services.AddPasskeys();
        services.AddSingleton<Authenticators>();
        services.AddSingleton<SecondSteps>();
        services.AddSingleton<HalfSignedIn>();
        services.AddSingleton<StaffAccess>();
        services.AddScoped<CurrentUser>();
    }

    private static async Task EndWhatIsOver(CookieValidatePrincipalContext context)
    {
        if (context.Principal is null || !context.HttpContext.RequestServices.GetRequiredService<CurrentUser>().Enter(context.Principal))
        {
            context.RejectPrincipal();
            Sessions.ClearPages(context.HttpContext);
            await context.HttpContext.SignOutAsync();
        }
    }

    private static Task RenewForPeopleOnly(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew &= !context.Request.Headers.ContainsKey(RefreshHeader);
        return Task.CompletedTask;
    }

    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        // A program, or a page refreshing a part of itself, cannot fill in a form.
        if (Problems.WantsJson(context.Request) || context.Request.Headers.ContainsKey(RefreshHeader))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
