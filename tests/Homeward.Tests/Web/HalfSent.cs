using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Homeward.Web;
using Xunit;

namespace Homeward.Tests.Web;

/// <summary>
/// A flood of strangers on real sockets, each of whom says that a form follows and sends none of it, so that they hold their places whatever the speed of
/// the machine. The server hangs up on them after some seconds; then others come.
/// </summary>
internal sealed class HalfSent(Uri server, string page) : IDisposable
{
    private const int Rounds = 20;

    private readonly List<TcpClient> flood = [];

    public void Dispose() => flood.ForEach(client => client.Dispose());

    /// <summary>Lets them come until somebody else is answered like this.</summary>
    /// <returns>The last status.</returns>
    public async Task<HttpStatusCode> UntilAsync(Func<Task<HttpResponseMessage>> other, HttpStatusCode wanted)
    {
        for (var round = 0; ; round++)
        {
            List<TcpClient> came = [];
            for (var i = 0; i < 2 * ((2 * Lanes.Places) + Lanes.Queue); i++)
            {
                came.Add(await OneAsync());
            }

            // Whoever found no place is answered, so at that moment the lane was full.
            flood.AddRange(came);
            await Task.WhenAny(came.Select(client => client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask()));
            using var answer = await other();
            if (answer.StatusCode == wanted || round == Rounds)
            {
                return answer.StatusCode;
            }
        }
    }

    private async Task<TcpClient> OneAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {page} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n")), TestContext.Current.CancellationToken);
        return client;
    }
}
