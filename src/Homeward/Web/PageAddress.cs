using Microsoft.AspNetCore.Http.Extensions;

namespace Homeward.Web;

/// <summary>The address of the page being shown, with one thing in it changed and the rest kept.</summary>
public static class PageAddress
{
    /// <summary>The same page with a query value set, or taken away when <paramref name="value"/> is nothing.</summary>
    public static string With(HttpRequest request, string name, string? value)
    {
        var query = new QueryBuilder(Kept(request, name));
        if (value is not null)
        {
            query.Add(name, value);
        }

        return request.PathBase + request.Path + query.ToString();
    }

    /// <summary>The query values of this page, for links and forms that keep them. The language lives in a cookie.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Kept(HttpRequest request, string except) =>
        from pair in request.Query
        where pair.Key is not "lang" && pair.Key != except
        from value in pair.Value
        select KeyValuePair.Create(pair.Key, value ?? "");
}
