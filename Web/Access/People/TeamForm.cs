using System.ComponentModel.DataAnnotations;

namespace SiCrm.Web.Access.People;

public sealed class TeamForm
{
    [Required, StringLength(60)]
    public string Name { get; set; } = "";

    [Required]
    public long? RegionId { get; set; }
}

public sealed class RegionForm
{
    [Required, StringLength(60)]
    public string Name { get; set; } = "";
}

public sealed record TeamRow(string Region, string? Team, int People);

public sealed record TeamsPage(IReadOnlyList<TeamRow> Rows, TeamForm Team, RegionForm Region);
