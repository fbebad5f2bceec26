using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Appraisal;

/// <summary>What was signed at once: a contract, or one of its change orders.</summary>
/// <param name="AmendmentId">Null for the contract as it was signed first.</param>
/// <param name="Cost">Expected by the lines.</param>
public sealed record SignedWork(long ContractId, long? AmendmentId, DateOnly SignedOn, Money InTax, Money ExTax, Money Cost, long? OwnerId)
{
    /// <summary>What it had cost before it was signed; of a change order nothing.</summary>
    public Money Presales { get; init; }
}

/// <summary>Somebody's agreed part of a contract.</summary>
public readonly record struct TeamShare(long ContractId, long PersonId, int BasisPoints);

/// <summary>Money that came in for a contract, below zero for what went back.</summary>
/// <param name="PartId">Of the receipt that it is part of.</param>
public readonly record struct ReceivedWork(long PartId, long ContractId, DateOnly On, Money Amount, long? OwnerId);

/// <summary>A stay in a stage, and who answered for it when it ended or, still going on, at the period's end.</summary>
public readonly record struct OwnedVisit(long? OwnerId, FunnelVisit Visit);

/// <summary>How many leads left somebody's hands, and how many of them as opportunities.</summary>
public readonly record struct LeadOutcomes(long PersonId, int Converted, int Left);

/// <summary>The first word with a lead, and how long after the assignment.</summary>
public readonly record struct FirstContact(long PersonId, double Hours);

/// <summary>Promises whose day lay in the period, and how many of them were kept.</summary>
public readonly record struct KeptPromises(long PersonId, int Kept, int Counted);

/// <summary>Whatever the appraisal of a period is computed from: events and signed lines of the whole company.</summary>
public sealed record AppraisalFacts
{
    public IReadOnlyList<SignedWork> Signed { get; init; } = [];

    /// <summary>The contracts of all that was signed.</summary>
    public IReadOnlyList<SignedContract> Contracts { get; init; } = [];

    public IndustryDays Industries { get; init; } = new([]);

    public IReadOnlyList<TeamShare> Shares { get; init; } = [];

    public IReadOnlyList<ReceivedWork> Received { get; init; } = [];

    public StageWork Stages { get; init; } = StageWork.None;

    public IReadOnlyList<LeadOutcomes> Leads { get; init; } = [];

    public IReadOnlyList<FirstContact> Contacts { get; init; } = [];

    public IReadOnlyList<KeptPromises> Plans { get; init; } = [];

    public IReadOnlyList<KeptPromises> Care { get; init; } = [];

    /// <summary>Weekly questions about leads.</summary>
    public IReadOnlyList<KeptPromises> Confirmations { get; init; } = [];

    /// <summary>What each is to sign.</summary>
    public IReadOnlyDictionary<long, Money> Targets { get; init; } = new Dictionary<long, Money>();
}
