using System.Security.Cryptography;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>What the lead desk decides about a form.</summary>
/// <param name="Language">Null: the visitor's.</param>
/// <param name="Sites">The sites that may embed it, one origin a line.</param>
/// <param name="Thanks">What a visitor reads afterwards; null for the general words.</param>
public sealed record LeadFormTerms(
    string Name, string? Language, string? Campaign, long? RegionId, bool IsActive, string? Sites, string? Thanks);

/// <summary>A form on the company's web site: whoever fills it in becomes a lead. Its address can't be guessed, and that is all it needs.</summary>
public sealed class LeadForm
{
    public const int NameLength = 80;
    public const int ThanksLength = 1000;
    public const int SitesLength = 2000;
    public const int MostSites = 20;

    /// <summary>256 bits in letters that an address may have.</summary>
    public const int TokenLength = 43;

    public LeadForm(LeadFormTerms terms, Stamp stamp)
        : this()
    {
        Token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        (MadeAt, MadeById) = (stamp.At, stamp.ActorId);
        Change(terms);
    }

    private LeadForm()
    {
        Name = Token = Sites = "";
    }

    public long Id { get; private set; }

    /// <summary>For the desk, and for the history of the leads that come in by it.</summary>
    public string Name { get; private set; }

    public string Token { get; private set; }

    public string? Language { get; private set; }

    public string? Campaign { get; private set; }

    public long? RegionId { get; private set; }

    /// <summary>A form that is not active does not exist for a visitor.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Origins, each on a line of its own.</summary>
    public string Sites { get; private set; }

    public string? Thanks { get; private set; }

    public DateTime MadeAt { get; private set; }

    public long? MadeById { get; private set; }

    public int Version { get; private set; }

    public LeadFormTerms Terms => new(Name, Language, Campaign, RegionId, IsActive, Sites.Length == 0 ? null : Sites, Thanks);

    public IReadOnlyList<string> Origins => Sites.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Change(LeadFormTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var origins = OriginsIn(terms.Sites);
        Name = PlainText.Line(terms.Name) ?? throw new RuleBroken(new Refusal("FormNeedsName"));
        (Language, Campaign, RegionId) = (terms.Language, PlainText.Line(terms.Campaign), terms.RegionId);
        (IsActive, Sites, Thanks) = (terms.IsActive, string.Join('\n', origins), PlainText.Lines(terms.Thanks));
        Version++;
    }

    /// <summary>What somebody sent in, as the facts of a lead.</summary>
    public LeadFacts Fill(LeadFacts typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed with { Channel = LeadChannel.Website, Campaign = Campaign, RegionId = RegionId };
    }

    /// <summary>Rewritten part by part: nothing that is typed here reaches the headers of an answer as it was typed.</summary>
    private static List<string> OriginsIn(string? sites)
    {
        var lines = (sites ?? "").Split(['\n', '\r', ' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var origins = lines.Select(line => OriginOf(line) ?? throw new RuleBroken(new Refusal("NotASite", line))).Distinct().ToList();
        return origins.Count <= MostSites ? origins : throw new RuleBroken(new Refusal("TooManySites", MostSites));
    }

    private static string? OriginOf(string site) =>
        Uri.TryCreate(site, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url is { UserInfo: "", AbsolutePath: "/", Query: "", Fragment: "" } && url.IdnHost.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']')
            ? $"{url.Scheme}://{(url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost)}{(url.IsDefaultPort ? "" : $":{url.Port}")}"
            : null;
}
