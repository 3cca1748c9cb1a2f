namespace Homeward.Web;

/// <summary>
/// Which language a request is answered in: what the link asks for (?lang=es), else what this browser chose before
/// (a cookie), else what the browser prefers (Accept-Language), else English.
/// </summary>
public static class LanguageChoice
{
    private const string Cookie = "homeward-language";

    public static Language Of(HttpContext context)
    {
        if (context.Items[typeof(Language)] is Language known)
        {
            return known;
        }

        var language = Language.Find(context.Request.Query["lang"])
            ?? Language.Find(context.Request.Cookies[Cookie])
            ?? Preferred(context.Request)
            ?? Language.English;
        context.Items[typeof(Language)] = language;
        return language;
    }

    /// <summary>Keeps a choice made by a link, so that the next page does not have to carry it.</summary>
    public static Task Remember(HttpContext context, RequestDelegate next)
    {
        if (Language.Find(context.Request.Query["lang"]) is { } chosen)
        {
            context.Response.Cookies.Append(Cookie, chosen.Code, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            });
        }

        return next(context);
    }

    private static Language? Preferred(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(preference => preference.Quality ?? 1)
            .Select(preference => Language.Find(preference.Value.Value))
            .FirstOrDefault(language => language is not null);
}
