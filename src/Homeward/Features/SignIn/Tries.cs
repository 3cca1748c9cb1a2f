using System.Globalization;
using Homeward.Access;
using Homeward.Web;
using Homeward.Web.Forms;

namespace Homeward.Features.SignIn;

/// <summary>
/// A try at a password, a code or digits, on whichever page. After too many wrong ones the answer says how long to wait: to the person in a
/// sentence at the box, to a program as 429 and Retry-After.
/// </summary>
public sealed class Tries(SignInThrottle throttle, IHttpContextAccessor context, Texts t, When when, Here here)
{
    /// <summary>Counts a try before what was typed is looked at.</summary>
    /// <param name="known">As for <see cref="SignInThrottle.TryNotBefore"/>.</param>
    /// <param name="box">The box the sentence stands at.</param>
    /// <returns>Whether the try has to wait; nothing may be looked at then.</returns>
    public bool MustWait(string name, string? known, FormProblems problems, string box)
    {
        if (throttle.TryNotBefore(name, known) is not { } moment)
        {
            return false;
        }

        var left = moment - here.Now;
        problems.Add(box, t["sign_in.wait", when.HowLong(left + TimeSpan.FromMinutes(1))]);
        var response = context.HttpContext!.Response;
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = ((int)Math.Ceiling(left.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>It was right: earlier slips under this name no longer count against it.</summary>
    public void Forgive(string name, string? known) => throttle.Forgive(name, known);
}
