using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;

namespace SiCrm.Web.Reports.Frame;

/// <summary>The names that the addresses of the reports understand, as their controllers bind them.</summary>
public sealed class ReportNames(IModelMetadataProvider metadata, IActionDescriptorCollectionProvider actions)
{
    /// <summary>What every page of a report understands: where somebody is in a list, and that it goes on paper.</summary>
    private static readonly string[] Common = ["print", "after", "before", "page"];

    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What of the names the page or file at the path does not know.</summary>
    /// <param name="path">Without the slash before it.</param>
    public IReadOnlyList<string> UnknownTo(ActionDescriptor action, string path, IEnumerable<string> names)
    {
        var known = _names.GetOrAdd(path, _ => Known(action, path));
        return [.. names.Where(name => !known.Contains(name.Split('[', '.')[0]))];
    }

    /// <summary>What of an address's filters neither the report nor its file knows.</summary>
    public IReadOnlyList<string> UnknownTo(ReportEntry report, string query)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (page, file) = (report.Path.TrimStart('/'), report.Path.TrimStart('/') + "/export.");
        var known = new HashSet<string>(
            Common.Concat(At(template => template.Equals(page, StringComparison.OrdinalIgnoreCase) || template.StartsWith(file, StringComparison.OrdinalIgnoreCase)).SelectMany(NamesOf)),
            StringComparer.OrdinalIgnoreCase);
        return [.. QueryHelpers.ParseQuery(query).Where(pair => pair.Value.Any(value => value?.Length > 0)).Select(pair => pair.Key).Where(name => !known.Contains(name.Split('[', '.')[0]))];
    }

    /// <summary>Its own names, and those of the pages above it: a list behind a figure carries them for the way back.</summary>
    private HashSet<string> Known(ActionDescriptor action, string path)
    {
        var known = new HashSet<string>(Common.Concat(NamesOf(action)), StringComparer.OrdinalIgnoreCase);
        for (var above = path; above.LastIndexOf('/') is > 0 and var end;)
        {
            above = above[..end];
            var page = above;
            known.UnionWith(At(template => template.Equals(page, StringComparison.OrdinalIgnoreCase)).SelectMany(NamesOf));
        }

        return known;
    }

    private IEnumerable<ActionDescriptor> At(Func<string, bool> isMeant) =>
        actions.ActionDescriptors.Items.Where(one => one.AttributeRouteInfo?.Template is { } template && isMeant(template));

    private IEnumerable<string> NamesOf(ActionDescriptor action) => action.Parameters.OfType<ControllerParameterDescriptor>()
        .Where(parameter => parameter.ParameterType != typeof(CancellationToken))
        .SelectMany(parameter => metadata.GetMetadataForType(parameter.ParameterType) is { IsComplexType: true, IsEnumerableType: false } form
            ? form.Properties.Where(property => !property.IsReadOnly).Select(property => property.BinderModelName ?? property.PropertyName ?? "") : [parameter.Name]);
}
