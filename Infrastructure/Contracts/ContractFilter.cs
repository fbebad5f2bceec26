using SiCrm.Domain.Contracts;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>Which contracts a list shows. Its properties are the names in the address.</summary>
public sealed record ContractFilter
{
    /// <summary>In <see cref="Manager"/>: the viewer himself.</summary>
    public const string Me = "me";

    /// <summary>In <see cref="Manager"/>: nobody yet.</summary>
    public const string Nobody = "none";

    /// <summary>A contract's number, or words of its name or its customer's.</summary>
    public string? Q { get; init; }

    /// <summary>None: all but what was discarded.</summary>
    public IReadOnlyList<ContractStatus> Status { get; init; } = new List<ContractStatus>();

    public long? Owner { get; init; }

    /// <summary>The project manager: the number of a person, <see cref="Me"/> or <see cref="Nobody"/>.</summary>
    public string? Manager { get; init; }

    public long? Team { get; init; }

    /// <summary>Of nobody who is in this team now.</summary>
    public long? Outside { get; init; }

    public long? Region { get; init; }

    /// <summary>Of no region.</summary>
    public bool NoRegion { get; init; }

    public long? Customer { get; init; }

    public long? Product { get; init; }

    /// <summary>Something of this category of products, or of one below it.</summary>
    public long? Category { get; init; }

    /// <summary>Something of no category.</summary>
    public bool NoCategory { get; init; }

    /// <summary>Some service.</summary>
    public bool Service { get; init; }

    /// <summary>What is asked for, and some service beside it.</summary>
    public bool WithService { get; init; }

    /// <summary>A service that its customer had bought before.</summary>
    public bool Renewal { get; init; }

    /// <summary>Of these customers.</summary>
    public BuyersFilter? Buyers { get; init; }

    /// <summary>The customer's category.</summary>
    public string? CustomerCategory { get; init; }

    /// <summary>The customer's industry.</summary>
    public string? Industry { get; init; }

    /// <summary>Of customers whose industry nobody knows.</summary>
    public bool NoIndustry { get; init; }

    /// <summary>What kind of work it is.</summary>
    public ContractType? Type { get; init; }

    /// <summary>Nothing is left in it that would tell its kind.</summary>
    public bool NoType { get; init; }

    /// <summary>Whether the customer was new when it was signed.</summary>
    public CustomerAtSigning? CustomerAtSigning { get; init; }

    /// <summary>Where the lead came from that became its opportunity.</summary>
    public LeadChannel? Channel { get; init; }

    /// <summary>No lead became its opportunity, or it has none.</summary>
    public bool NoLead { get; init; }

    /// <summary>It came from no opportunity.</summary>
    public bool NoOpportunity { get; init; }

    /// <summary>Something was signed from this day on.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public Refusal? CanAskDays() => To < From ? new Refusal("ReportEndsBeforeStart", From, To) : null;

    /// <summary>The contract itself was signed within the days; a change of it alone is not enough.</summary>
    public bool First { get; init; }

    /// <summary>A payment is overdue.</summary>
    public bool Overdue { get; init; }

    /// <summary>Not invoiced to the end, and a payment falls due from today until this day.</summary>
    public DateOnly? InvoiceUntil { get; init; }

    /// <summary>A change order was signed from this day on.</summary>
    public DateOnly? ChangedFrom { get; init; }

    /// <summary>The customer has accepted it.</summary>
    public bool Accepted { get; init; }

    /// <summary>Service has not taken it over yet.</summary>
    public bool NotHandedOver { get; init; }

    public bool IsEmpty => this with { Status = [] } == new ContractFilter { Status = [] } && Status.Count == 0;
}
