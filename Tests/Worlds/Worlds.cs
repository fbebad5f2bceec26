using System.Collections.Concurrent;

namespace SiCrm.Tests.Worlds;

/// <summary>One world per database for the tests of a class that do not disturb each other: use it as a class fixture.</summary>
public sealed class Worlds : IAsyncLifetime
{
    private readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<World>>> _worlds = new();

    public Task<World> OnAsync(DatabaseKind kind) => _worlds.GetOrAdd(kind, key => new(() => World.CreateAsync(key))).Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var world in _worlds.Values.Where(world => world.IsValueCreated))
        {
            await (await world.Value).DisposeAsync();
        }
    }
}
