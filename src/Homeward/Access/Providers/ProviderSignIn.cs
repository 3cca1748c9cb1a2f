using System.Security.Claims;
using Homeward.Engine;
using Microsoft.AspNetCore.Authentication;

namespace Homeward.Access.Providers;

/// <summary>
/// The way to an organisation's sign-in and back. Whoever comes back is let in when two organisations invited them and they linked this sign-in when
/// they took the invitation up; nobody is let in, and nothing changes, because a provider says so.
/// </summary>
public sealed class ProviderSignIn(
    AccountStore accounts, Incidents incidents, Sessions sessions, HalfSignedIn half, TakingUp takingUp, ILogger<ProviderSignIn> log)
{
    /// <summary>What somebody is told who isn't let in.</summary>
    public enum Why
    {
        /// <summary>The provider doesn't answer.</summary>
        Down,

        /// <summary>The provider said no, or its answer isn't one we can trust: another issuer, audience, key, browser, or too late.</summary>
        NotTrusted,

        /// <summary>It says who they are, and nobody invited them.</summary>
        NotInvited,
    }

    private const string Next = "next";
    private const string Invited = "invited";
    private const string SecondStepPage = "/sign-in/second-step";

    /// <summary>Where somebody is sent on from, once the cookies of their session are theirs.</summary>
    public const string Arrived = "/sign-in/arrived";

    /// <summary>Sends the browser to a provider.</summary>
    /// <returns>False when the provider can't be reached.</returns>
    public async Task<bool> LeaveAsync(HttpContext context, SignInProvider provider, string? next)
    {
        var properties = new AuthenticationProperties { RedirectUri = Arrived };
        properties.Items[Next] = next ?? "/";
        properties.Items[Invited] = takingUp.Carried(context);
        try
        {
            await context.ChallengeAsync(provider.Scheme, properties);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException or TaskCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            // Its description of itself could not be fetched.
            Failed(log, provider.Organisation, e.GetType().Name, null);
            return false;
        }
    }

    /// <summary>Somebody came back, and who they are is certain.</summary>
    public async Task ArriveAsync(TicketReceivedContext context, SignInProvider provider)
    {
        context.HandleResponse();
        var said = context.Principal!;
        if (said.FindFirstValue("iss") is not { } issuer || said.FindFirstValue(provider.Claim) is not { Length: > 0 and <= 500 } subject)
        {
            Failed(log, provider.Organisation, $"no {provider.Claim} in the token", null);
            context.Response.Redirect(Address(Why.NotTrusted));
            return;
        }

        var link = new ProviderLink(issuer, subject);
        var invited = context.Properties!.Items.TryGetValue(Invited, out var carried) ? takingUp.Of(carried) : null;
        var account = invited is null ? accounts.Current.FindByProvider(link)
            : MaySpeakFor(provider, invited.Organisation) ? accounts.TakeUp(invited, link) : null;
        if (account is null || account.Ended || !MaySpeakFor(provider, account.Organisation))
        {
            context.Response.Redirect(Address(Why.NotInvited));
            return;
        }

        takingUp.End(context.HttpContext);
        var next = context.Properties.Items[Next]!;
        var theirs = said.Claims.Any(claim => claim.Type is "amr" or "acr" && provider.SecondStep.Contains(claim.Value));
        if (account.HasSecondStep && !theirs)
        {
            half.Start(context.HttpContext, account);
            next = SecondStepPage + QueryString.Create(Next, next);
        }
        else
        {
            await sessions.StartAsync(context.HttpContext, account, secondStepElsewhere: theirs);
        }

        context.Response.Redirect(Arrived + QueryString.Create(Next, next));
    }

    /// <summary>Somebody came back, and who they are isn't certain.</summary>
    public Task Fail(RemoteFailureContext context, SignInProvider provider)
    {
        // What went wrong can quote the token, so only its kind is written down.
        var down = context.Failure is HttpRequestException or IOException or TaskCanceledException || context.Failure?.InnerException is HttpRequestException or IOException;
        Failed(log, provider.Organisation, context.Failure?.GetType().Name ?? "refused", null);
        context.HandleResponse();
        context.Response.Redirect(Address(down ? Why.Down : Why.NotTrusted));
        return Task.CompletedTask;
    }

    /// <summary>Where somebody is told why they aren't let in.</summary>
    public static string Address(Why why) => $"{Arrived}?why={(int)why}";

    /// <summary>Whether this is the provider of that organisation, and of no other of the same name.</summary>
    public bool MaySpeakFor(SignInProvider provider, Domain.Id<Domain.Organisation> organisation) =>
        KnownOrganisations.Of(accounts.Current, [.. incidents.All.Select(engine => engine.Current)]).Named(provider.Organisation) switch
        {
            [var only] => only.Id == organisation,
            [] => OnlyAsked(provider) == organisation,
            _ => false,
        };

    // The first people of an organisation are asked for before anybody of it is known.
    private Domain.Id<Domain.Organisation>? OnlyAsked(SignInProvider provider) =>
        accounts.Current.Requests.Values.Where(request => Accounts.Key(request.OrganisationName) == Accounts.Key(provider.Organisation))
            .Select(request => request.Organisation).Distinct().ToList() is [var only] ? only : null;

    private static readonly Action<ILogger, string, string, Exception?> Failed = LoggerMessage.Define<string, string>(
        LogLevel.Warning, default, "The sign-in of {Organisation} let nobody in: {Kind}.");
}
