using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

/// <content>What is worked and spent against the approved budget.</content>
public sealed partial class Initiation
{
    /// <summary>At these percents of the budget the owner and the approver are told.</summary>
    public static readonly IReadOnlyList<int> Warnings = [80, 100];

    /// <summary>After the end of the project its last hours can still be logged for so long.</summary>
    private const int DaysAfterEnd = 31;

    private const int DaysBack = 366;

    /// <summary>The colleagues that the budget asks for by name.</summary>
    public IEnumerable<long> Asked => _budget.Where(line => line.Kind == PresalesKind.PersonDays).Select(line => line.PersonId).OfType<long>().Distinct();

    /// <summary>The application that counts: the one in force, else the last one that no other has followed.</summary>
    public static Initiation? Current(IEnumerable<Initiation> known)
    {
        var left = known.Where(one => one.State != InitiationState.Superseded).OrderByDescending(one => one.Id == 0 ? long.MaxValue : one.Id).ToList();
        return left.Find(one => one.IsLive) ?? left.FirstOrDefault();
    }

    /// <summary>The warning that lies between two states of the budget; the highest of several.</summary>
    public static int? Crossed(int before, int after) => Warnings.Where(mark => before < mark && after >= mark).Select(mark => (int?)mark).LastOrDefault();

    /// <summary>Of one person-day of a colleague: his own line's, else that of a line for anybody, else the company's.</summary>
    public Money RateOf(long personId, Money otherwise)
    {
        var days = _budget.Where(line => line.Kind == PresalesKind.PersonDays).ToList();
        return (days.Find(line => line.PersonId == personId) ?? days.Find(line => line.PersonId is null))?.Rate ?? otherwise;
    }

    public Refusal? CanLog(Opportunity opportunity, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        return !IsLive ? new Refusal("PresalesNotApproved")
            : opportunity.ClosedAt?.AddDays(DaysAfterEnd) < stamp.At ? new Refusal("PresalesIsOver", DaysAfterEnd)
            : null;
    }

    /// <summary>Logs time or an expense; what goes beyond the budget still counts, but opens the gate again.</summary>
    public PresalesEntry Log(Opportunity opportunity, PresalesWork work, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(work);
        CanLog(opportunity, stamp).ThrowIfRefused();
        Refuse(work, stamp).ThrowIfRefused();
        var entry = new PresalesEntry(this, work, stamp);
        Spend(entry.Amount);
        Regate(opportunity, stamp.Today);
        return entry;
    }

    /// <summary>Takes an entry back by a second one.</summary>
    public PresalesEntry TakeBack(PresalesEntry entry, string? why, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var reverse = entry.Reverse(this, why, stamp);
        Spend(reverse.Amount);
        return reverse;
    }

    /// <summary>Its applicant took it back, before anybody decided or when it had come back to him.</summary>
    public bool IsWithdrawn => State == InitiationState.Superseded && _decisions.Exists(decision => decision.Verdict == InitiationVerdict.Withdraw);

    public Refusal? CanWithdraw(long? personId) => !IsWaiting && State != InitiationState.Returned ? new Refusal("AlreadyDecided")
        : ApplicantId is not null && ApplicantId != personId ? new Refusal("WithdrawalOfAnother")
        : null;

    /// <summary>The applicant takes the application back while nobody has decided.</summary>
    public void Withdraw(Stamp stamp)
    {
        CanWithdraw(stamp.ActorId).ThrowIfRefused();
        _decisions.Add(new InitiationDecision(InitiationVerdict.Withdraw, null, null, stamp));
        State = InitiationState.Superseded;
        Version++;
    }

    private static Refusal? Refuse(PresalesWork work, Stamp stamp) =>
        work.On > stamp.Today || work.On < stamp.Today.AddDays(-DaysBack) ? new Refusal("WorkDayOutOfRange")
        : work.Kind == PresalesKind.PersonDays && work.Minutes is <= 0 or > PresalesWork.MostMinutes ? new Refusal("WorkTimeOutOfRange")
        : work.Cost <= Money.Zero || work.Cost.Minor > Money.Limit ? new Refusal("AmountOutOfRange")
        : null;
}
