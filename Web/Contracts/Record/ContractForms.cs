using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Web.Opportunities.Moves;

namespace SiCrm.Web.Contracts.Record;

public sealed class SigningForm
{
    [Required]
    public DateOnly? SignedOn { get; set; }

    [StringLength(ContractLengths.Reason)]
    public string? SigningReason { get; set; }

    /// <summary>Why the opportunity is won; null where signing wins none.</summary>
    public ClosingForm? Winning { get; set; }
}

public sealed class FeeForm
{
    /// <summary>Empty: not agreed yet.</summary>
    public Money? YearlyFee { get; set; }
}

public sealed class FinishForm
{
    public long MilestoneId { get; set; }

    [Required]
    public DateOnly? DoneOn { get; set; }
}

/// <summary>Which delivery is not done after all, and why.</summary>
public sealed class NotDoneForm
{
    public long MilestoneId { get; set; }

    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}

/// <summary>Why a contract is closed; needed where something is open.</summary>
public sealed class EndOfWorkForm
{
    [StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}

/// <summary>Why what was closed goes on, or a draft is given up.</summary>
public sealed class WayBackForm
{
    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class MoveForm
{
    public long MilestoneId { get; set; }

    [Required]
    public DateOnly? DueOn { get; set; }

    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class InvoiceForm
{
    [Required, StringLength(ContractLengths.Reference)]
    public string? Number { get; set; }

    [Required]
    public DateOnly? IssuedOn { get; set; }

    [Required]
    public Money? Amount { get; set; }

    /// <summary>A credit note takes back what was invoiced.</summary>
    public bool IsCredit { get; set; }
}

public sealed class CostForm
{
    [Required]
    public CostKind? Kind { get; set; }

    public bool IsPlanned { get; set; }

    [Required]
    public DateOnly? On { get; set; }

    public Money? CostAmount { get; set; }

    /// <summary>Whole or with two decimals: <c>7.5</c>.</summary>
    public Money? Hours { get; set; }

    public Money? HourlyRate { get; set; }

    /// <summary>It is not the one that was entered already.</summary>
    public bool IsAnotherCost { get; set; }

    [StringLength(ContractLengths.Reason)]
    public string? Remark { get; set; }

    public CostTerms Terms(DateOnly today) => new(Kind ?? default, IsPlanned, On ?? today, CostAmount ?? Money.Zero,
        Hours is { Minor: <= int.MaxValue } hours ? (int)hours.Minor : null, HourlyRate, Remark);
}

public sealed class AcceptanceForm
{
    [Required]
    public DateOnly? AcceptedOn { get; set; }

    [Required, Range(0, 240)]
    public int? WarrantyMonths { get; set; }

    /// <summary>What service needs for this contract alone, one thing a line.</summary>
    [StringLength(ContractLengths.Reason)]
    public string? OwnNeeds { get; set; }

    /// <summary>The customer accepts although deliveries are open.</summary>
    public bool DespiteOpen { get; set; }
}

public sealed class AppointmentForm
{
    /// <summary>Chosen for nobody, for the time being.</summary>
    public const long Nobody = 0;

    [Required]
    public long? ProjectManagerId { get; set; }

    public long? Whom => ProjectManagerId == Nobody ? null : ProjectManagerId;
}

public sealed class TerminationForm
{
    /// <summary>What the form showed that it brings; for who sees amounts.</summary>
    public Money? Lapsing { get; set; }

    public Money? Staying { get; set; }

    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}
