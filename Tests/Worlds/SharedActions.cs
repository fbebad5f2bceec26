using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SiCrm.Tests.Worlds;

/// <summary>
/// The actions of all controllers as the framework reads them, read once for all programs of a test run: by far the most of
/// what it takes to start one. Each program has descriptors of its own, so that nothing it keeps with them goes to another.
/// </summary>
internal sealed class SharedActions(IServiceProvider services) : IActionDescriptorProvider
{
    private static readonly Lock Reading = new();
    private static volatile ServiceDescriptor? _reader;
    private static IReadOnlyList<ControllerActionDescriptor>? _read;

    public int Order => -1000;

    public static void Add(IServiceCollection services)
    {
        // Of this program: another one that starts at the same time has a description of its own.
        var reader = services.Single(service => service.ServiceType == typeof(IActionDescriptorProvider) && service.ImplementationType?.Name == "ControllerActionDescriptorProvider");
        services.Remove(reader);
        _reader = reader;
        services.TryAddEnumerable(ServiceDescriptor.Transient<IActionDescriptorProvider, SharedActions>());
    }

    public void OnProvidersExecuting(ActionDescriptorProviderContext context)
    {
        lock (Reading)
        {
            _read ??= Read();
        }

        foreach (var action in _read)
        {
            context.Results.Add(Copy(action));
        }
    }

    public void OnProvidersExecuted(ActionDescriptorProviderContext context)
    {
    }

    private IReadOnlyList<ControllerActionDescriptor> Read()
    {
        var reader = (IActionDescriptorProvider)ActivatorUtilities.CreateInstance(services, _reader?.ImplementationType ?? throw new InvalidOperationException("Nobody reads controllers."));
        var context = new ActionDescriptorProviderContext();
        reader.OnProvidersExecuting(context);
        reader.OnProvidersExecuted(context);
        return [.. context.Results.Cast<ControllerActionDescriptor>()];
    }

    private static ControllerActionDescriptor Copy(ControllerActionDescriptor action) => new()
    {
        ActionConstraints = action.ActionConstraints is { } constraints ? [.. constraints] : null,
        ActionName = action.ActionName,
        AttributeRouteInfo = action.AttributeRouteInfo,
        BoundProperties = [.. action.BoundProperties],
        ControllerName = action.ControllerName,
        ControllerTypeInfo = action.ControllerTypeInfo,
        DisplayName = action.DisplayName,
        EndpointMetadata = [.. action.EndpointMetadata],
        FilterDescriptors = [.. action.FilterDescriptors.Select(filter => new FilterDescriptor(filter.Filter, filter.Scope) { Order = filter.Order })],
        MethodInfo = action.MethodInfo,
        Parameters = [.. action.Parameters],
        Properties = new Dictionary<object, object?>(action.Properties),
        RouteValues = new Dictionary<string, string?>(action.RouteValues, StringComparer.OrdinalIgnoreCase),
    };
}
