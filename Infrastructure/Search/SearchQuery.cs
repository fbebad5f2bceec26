using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Search;

/// <summary>What somebody looks for.</summary>
public sealed record SearchQuery(CrmDbContext Db, Viewer Viewer, string Text)
{
    /// <summary>A common word stands in more records than anybody looks through: the newest decide.</summary>
    private const int Near = 200;

    private static readonly char[] Wildcards = ['%', '_'];

    public IReadOnlyList<string> Tokens { get; } = SearchText.Query(Text);

    /// <summary>A single letter stands in everything; a single Chinese character is a word.</summary>
    public bool IsWorthwhile => Tokens.Any(token => token.Length > 1 || SearchText.IsCjk(token.EnumerateRunes().First()));

    /// <summary>The words as the beginning of a name.</summary>
    public string Beginning => Text.IndexOfAny(Wildcards) < 0 ? Text : "";

    /// <summary>The numbers among the words, by which nobody finds a telephone that is hidden from him.</summary>
    public IEnumerable<string> HiddenDigits =>
        Viewer.Sees(SensitiveField.PersonalPhone) ? [] : Tokens.Where(token => token.All(char.IsAsciiDigit));

    /// <summary>The ids among which a type's hits are: who sees all of them takes the newest, who sees few looks among all.</summary>
    public IQueryable<long> Among(RecordType type, Func<string, int?, IQueryable<long>> matching)
    {
        ArgumentNullException.ThrowIfNull(matching);
        return matching(Text, Viewer.ScopeOf(type, AccessAction.Read) == Scope.All ? Near : null);
    }
}
