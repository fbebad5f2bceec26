using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;

namespace SiCrm.Tests.Worlds;

/// <summary>What the program under test logs as an error: written beside the test that got an error page, which alone says nothing of its cause.</summary>
internal sealed class Troubles : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _told = new();

    public ILogger CreateLogger(string categoryName) => new Teller(this, categoryName);

    /// <summary>Stands before a visitor's requests.</summary>
    public DelegatingHandler Watch() => new Watcher(this);

    public void Dispose()
    {
    }

    private sealed class Teller(Troubles troubles, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                troubles._told.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            }
        }
    }

    private sealed class Watcher(Troubles troubles) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode >= HttpStatusCode.InternalServerError && TestContext.Current.TestOutputHelper is { } output)
            {
                output.WriteLine($"{request.Method} {request.RequestUri}: {answer.StatusCode}");
                while (troubles._told.TryDequeue(out var trouble))
                {
                    output.WriteLine(trouble);
                }
            }

            return answer;
        }
    }
}
