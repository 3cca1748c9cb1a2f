using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Homeward.Web;

/// <summary>
/// The files of wwwroot, carried inside the executable and served from memory. They hold no data, so they are open
/// without signing in. <c>@Assets["homeward.css"]</c> is an address that changes with the content and can be kept forever.
/// </summary>
public sealed class Assets
{
    private readonly FrozenDictionary<string, Asset> files = ReadEmbedded().ToFrozenDictionary(file => file.Path);

    public string this[string path] =>
        files.TryGetValue(path, out var file)
            ? $"/{path}?v={file.Version}"
            : throw new KeyNotFoundException($"wwwroot has no file \"{path}\".");

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var file in files.Values)
        {
            routes.MapMethods("/" + file.Path, ["GET", "HEAD"], context => Serve(context, file)).AllowAnonymous().WithMetadata(new Lanes.IsAsset());
        }
    }

    private static Task Serve(HttpContext context, Asset file)
    {
        var headers = context.Response.Headers;
        headers.ETag = $"\"{file.Version}\"";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = context.Request.Query["v"] == file.Version ? "public, max-age=31536000, immutable" : "no-cache";
        if (context.Request.Headers.IfNoneMatch == headers.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var small = file.Compressed is not null && context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        var body = small ? file.Compressed! : file.Content;
        if (small)
        {
            headers.ContentEncoding = "br";
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body).AsTask();
    }

    private static IEnumerable<Asset> ReadEmbedded()
    {
        var assembly = typeof(Assets).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("wwwroot/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var path = name["wwwroot/".Length..].Replace('\\', '/');
            yield return new Asset(path, content, Compress(path, content), TypeOf(path), Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
        }
    }

    // Pictures are compressed already.
    private static byte[]? Compress(string path, byte[] content)
    {
        if (path.EndsWith(".png", StringComparison.Ordinal) || path.EndsWith(".ico", StringComparison.Ordinal))
        {
            return null;
        }

        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Optimal))
        {
            brotli.Write(content);
        }

        return compressed.ToArray();
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".html" => "text/html; charset=utf-8",
        ".json" => "application/json",
        ".webmanifest" => "application/manifest+json",
        ".opus" => "audio/ogg",
        ".txt" => "text/plain; charset=utf-8",
        var other => throw new InvalidOperationException($"wwwroot/{path}: say in {nameof(Assets)} which content type \"{other}\" has."),
    };

    private sealed record Asset(string Path, byte[] Content, byte[]? Compressed, string ContentType, string Version);
}
