using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>One thing of a lead, changed where it stands.</summary>
public sealed class LeadFieldForm : LeadMoveForm
{
    /// <summary>The next step and its day.</summary>
    public const string Plan = "plan";

    public const string Estimate = "amount";
    public const string Expected = "expected";

    [BindNever]
    public string Field { get; set; } = "";

    [StringLength(LeadLengths.NextAction)]
    public string? NextAction { get; set; }

    public DateOnly? NextDueOn { get; set; }

    public Money? Amount { get; set; }

    public DateOnly? ExpectedOn { get; set; }

    /// <summary>What the lead says now.</summary>
    public void Read(Lead lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        (NextAction, NextDueOn, Amount, ExpectedOn) = (lead.NextAction, lead.NextDueOn, lead.Amount, lead.ExpectedOn);
    }

    public void Write(Lead lead, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(lead);
        switch (Field)
        {
            case Plan:
                lead.Plan(NextAction, NextDueOn, stamp);
                break;
            case Estimate:
                lead.Edit(lead.Facts with { Amount = Amount }, stamp);
                break;
            case Expected:
                lead.Edit(lead.Facts with { ExpectedOn = ExpectedOn }, stamp);
                break;
        }
    }
}
