using System.Collections.Frozen;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access.Covers;
using SiCrm.Infrastructure.Customers.Development;

namespace SiCrm.Infrastructure.Shared;

/// <summary>What every request needs of the company: read once, kept, and read again after a change.</summary>
public sealed record CompanyFacts(CompanySettings Settings, CompanyTime Time, BusinessCalendar Calendar, ReclaimPolicy Policy, CategoryScheme Categories)
{
    public CarePolicy Care { get; init; } = CarePolicy.Default;

    public ApprovalPolicy Approvals { get; init; } = ApprovalPolicy.Default;

    public QuotePolicy Quotes { get; init; } = QuotePolicy.Default;

    public StageScheme Stages { get; init; } = StageScheme.Default;

    public AccessMatrix Access { get; init; } = AccessMatrix.Default;

    /// <summary>Those who have shares that are not ended, work in an opportunity's team, or are a contract's project manager.</summary>
    public IReadOnlySet<long> WithShares { get; init; } = FrozenSet<long>.Empty;

    /// <summary>Who stands in for whom, now and soon.</summary>
    public IReadOnlyList<CoverSpan> Covers { get; init; } = [];

    public static CompanyFacts Of(CompanySettings settings, BusinessCalendar calendar, ReclaimPolicy policy, CategoryScheme categories)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(settings, new CompanyTime(TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone)), calendar, policy, categories);
    }
}

/// <summary>Holds the <see cref="CompanyFacts"/> of this process; <see cref="CompanyReader"/> fills it.</summary>
public sealed class Company
{
    private volatile CompanyFacts _facts = CompanyFacts.Of(new CompanySettings(), BusinessCalendar.Plain, ReclaimPolicy.Default, CategoryScheme.Default);

    public CompanyFacts Facts => _facts;

    public CompanyTime Time => _facts.Time;

    public CompanySettings Settings => _facts.Settings;

    /// <summary>The fiscal period that an instant lies in.</summary>
    public FiscalSpan PeriodOf(DateTime at) =>
        Settings.FiscalSpanOf(Time.DayOf(at));

    public void Become(CompanyFacts facts) => _facts = facts;
}
