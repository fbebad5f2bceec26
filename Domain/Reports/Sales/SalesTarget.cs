using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Sales;

/// <summary>Whose target it is.</summary>
public enum TargetOf
{
    Company,
    Region,
    Team,
    Person,
    Product,
}

/// <summary>业绩目标: what is to be signed in a fiscal period, tax included. A revision is a row of its own with its reason; the last one holds.</summary>
public sealed class SalesTarget
{
    public const int ReasonLength = 200;

    /// <param name="subjectId">The region, team, person or product; null for the company.</param>
    /// <param name="number">1 for the first, one more for each revision.</param>
    /// <param name="reason">Needed for a revision, and where nothing is to be signed.</param>
    public SalesTarget(TargetOf of, long? subjectId, FiscalSpan period, Money amount, int number, string? reason, Stamp stamp)
    {
        ((of == TargetOf.Company) != (subjectId is null) ? new Refusal("TargetOfWhom")
            : amount < Money.Zero || amount.Minor > Money.Limit ? new Refusal("AmountNeeded")
            : amount == Money.Zero && PlainText.Line(reason) is null ? new Refusal("ZeroTargetNeedsReason")
            : number > 1 && PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null).ThrowIfRefused();
        (Of, SubjectId, PeriodOn, Months, Amount) = (of, subjectId, period.From, period.Months, amount);
        (Number, Reason, At, ActorId) = (number, PlainText.Line(reason), stamp.At, stamp.ActorId);
    }

    private SalesTarget()
    {
    }

    public long Id { get; private set; }

    public TargetOf Of { get; private set; }

    public long? SubjectId { get; private set; }

    /// <summary>The period's first day.</summary>
    public DateOnly PeriodOn { get; private set; }

    public int Months { get; private set; }

    public Money Amount { get; private set; }

    public int Number { get; private set; }

    public string? Reason { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }
}

/// <summary>What of a target falls on the days that are asked for.</summary>
/// <param name="Months">So many of its months.</param>
public sealed record TargetPart(SalesTarget Target, int Months, Money Counted);

/// <summary>Where people and teams belong.</summary>
public sealed record TargetOrganisation(IReadOnlyDictionary<long, long?> TeamOfPerson, IReadOnlyDictionary<long, long?> RegionOfTeam);

/// <summary>Targets as a report asks for them: by month, and of a group without one of its own what its members' make together.</summary>
public sealed class TargetSums
{
    private readonly Dictionary<(TargetOf Of, long Subject, DateOnly Month), (SalesTarget Target, long Amount)> _months = [];
    private readonly ILookup<long?, long> _people;
    private readonly ILookup<long?, long> _teams;

    /// <param name="targets">Every revision; the last one of each is taken.</param>
    public TargetSums(IEnumerable<SalesTarget> targets, TargetOrganisation organisation, IEnumerable<long> regions)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(organisation);
        foreach (var last in targets.GroupBy(row => (row.Of, row.SubjectId, row.PeriodOn)).Select(rows => rows.MaxBy(row => row.Number)).OfType<SalesTarget>())
        {
            for (var month = 0; month < last.Months; month++)
            {
                _months[(last.Of, last.SubjectId ?? 0, last.PeriodOn.AddMonths(month))] = (last, Until(last, month + 1) - Until(last, month));
            }
        }

        _people = organisation.TeamOfPerson.ToLookup(pair => pair.Value, pair => pair.Key);
        _teams = organisation.RegionOfTeam.ToLookup(pair => pair.Value, pair => pair.Key);
        Regions = [.. regions];
    }

    /// <summary>All of the company's; none where there is no target at all.</summary>
    public IReadOnlyList<long> Regions { get; }

    /// <summary>Who has a target of his own.</summary>
    public IEnumerable<long> People => _months.Keys.Where(key => key.Of == TargetOf.Person).Select(key => key.Subject).Distinct();

    /// <summary>The months of the span, each by the target that lies over it; null where none does.</summary>
    public Money? Of(TargetOf of, long? subject, DateOnly from, DateOnly to)
    {
        var parts = Months(of, subject, from, to).ToList();
        return parts.Count == 0 ? null : new Money(parts.Sum(part => part.Amount));
    }

    /// <summary>Null also where it is nobody's.</summary>
    public Money? Of((TargetOf Of, long? Subject)? whose, DateOnly from, DateOnly to) => whose is { } one ? Of(one.Of, one.Subject, from, to) : null;

    /// <summary>The targets that it is made of, with what each adds.</summary>
    public IReadOnlyList<TargetPart> Parts(TargetOf of, long? subject, DateOnly from, DateOnly to) =>
        [.. Months(of, subject, from, to).GroupBy(part => part.Target).Select(one => new TargetPart(one.Key, one.Count(), new(one.Sum(part => part.Amount))))];

    private IEnumerable<(SalesTarget Target, long Amount)> Months(TargetOf of, long? subject, DateOnly from, DateOnly to)
    {
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            foreach (var part in In(of, subject ?? 0, month))
            {
                yield return part;
            }
        }
    }

    private IEnumerable<(SalesTarget Target, long Amount)> In(TargetOf of, long subject, DateOnly month) => _months.TryGetValue((of, subject, month), out var own) ? [own] : of switch
    {
        TargetOf.Company => Regions.SelectMany(region => In(TargetOf.Region, region, month)),
        TargetOf.Region => _teams[subject].SelectMany(team => In(TargetOf.Team, team, month)),
        TargetOf.Team => _people[subject].SelectMany(person => In(TargetOf.Person, person, month)),
        _ => [],
    };

    /// <summary>What of a period's target falls on its first months, so that the months make the whole.</summary>
    private static long Until(SalesTarget target, int months) => target.Amount.Minor * months / target.Months;
}
