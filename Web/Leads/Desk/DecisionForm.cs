using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads.Desk;

namespace SiCrm.Web.Leads.Desk;

/// <summary>Which leads are to be taken back or closed, and why.</summary>
public sealed class DecisionForm
{
    public IReadOnlyList<long> Ids { get; set; } = new List<long>();

    public AllocationKind Kind { get; set; }

    /// <summary>The leads as the preview showed them: <c>lead:version</c>, one after the other. It grants nothing.</summary>
    public string? Seen { get; set; }

    public DisqualifyReason? Why { get; set; }

    [StringLength(LeadLengths.Note)]
    public string? Reason { get; set; }

    [BindNever, ValidateNever]
    public DecisionPreview? Preview { get; set; }

    public bool IsReclaim => Kind == AllocationKind.Reclaim;

    public DeskDecision Decision => new(Kind, Why, Reason);

    public IReadOnlyList<SeenLead> Read() =>
        [.. (Seen ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadLead).OfType<SeenLead>()
            .DistinctBy(lead => lead.Id).Take(StaleLeads.MostAtOnce)];

    public static string Write(IEnumerable<ChosenLead> leads) =>
        string.Join(' ', leads.Select(lead => string.Create(CultureInfo.InvariantCulture, $"{lead.Id}:{lead.Version}")));

    private static SeenLead? ReadLead(string text) =>
        text.Split(':') is [var id, var version]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var lead)
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? new SeenLead(lead, seen)
            : null;
}

/// <summary>What a decision would do: what goes, and what stays and why.</summary>
public sealed record DecisionPreview(IReadOnlyList<ChosenLead> Leads, OrganisationFacts Names)
{
    public IReadOnlyList<ChosenLead> Going => [.. Leads.Where(lead => lead.Refusal is null)];

    public IReadOnlyList<ChosenLead> Staying => [.. Leads.Where(lead => lead.Refusal is not null)];
}
