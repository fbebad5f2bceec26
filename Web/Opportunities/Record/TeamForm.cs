using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Web.Opportunities.Record;

/// <summary>The team of an opportunity as it is to be.</summary>
public sealed class TeamForm
{
    public int Version { get; set; }

    public IList<TeamLine> Lines { get; set; } = new List<TeamLine>();

    public IReadOnlyList<AgreedShare> Agreed =>
        [.. Lines.Where(line => line.PersonId is not null).Select(line => new AgreedShare(line.PersonId ?? 0, line.Function, (int)Math.Round((line.Share ?? 0) * 100)))];

    /// <summary>What it is now, with some empty lines to add somebody.</summary>
    public static TeamForm Of(IEnumerable<OpportunityMember> members, int version, int empty = 3) => new()
    {
        Version = version,
        Lines =
        [
            .. members.Select(member => new TeamLine { PersonId = member.PersonId, Function = member.Function, Share = member.Share == 0 ? null : member.Share / 100m }),
            .. Enumerable.Range(0, empty).Select(_ => new TeamLine()),
        ],
    };
}

public sealed class TeamLine
{
    public long? PersonId { get; set; }

    public TeamFunction Function { get; set; }

    /// <summary>Of what is signed.</summary>
    [Range(0, 100)]
    public decimal? Share { get; set; }
}

public sealed class CompetitorForm
{
    public int Version { get; set; }

    [Required, StringLength(OpportunityLengths.Competitor)]
    public string? Name { get; set; }

    public CompetitorPosition Position { get; set; }

    [StringLength(OpportunityLengths.Note)]
    public string? Note { get; set; }
}
