using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace SiCrm.Tests.Operations.Mail;

/// <summary>A mail server on this machine, as far as RFC 5321 is needed to take mails in.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpListener()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was taken in, in the order of coming.</summary>
    public ConcurrentQueue<MimeMessage> Received { get; } = new();

    /// <summary>Takes nothing in for the time being.</summary>
    public bool IsOutOfOrder { get; set; }

    /// <summary>Takes the mail in, and breaks off before saying so.</summary>
    public bool HangsUp { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = TalkAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            await using (var stream = client.GetStream())
            using (var reader = new StreamReader(stream, Encoding.UTF8))
            {
                await SayAsync(stream, IsOutOfOrder ? "421 closed" : "220 ready");
                while (await reader.ReadLineAsync(_stop.Token) is { } line && await AnswerAsync(line, reader, stream))
                {
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The other side is gone.
        }
    }

    private async Task<bool> AnswerAsync(string line, StreamReader reader, NetworkStream stream)
    {
        if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
        {
            var isEnd = line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase);
            await SayAsync(stream, isEnd ? "221 bye" : IsOutOfOrder ? "451 later" : "250 ok");
            return !isEnd;
        }

        await SayAsync(stream, "354 go on");
        Received.Enqueue(await ReadAsync(reader));
        if (HangsUp)
        {
            return false;
        }

        await SayAsync(stream, "250 taken");
        return true;
    }

    private async Task<MimeMessage> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), _stop.Token);
    }

    private static Task SayAsync(NetworkStream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();
}
