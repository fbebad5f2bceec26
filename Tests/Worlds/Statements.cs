using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SiCrm.Tests.Worlds;

/// <summary>The statements that a world's database is sent while this is listening.</summary>
public sealed class Statements : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly TestDatabase _database;
    private readonly List<string> _sent = [];
    private readonly List<IDisposable> _subscriptions = [];

    public Statements(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        _database = world.Database;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public IReadOnlyList<string> Sent => _sent;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuted.Name && value.Value is CommandExecutedEventData command && IsOurs(command))
        {
            lock (_sent)
            {
                _sent.Add(command.Command.CommandText);
            }
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private bool IsOurs(CommandExecutedEventData command) => command.Connection is { } connection
        && (_database.Address == connection.DataSource || _database.Address.Contains(connection.Database, StringComparison.Ordinal) && connection.Database.Length > 6);
}
