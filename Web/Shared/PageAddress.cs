using Microsoft.AspNetCore.Http.Extensions;

namespace SiCrm.Web.Shared;

/// <summary>The present address with some of its values changed: what every link of a list is made of.</summary>
public sealed class PageAddress
{
    private readonly string _path;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _values;

    private PageAddress(string path, IReadOnlyList<KeyValuePair<string, string>> values) => (_path, _values) = (path, values);

    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    public string Query => new QueryBuilder(_values).ToQueryString().Value ?? "";

    public static PageAddress Of(HttpRequest request) => new(
        request.Path,
        [.. request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? ""))).Where(pair => pair.Value.Length > 0)]);

    public PageAddress At(string path) => new(path, _values);

    /// <summary>With this value alone for the name; null removes it.</summary>
    public PageAddress With(string name, object? value)
    {
        var others = _values.Where(pair => !IsNamed(pair, name));
        return new(_path, value is null ? [.. others] : [.. others, KeyValuePair.Create(name, value.ToString() ?? "")]);
    }

    public PageAddress Without(params IEnumerable<string> names) =>
        new(_path, [.. _values.Where(pair => !names.Any(name => IsNamed(pair, name)))]);

    public PageAddress WithoutOne(string name, string value) =>
        new(_path, [.. _values.Where(pair => !IsNamed(pair, name) || !pair.Value.Equals(value, StringComparison.OrdinalIgnoreCase))]);

    public override string ToString() => _path + Query;

    private static bool IsNamed(KeyValuePair<string, string> pair, string name) => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
