using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Reports;

/// <summary>What was decided of a lead first, or that nothing was yet.</summary>
public enum TriageOutcome
{
    Undecided,
    Qualified,
    Invalid,
}

/// <summary>Which of the two lists a lead stands in.</summary>
public enum DailyPart
{
    Day,
    Backlog,
}

/// <summary>Which leads of a day are meant; null: all of them.</summary>
public sealed record DailyFilter(
    LeadChannel? Channel = null, string? Region = null, string? Product = null, TriageOutcome? Outcome = null, bool? Assigned = null);

/// <summary>One lead of the daily list: how it came, who decided what about it and when, and where it stands now.</summary>
public sealed class DailyLead
{
    public long Id { get; init; }

    public required string Number { get; init; }

    public DateTime CapturedAt { get; init; }

    public LeadChannel Channel { get; init; }

    public string? Campaign { get; init; }

    public required string Company { get; init; }

    public string? Contact { get; init; }

    public string? Region { get; init; }

    public string? Industry { get; init; }

    public string? Need { get; init; }

    public Money? Amount { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    /// <summary>Another lead of the same company that was here before.</summary>
    public string? EarlierLead { get; init; }

    /// <summary>Whose customer the company is already.</summary>
    public string? CustomerOwner { get; init; }

    public LeadEventKind? Triage { get; init; }

    public DateTime? TriagedAt { get; init; }

    public string? TriagedBy { get; init; }

    public string? TriageReason { get; init; }

    public DateTime? AssignedAt { get; init; }

    public string? AssignedTo { get; init; }

    public LeadStatus Status { get; init; }

    public string? Owner { get; init; }

    public string? Team { get; init; }

    /// <summary>By when the present owner has to make contact, or the policy takes the lead.</summary>
    public DateTime? DueAt { get; init; }

    public TriageOutcome Outcome => LeadDailyOutcome.Of(Triage);

    public TimeSpan? TimeToTriage => TriagedAt - CapturedAt;
}

internal static class LeadDailyOutcome
{
    public static TriageOutcome Of(LeadEventKind? triage) => triage switch
    {
        null => TriageOutcome.Undecided,
        LeadEventKind.Qualified => TriageOutcome.Qualified,
        _ => TriageOutcome.Invalid,
    };
}
