using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>A select of a filter: any, or one of the options.</summary>
public sealed record Choice(string Name, string Label, IEnumerable<(string Value, string Text)> Options, string? Chosen)
{
    public static Choice Of<T>(string name, string label, Words words, T? chosen)
        where T : struct, Enum =>
        new(name, label, Enum.GetValues<T>().Select(value => (value.ToString(), words.Of(value))), chosen?.ToString());
}
