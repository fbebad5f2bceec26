using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Opportunities.Capture;

/// <summary>What a person types of an opportunity, on opening and on edit.</summary>
public abstract class OpportunityFactsForm
{
    [Required, StringLength(OpportunityLengths.Name)]
    public string? Name { get; set; }

    [StringLength(OpportunityLengths.Need)]
    public string? Need { get; set; }

    [StringLength(OpportunityLengths.Source)]
    public string? Source { get; set; }

    public long? ProductId { get; set; }

    public CustomerBudgetState BudgetState { get; set; }

    public Money? BudgetAmount { get; set; }

    [StringLength(OpportunityLengths.Source)]
    public string? BudgetSource { get; set; }

    public bool IsStrategic { get; set; }

    public OpportunityFacts Facts => new()
    {
        Name = Name ?? "",
        Need = Need,
        Source = Source,
        ProductId = ProductId,
        BudgetState = BudgetState,
        BudgetAmount = BudgetAmount,
        BudgetSource = BudgetSource,
        IsStrategic = IsStrategic,
    };
}

public sealed class OpeningForm : OpportunityFactsForm
{
    /// <summary>Words to look for the customer.</summary>
    [StringLength(100)]
    public string? CustomerSearch { get; set; }

    public long? CustomerId { get; set; }

    public Money? Amount { get; set; }

    public DateOnly? ExpectedOn { get; set; }
}

public sealed class OpportunityEditForm : OpportunityFactsForm
{
    public int Version { get; set; }

    public static OpportunityEditForm Of(Opportunity opportunity)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        return new()
        {
            Version = opportunity.Version,
            Name = opportunity.Name,
            Need = opportunity.Need,
            Source = opportunity.Source,
            ProductId = opportunity.ProductId,
            BudgetState = opportunity.BudgetState,
            BudgetAmount = opportunity.BudgetAmount,
            BudgetSource = opportunity.BudgetSource,
            IsStrategic = opportunity.IsStrategic,
        };
    }
}
