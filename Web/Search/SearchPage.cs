using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Search;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Search;

public sealed record SearchPage(string Words, IReadOnlyList<SearchGroup> Groups, OrganisationFacts Names)
{
    private readonly IReadOnlyList<string> _tokens = SearchText.Query(Words);

    public IReadOnlyList<MarkedText> Marked(string? text) => SearchMarks.Of(text, _tokens);

    public static string TitleOf(SearchGroup group, Words words) => group.Source.Title is { } title ? words[title] : words.Of(group.Source.Type);

    /// <summary>The list of the type with the same words.</summary>
    public string ListOf(SearchGroup group) => $"{group.Source.Path}?q={Uri.EscapeDataString(Words)}";
}
