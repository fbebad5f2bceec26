using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared.Binding;

namespace SiCrm.Web.Contracts.Drafts;

/// <summary>A line as it is typed; one in which nothing is typed is none, and one of the draft without a product is taken out.</summary>
public sealed class LineForm
{
    /// <summary>The line of the draft that it was read from; null for a new one.</summary>
    public long? LineId { get; set; }

    [NeededBeside(nameof(LineText), nameof(Quantity), nameof(UnitPrice), nameof(Discount), Unless = nameof(LineId)), StringLength(ProductLengths.Code)]
    public string? ProductCode { get; set; }

    [StringLength(ContractLengths.LineText)]
    public string? LineText { get; set; }

    public int? Quantity { get; set; }

    /// <summary>Null: what the price lists say.</summary>
    public Money? UnitPrice { get; set; }

    public Percent? Discount { get; set; }

    /// <summary>Null: the product's own.</summary>
    public Percent? TaxRate { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(ProductCode) && (LineId is not null || (string.IsNullOrWhiteSpace(LineText) && (Quantity, UnitPrice, Discount) is (null, null, null)));
}

/// <summary>A milestone as it is typed; one in which nothing is typed is none.</summary>
public sealed class MilestoneForm
{
    [NeededBeside(nameof(DueOn), nameof(Part)), StringLength(ContractLengths.Milestone)]
    public string? Name { get; set; }

    [NeededBeside(nameof(Name), nameof(Part))]
    public DateOnly? DueOn { get; set; }

    [NeededBeside(nameof(Name), nameof(DueOn))]
    public Percent? Part { get; set; }

    public bool IsRetention { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && (DueOn, Part) is (null, null);

    public MilestoneTerms Terms(MilestoneKind kind, DateOnly today) => new(kind, Name ?? "", DueOn ?? today, Part?.BasisPoints ?? 0, IsRetention);
}

/// <summary>A draft as it is typed.</summary>
public sealed class ContractForm
{
    public const int MoreLines = 6;
    public const int MoreMilestones = 4;

    private const int LeastLines = 4;

    [Required, StringLength(ContractLengths.Name)]
    public string? ContractName { get; set; }

    /// <summary>The customer's name, or words of it that lead to one only.</summary>
    [StringLength(200)]
    public string? CustomerName { get; set; }

    public long? OpportunityId { get; set; }

    [StringLength(ContractLengths.Note)]
    public string? Note { get; set; }

    public Money? YearlyFee { get; set; }

    public IReadOnlyList<LineForm> Lines { get; set; } = new List<LineForm>();

    public IReadOnlyList<MilestoneForm> Payments { get; set; } = new List<MilestoneForm>();

    public IReadOnlyList<MilestoneForm> Deliveries { get; set; } = new List<MilestoneForm>();

    public int Version { get; set; }

    /// <summary>Rows to type in, after those that are filled.</summary>
    public ContractForm Padded()
    {
        Lines = [.. Lines, .. Empty<LineForm>(Lines.Count, MoreLines, LeastLines)];
        Payments = [.. Payments, .. Empty<MilestoneForm>(Payments.Count, MoreMilestones)];
        Deliveries = [.. Deliveries, .. Empty<MilestoneForm>(Deliveries.Count, MoreMilestones)];
        return this;
    }

    /// <summary>Without rows in which nothing is typed.</summary>
    public ContractForm Filled()
    {
        Lines = [.. Lines.Where(line => !line.IsEmpty)];
        Payments = [.. Payments.Where(row => !row.IsEmpty)];
        Deliveries = [.. Deliveries.Where(row => !row.IsEmpty)];
        return this;
    }

    public IReadOnlyList<MilestoneTerms> Milestones(DateOnly today) =>
    [
        .. Payments.Where(row => !row.IsEmpty).Select(row => row.Terms(MilestoneKind.Payment, today)),
        .. Deliveries.Where(row => !row.IsEmpty).Select(row => row.Terms(MilestoneKind.Delivery, today)),
    ];

    /// <param name="codes">The products' numbers.</param>
    public static ContractForm Of(Contract contract, string customer, IReadOnlyDictionary<long, string> codes)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(codes);
        return new ContractForm
        {
            ContractName = contract.Name,
            CustomerName = customer,
            OpportunityId = contract.OpportunityId,
            Note = contract.Note,
            YearlyFee = contract.YearlyFee,
            Version = contract.Version,
            Lines = [.. contract.Lines.Select(line => new LineForm
            {
                LineId = line.Id, ProductCode = codes.GetValueOrDefault(line.ProductId), LineText = line.Text, Quantity = line.Quantity, UnitPrice = line.UnitPrice, Discount = line.Discount, TaxRate = line.TaxRate,
            })],
            Payments = [.. contract.Payments.Select(Of)],
            Deliveries = [.. contract.Deliveries.Select(Of)],
        }.Padded();
    }

    private static MilestoneForm Of(Milestone milestone) =>
        new() { Name = milestone.Name, DueOn = milestone.DueOn, Part = new Percent(milestone.BasisPoints), IsRetention = milestone.IsRetention };

    private static IEnumerable<T> Empty<T>(int filled, int more, int least = 2)
        where T : new() => Enumerable.Range(0, Math.Max(least, more - filled)).Select(_ => new T());
}

/// <summary>How many of a line a change order takes out.</summary>
public sealed class RemovalForm
{
    public long LineId { get; set; }

    public int? Quantity { get; set; }
}

/// <summary>What a button of the form of a draft or of a change order asks for.</summary>
public enum DraftAct
{
    Confirm,

    /// <summary>Fills the prices and adds up, without saving; with more empty lines.</summary>
    AddUp,
}

/// <summary>A change order as it is typed.</summary>
public sealed class AmendmentForm
{
    [Required]
    public DateOnly? SignedOn { get; set; }

    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }

    public DateOnly? DueOn { get; set; }

    public IReadOnlyList<LineForm> Added { get; set; } = new List<LineForm>();

    public IReadOnlyList<RemovalForm> Removed { get; set; } = new List<RemovalForm>();
}

/// <summary>The form of a change order.</summary>
/// <param name="Products">The names of what is in the contract.</param>
/// <param name="Left">What can be taken out, in the order of the form's rows.</param>
/// <param name="Effect">What the contract would be; null while that is not known.</param>
public sealed record AmendmentPage(
    Contract Contract, AmendmentForm Form, IReadOnlyDictionary<long, string> Products, IReadOnlyList<(ContractLine Line, int Left)> Left, ChangeEffect? Effect)
{
    public bool SeesMargin { get; init; }

    public string Path => $"/contracts/{Contract.Id}";
}
