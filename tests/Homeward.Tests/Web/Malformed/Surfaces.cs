using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Tests.Support;

namespace Homeward.Tests.Web.Malformed;

/// <summary>The ways into the server, and for each of them requests that nobody means well or nobody's browser sends.</summary>
internal sealed partial class Surfaces(Town town, IReadOnlyList<Visitor> visitors, IReadOnlyList<string> templates, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> handlers, Random chance)
{
    private readonly Mutations mutate = new(chance);

    /// <summary>Each surface by name, with a maker of requests.</summary>
    public IReadOnlyDictionary<string, Func<Task<RawRequest>>> All => new Dictionary<string, Func<Task<RawRequest>>>
    {
        ["forms"] = FormAsync,
        ["multipart"] = () => MultipartAsync(images: false),
        ["images"] = () => MultipartAsync(images: true),
        ["csv"] = () => Task.FromResult(Csv()),
        ["json"] = () => Task.FromResult(Json()),
        ["headers"] = () => Task.FromResult(Headers()),
        ["query"] = () => Task.FromResult(Query()),
        ["cookies"] = () => Task.FromResult(CookiesOf()),
        ["paths"] = () => Task.FromResult(Paths()),
        ["live"] = () => Task.FromResult(Live()),
        ["wire"] = () => Task.FromResult(Wire()),
    };

    private string Host => town.Site.Address.Authority;

