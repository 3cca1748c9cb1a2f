using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Homeward.Tests.Web.Malformed;

/// <summary>A request as bytes on the wire, so that it may be anything: what a client library would refuse to send as well.</summary>
/// <param name="Cut">It ends before it is whole, so nobody waits for the rest.</param>
internal sealed record RawRequest(byte[] Bytes, bool Cut = false)
{
    /// <summary>What came back: the status, zero where the server closed the line without a word, and less where nothing came or it was no HTTP.</summary>
    public sealed record Answer(int Status, TimeSpan Took);

    private const int NoHttp = -1, Nothing = -2;

    // On the busiest machine nobody waits so long: a server that hasn't answered by then has forgotten the request.
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(3);

    /// <summary>How long nothing may come back before the rest is said not to come. Long beyond any answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A request with these headers and this body, whole and well formed.</summary>
    public static RawRequest Of(string method, string target, string host, IEnumerable<(string Name, string Value)> headers, byte[]? body = null)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return new([.. Encoding.Latin1.GetBytes(head + "\r\n"), .. body ?? []]);
    }

    /// <summary>Sends it over a connection of its own and reads the head of the answer.</summary>
    public async Task<Answer> SendAsync(Uri server)
    {
        var watch = Stopwatch.StartNew();
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        var answer = HeadAsync(stream);
        try
        {
            await stream.WriteAsync(Bytes);
            if (Cut || await Task.WhenAny(answer, Task.Delay(Patience)) != answer)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // Refused while it was still being sent.
        }

        return new(await Task.WhenAny(answer, Task.Delay(Forgotten)) == answer ? await answer : Nothing, watch.Elapsed);
    }

    private static async Task<int> HeadAsync(NetworkStream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4_096);
        try
        {
            var length = 0;
            while (length < 12)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length));
                if (read == 0)
                {
                    return 0;
                }

                length += read;
            }

            // Whoever begins in HTTP/2 is told in HTTP/2 that this line speaks another one, and the line is closed.
            return buffer is [0, 0, ..] ? 0 : int.TryParse(Encoding.ASCII.GetString(buffer, 9, 3), CultureInfo.InvariantCulture, out var status) ? status : NoHttp;
        }
        catch (IOException)
        {
            return 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
