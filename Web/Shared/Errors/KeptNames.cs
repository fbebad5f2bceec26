using System.Globalization;

namespace SiCrm.Web.Shared.Errors;

/// <summary>How people call what a form names by its number only: said by whoever can look it up, for <see cref="KeptForm"/>.</summary>
public sealed class KeptNames
{
    private readonly Dictionary<(string Field, string Value), string> _names = [];

    /// <param name="field">The name of the field that holds the number, without what it stands in.</param>
    public static void Tell(HttpContext http, string field, IEnumerable<(long Id, string Name)> names)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(names);
        var told = http.Features.Get<KeptNames>() ?? new KeptNames();
        foreach (var (id, name) in names)
        {
            told._names[(field, id.ToString(CultureInfo.InvariantCulture))] = name;
        }

        http.Features.Set(told);
    }

    public string? Of(string field, string? value) => _names.GetValueOrDefault((field, value ?? ""));
}