    private async Task<RawRequest> FormAsync()
    {
        var (visitor, address) = Somewhere();
        var fields = mutate.Of(await visitor.FormAsync(address));
        var body = Encoded(fields);
        body = mutate.In(3) ? mutate.Of(body) : body;
        return Posted(visitor, address + Handler(), mutate.In(10) ? mutate.One(["text/plain", "", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=nonsense", "multipart/form-data", "image/png"]) : "application/x-www-form-urlencoded", body);
    }

    private async Task<RawRequest> MultipartAsync(bool images)
    {
        var (visitor, address) = images && mutate.In(2) ? (Signed(), $"/incidents/{Town.Code}/import") : Somewhere();
        var boundary = mutate.In(20) ? mutate.One(["", "\"", new('b', 200), "a b", "--"]) : "b0undary";
        using var body = new MemoryStream();
        foreach (var (name, value) in mutate.Of(await visitor.FormAsync(address)))
        {
            var file = images && name != "form-token" && !mutate.In(3);
            Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{(file || mutate.In(6) ? $"; filename=\"{mutate.One(["a.csv", "a.png", "../../a", "a\0.csv", "", "ñ.jpg", new string('f', 400)])}\"" : "")}\r\n{(mutate.In(5) ? $"Content-Type: {mutate.One(["image/jpeg", "text/csv", "x", ""])}\r\n" : "")}\r\n");
            body.Write(file ? Image() : Encoding.UTF8.GetBytes(value));
            Write("\r\n");
        }

        if (images)
        {
            Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n");
            body.Write(Image());
            Write("\r\n");
        }

        Write(mutate.In(8) ? "" : $"--{boundary}--\r\n");
        var bytes = mutate.In(3) ? mutate.Of(body.ToArray()) : body.ToArray();
        return Posted(visitor, address + Handler(), $"multipart/form-data; boundary={boundary}", bytes);

        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
    }

    // The beginnings of real pictures, a drawing that would run, and a table that pretends to be a picture.
    private byte[] Image()
    {
        byte[] whole = mutate.Up(7) switch
        {
            0 => [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0, 0, 13, .. "IHDR"u8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 8, 6, 0, 0, 0, .. mutate.Noise(600)],
            1 => [0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, .. "Exif\0\0II*\0"u8, .. mutate.Noise(900), 0xff, 0xd9],
            2 => [.. "RIFF\xff\xff\xff\x7fWEBPVP8 "u8, .. mutate.Noise(400)],
            3 => [.. "GIF89a\xff\xff\xff\xff"u8, .. mutate.Noise(300)],
            4 => [.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><image href='file:///etc/passwd'/></svg>"u8],
            5 => [0xff, 0xd8, 0xff, .. "Name,Age\nNadia,7\n"u8],
            _ => [0x50, 0x4b, 3, 4, .. mutate.Noise(500)],
        };
        return mutate.In(2) ? mutate.Of(whole) : whole;
    }

    private RawRequest Csv()
    {
        var visitor = Signed();
        var kind = mutate.One(["Roll", "Roll", "People", "Declarations", "", "9"]);
        var rows = new StringBuilder(mutate.One(["Name,Age,DOB,Grade,Guardian phone\n", "id;Nombre;Apellidos;Fecha de nacimiento;Nacionalidad\n", "sep=;\nName;Age\n", "", "\"Name\",\"SSN\"\n"]));
        for (var i = mutate.Up(8); i >= 0; i--)
        {
            rows.Append(string.Join(mutate.One([",", ";", "\t"]), Enumerable.Range(0, mutate.Up(7)).Select(_ => mutate.One([.. Mutations.Values.Where(value => value.Length < 6_000), "Nadia", "7", "25/03/2012", "\"a\"\"b\""])))).Append(mutate.One(["\n", "\r\n", "\r"]));
        }

        var file = mutate.One([Encoding.UTF8, Encoding.Unicode, Encoding.Latin1, Encoding.UTF32]).GetBytes(rows.ToString());
        using var body = new MemoryStream();
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("form-token", visitor.Token), ("kind", kind), ("place", mutate.In(4) ? mutate.One(Mutations.Values) : town.Classroom.Id.ToString())])
        {
            body.Write(Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }

        foreach (var part in kind == "Declarations" ? (string[])["file", "dependents"] : ["file"])
        {
            body.Write([.. Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n"), .. mutate.In(2) ? mutate.Of(file) : file, .. "\r\n"u8]);
        }

        body.Write("--b--\r\n"u8);
        return Posted(visitor, $"/incidents/{Town.Code}/import", "multipart/form-data; boundary=b", mutate.In(5) ? mutate.Of(body.ToArray()) : body.ToArray());
    }

    // No page reads JSON or XML as its body; a passkey's answer is JSON in a field of a form.
    private RawRequest Json()
    {
        var json = Encoding.UTF8.GetBytes(mutate.One([
            "{\"id\":\"x\",\"rawId\":\"x\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0\",\"authenticatorData\":\"AAAA\",\"signature\":\"AAAA\",\"userHandle\":\"AAAA\"},\"clientExtensionResults\":{}}",
            "{\"id\":\"x\",\"rawId\":\"x\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\",\"attestationObject\":\"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVjF\",\"transports\":[\"usb\"]},\"clientExtensionResults\":{}}",
            "{\"name\":\"Nadia\"}", "[]", "null", "1e999999", "{\"a\":1,\"a\":2}", new string('[', 20_000), string.Concat(Enumerable.Repeat("{\"a\":", 3_000)), "\"\\ud800\"", "{\"$type\":\"System.Object\"}",
            "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>", "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><l>&b;</l>",
        ]));
        json = mutate.In(2) ? mutate.Of(json) : json;
        var (visitor, address) = Somewhere();
        if (mutate.In(2))
        {
            var (where, handler) = visitor.IsStranger ? ("/sign-in/passkey", "") : ("/account", "?handler=Passkey");
            return Posted(visitor, where + handler, "application/x-www-form-urlencoded", Encoded([new("form-token", visitor.Token), new("credential", Encoding.Latin1.GetString(json)), new("next", mutate.One(Mutations.Values))]), $"localhost:{town.Site.Address.Port}");
        }

        return Posted(visitor, address + Handler(), mutate.One(["application/json", "application/json; charset=utf-16", "text/json", "application/problem+json", "application/xml", "text/xml", "application/csp-report"]), mutate.In(5) ? [] : json, inHeader: mutate.In(2));
    }

    private RawRequest Headers()
    {
        var (visitor, address) = Somewhere();
        var headers = Enumerable.Range(0, mutate.Up(5)).Select(_ => (
            mutate.One(["Accept", "Accept-Language", "Accept-Encoding", "Accept-Charset", "Range", "If-Range", "If-None-Match", "If-Modified-Since", "Referer", "Origin", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-HTTP-Method-Override",
                "X-Homeward-Form", "X-Homeward-Part", "X-Homeward-Refresh", "Expect", "Upgrade", "Te", "Trailer", "Via", "Content-Type", "Content-Encoding", "Content-Length", "Transfer-Encoding", "Authorization", "Cookie", "Traceparent", "Baggage", "Date", "Host", "Connection", "Sec-Fetch-Site", "X-Original-URL"]),
            mutate.One([.. Mutations.Values.Where(value => value.Length < 6_000), "en;q=9, es;q=-1, *;q=0.0000001", "bytes=0-,5-1,-9999999999999", "chunked", "gzip, deflate, br, identity;q=0", "\"a\", W/\"", "Basic ====", "100-continue", "websocket", "00-0-0-0", "Thu, 32 Foo 0000 99:99:99 GMT", "text/html;q=x,*/*;;;", "\t", "a\u0001b", "ÿþ"])));
        var request = RawRequest.Of(mutate.One(["GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "TRACE", "CONNECT", "PATCH"]), address, Host, [("Cookie", visitor.Cookies), .. headers]);
        return mutate.In(4) ? new(mutate.Of(request.Bytes, 4), Cut: true) : request;
    }

    private RawRequest Query()
    {
        var (visitor, address) = Somewhere();
        var query = string.Join('&', Enumerable.Range(0, mutate.Up(6)).Select(_ => $"{Percent(mutate.One(Mutations.Names))}={Percent(mutate.One(Mutations.Values))}"));
        return RawRequest.Of(mutate.One(["GET", "GET", "HEAD"]), (address + "?" + query)[..Math.Min(7_000, address.Length + 1 + query.Length)], Host, [("Cookie", visitor.Cookies)]);

        // Mostly encoded as a browser does; sometimes as nobody does.
        string Percent(string text) => mutate.In(4) ? Ascii(text) : Uri.EscapeDataString(text.Length > 800 ? text[..800] : text);
    }

    private RawRequest CookiesOf()
    {
        var (visitor, address) = Somewhere();
        var cookies = mutate.Up(6) switch
        {
            0 => Ascii(mutate.One(Mutations.Values)),
            1 => visitor.Cookies + "; " + visitor.Cookies,
            2 => string.Join("; ", Enumerable.Range(0, 300).Select(i => $"c{i}=x")),
            3 => string.Join("; ", ((string[])["homeward-session", "homeward-form", "homeward-browser", "homeward-language", "homeward-half", "homeward-passkey"]).Select(name => $"{name}={Ascii(mutate.One(Mutations.Values))}")),
            4 => string.Join("; ", ((string[])["homeward-session", "homeward-form", "homeward-browser", "homeward-half"]).Select(name => $"{name}=CfDJ8{Convert.ToBase64String(mutate.Noise(300)).Replace('+', '-').Replace('/', '_')}")),
            _ => Encoding.Latin1.GetString(mutate.Of(Encoding.Latin1.GetBytes(visitor.Cookies))),
        };
        cookies = cookies.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        return mutate.In(3)
            ? RawRequest.Of("POST", address, Host, [("Cookie", cookies[..Math.Min(cookies.Length, 15_000)]), ("Content-Type", "application/x-www-form-urlencoded")], Encoded([new("form-token", visitor.Token)]))
            : RawRequest.Of("GET", address, Host, [("Cookie", cookies[..Math.Min(cookies.Length, 15_000)])]);
    }

    private RawRequest Paths()
    {
        var visitor = mutate.One(visitors);
        var path = mutate.Up(5) switch
        {
            0 => Encoding.Latin1.GetString(mutate.Of(Encoding.Latin1.GetBytes(Filled(mutate.One(templates))), 1)),
            1 => "/incidents/" + string.Join('/', Enumerable.Range(0, mutate.Up(5)).Select(_ => Ascii(mutate.One(Mutations.Values)))),
            2 => mutate.One(["*", "http://other.example/", $"http://{Host}/account", "//", "/.", "/..", "/%2e%2e/%2e%2e/etc/passwd", "/homeward.css/../../journal.db", "/homeward.css%00.html", "/\\..\\", "/%", "/%u0041", "/incidents/%2F", "/?", "/#", "/;a=b", "/%F0%9F%98%80", "/%ff%fe", "account", "", "/" + new string('a', 9_000), "/" + string.Concat(Enumerable.Repeat("a/", 2_000))]),
            3 => Filled(mutate.One(templates)).Replace("/", mutate.One(["//", "/./", "/x/../", "%2f", "\\"]), StringComparison.Ordinal),
            _ => "/" + Regex().Replace(mutate.One(templates), _ => Ascii(mutate.One(Mutations.Values)) is { Length: < 600 } word ? Uri.EscapeDataString(word) : "x"),
        };
        var request = RawRequest.Of(mutate.One(["GET", "GET", "POST", "HEAD"]), path, Host, [("Cookie", visitor.Cookies)]);
        return path.Any(letter => letter is '\r' or '\n') ? request with { Cut = true } : request;
    }

    private RawRequest Live()
    {
        var visitor = mutate.One(visitors);
        var path = $"/incidents/{(mutate.In(4) ? Ascii(mutate.One(Mutations.Values)) is { Length: < 600 } word ? Uri.EscapeDataString(word) : "x" : Town.Code)}/live{(mutate.In(3) ? "?" + Uri.EscapeDataString(mutate.One(["asOf", "Last-Event-ID", "lang"])) + "=" + Uri.EscapeDataString(mutate.One(["", "yesterday", "2019-08-07T20:00"])) : "")}";
        var request = RawRequest.Of(mutate.One(["GET", "GET", "GET", "POST", "HEAD", "PUT"]), path, Host,
            [("Cookie", visitor.Cookies), ("Accept", mutate.One(["text/event-stream", "*/*", "application/json", "", "x"])), ("Last-Event-ID", Ascii(mutate.One(Mutations.Values)) is { Length: < 6_000 } id ? id.Replace("\r\n", "", StringComparison.Ordinal) : "9"), ("X-Homeward-Refresh", mutate.One(["1", "", "\t"]))]);
        return mutate.In(5) ? new(mutate.Of(request.Bytes, 4), Cut: true) : request;
    }

    private RawRequest Wire()
    {
        var (visitor, address) = Somewhere();
        var (head, body) = ($"POST {address} HTTP/1.1\r\nHost: {Host}\r\nCookie: {visitor.Cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\n", $"form-token={Uri.EscapeDataString(visitor.Token)}&Note=x");
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        var chunk = body.Length.ToString("x", CultureInfo.InvariantCulture);
        var text = mutate.One([
            $"{head}Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}\r\n{body}\r\n0\r\n\r\n", $"{head}Content-Length: {length}\r\nContent-Length: 5\r\n\r\n{body}", $"{head}Content-Length: {length}, {length}\r\n\r\n{body}",
            $"{head}Content-Length: -1\r\n\r\n{body}", $"{head}Content-Length: +{length}\r\n\r\n{body}", $"{head}Content-Length: 0x20\r\n\r\n{body}", $"{head}Content-Length: 99999999999999999999\r\n\r\n{body}", $"{head}Content-Length: 5000\r\n\r\n{body}", $"{head}Content-Length: 3\r\n\r\n{body}", $"{head}\r\n{body}",
            $"{head}Transfer-Encoding: chunked\r\n\r\n{chunk}\r\n{body}\r\n0\r\n\r\n", $"{head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{body}\r\n0\r\n\r\n", $"{head}Transfer-Encoding: chunked\r\n\r\n-5\r\n{body}", $"{head}Transfer-Encoding: chunked\r\n\r\n{chunk};{new string('e', 9_000)}=1\r\n{body}\r\n0\r\n\r\n",
            $"{head}Transfer-Encoding: chunked\r\n\r\n{chunk}\n{body}\n0\n\n", $"{head}Transfer-Encoding: chunked\r\n\r\n{string.Concat(Enumerable.Repeat("1\r\na\r\n", 3_000))}0\r\n\r\n", $"{head}Transfer-Encoding: chunked\r\n\r\n{chunk}\r\n{body}\r\n0\r\nX-Trailer: {new string('t', 20_000)}\r\n\r\n",
            $"{head}Transfer-Encoding: gzip, chunked\r\n\r\n{chunk}\r\n{body}\r\n0\r\n\r\n", $"{head}Transfer-Encoding: xchunked\r\n\r\n{body}", $"{head}Transfer-Encoding : chunked\r\n\r\n{body}", $"{head}Transfer-Encoding:\vchunked\r\n\r\n{body}", $"{head}X: a\r\n b\r\n\r\n", $"{head}X\r\n\r\n", $"{head}: x\r\n\r\n", $"{head}Expect: 100-continue\r\nContent-Length: {length}\r\n\r\n{body}",
            $"GET {address} HTTP/1.1\r\nHost: {Host}\r\n\r\nGET /account HTTP/1.1\r\nHost: x\r\n\r\n", $"GET {address}\r\n\r\n", $"GET {address} HTTP/9.9\r\nHost: {Host}\r\n\r\n", $"GET {address} HTTP/1.1\r\n\r\n", $"GET {address} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", $"GET {address} HTTP/1.1\r\nHost: {new string('h', 5_000)}\r\n\r\n", $"GET  {address} HTTP/1.1\r\nHost: {Host}\r\n\r\n",
            $"get {address} HTTP/1.1\r\nHost: {Host}\r\n\r\n", $"GET {address} HTTP/1.1\nHost: {Host}\n\n", $"{new string('M', 500)} / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n", "\u0016\u0003\u0001\u0002\0\u0001\0", "\r\n\r\n\r\n", "\0\0\0\0\0\0\0\0", $"GET / HTTP/1.1\r\n{string.Concat(Enumerable.Repeat("A: b\r\n", 500))}\r\n",
        ]);
        var bytes = Encoding.Latin1.GetBytes(text);
        return new(mutate.In(2) ? mutate.Of(bytes) : bytes, Cut: true);
    }

    private RawRequest Posted(Visitor visitor, string address, string type, byte[] body, string? host = null, bool inHeader = false)
    {
        var request = RawRequest.Of("POST", address, host ?? Host, [("Cookie", visitor.Cookies), ("Content-Type", type), .. inHeader ? [("X-Homeward-Form", visitor.Token)] : Array.Empty<(string, string)>()], body);
        return mutate.In(20) ? new(request.Bytes[..^Math.Min(request.Bytes.Length - 20, 1 + mutate.Up(400))], Cut: true) : request;
    }

    private (Visitor Visitor, string Address) Somewhere() => (mutate.One(visitors), Filled(mutate.One(templates)));

    private Visitor Signed() => mutate.One([.. visitors.Where(visitor => !visitor.IsStranger)]);

    private string Handler() => mutate.In(4) ? "?handler=" + mutate.One(["File", "Upload", "Passkey", "PasskeyOptions", "x", "", .. handlers]) : "";

    // Most addresses are about somebody who is there.
    private string Filled(string template) => "/" + Regex().Replace(template, part => mutate.In(6) ? Guid.CreateVersion7().ToString("N") : values.GetValueOrDefault(part.Value) ?? Guid.CreateVersion7().ToString("N"));

    private static byte[] Encoded(IEnumerable<KeyValuePair<string, string>> fields) =>
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")));

    private static string Ascii(string text) => string.Concat(text.Where(letter => letter is > ' ' and < (char)127));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Regex();
}
