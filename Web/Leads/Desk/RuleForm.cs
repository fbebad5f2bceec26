using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;

namespace SiCrm.Web.Leads.Desk;

/// <summary>One assignment rule: which leads, to whom, how it chooses.</summary>
public sealed class RuleForm
{
    public long? RegionId { get; set; }

    [StringLength(LeadLengths.Industry)]
    public string? Industry { get; set; }

    [StringLength(LeadLengths.Industry)]
    public string? Product { get; set; }

    public long? PersonId { get; set; }

    public long? TeamId { get; set; }

    public AssignmentTurn Turn { get; set; }

    public int Version { get; set; }

    public AssignmentTerms Terms => new(RegionId, Industry, Product, PersonId, TeamId, Turn);

    public static RuleForm Of(AssignmentRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new RuleForm
        {
            RegionId = rule.RegionId, Industry = rule.Industry, Product = rule.Product, PersonId = rule.PersonId, TeamId = rule.TeamId,
            Turn = rule.Turn, Version = rule.Version,
        };
    }
}

/// <summary>The form with what can be chosen in it; <see cref="Id"/> is null for a new rule.</summary>
public sealed record RulePage(long? Id, RuleForm Form, IReadOnlyList<Candidate> People, Infrastructure.Access.OrganisationFacts Names);
