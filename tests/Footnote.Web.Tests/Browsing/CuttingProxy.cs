using System.Net;
using System.Net.Sockets;

namespace Footnote.Web.Tests.Browsing;

/// <summary>Passes bytes between browser and server, and cuts the connection behind the next occurrence of a text in an answer.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private byte[]? _cutBehind;
    private int _cuts;

    public CuttingProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public int Cuts => Volatile.Read(ref _cuts);

    public void CutOnceBehind(ReadOnlySpan<byte> text) => Volatile.Write(ref _cutBehind, text.ToArray());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient browser)
    {
        using (browser)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
                var sending = browser.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
                await Task.WhenAny(sending, AnswerAsync(server.GetStream(), browser.GetStream()));
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
            {
                // either side went away: so does the other
            }
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream browser)
    {
        var buffer = new byte[16 * 1024];
        while (await server.ReadAsync(buffer, _stop.Token) is var count and > 0)
        {
            var text = Volatile.Read(ref _cutBehind);
            var at = text is null ? -1 : buffer.AsSpan(0, count).IndexOf(text);
            await browser.WriteAsync(buffer.AsMemory(0, at < 0 ? count : at + text!.Length), _stop.Token);
            if (at >= 0 && Interlocked.CompareExchange(ref _cutBehind, null, text) == text)
            {
                Interlocked.Increment(ref _cuts);
                return;
            }
        }
    }
}
