using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>Where it stands with us: derived from opportunities, signatures and touches, with since when and because of what.</content>
public sealed partial class Customer
{
    /// <summary>As it is shown: <see cref="Standing"/>, or Dormant.</summary>
    public CustomerStatus Status { get; private set; }

    public DateTime StatusSince { get; private set; }

    /// <summary>What it would be without the silence; never Dormant.</summary>
    public CustomerStatus Standing { get; private set; }

    /// <summary>Opportunities that are open at the moment.</summary>
    public int OpenOpportunities { get; private set; }

    /// <summary>The last two-way contact with anybody there; null while there was none.</summary>
    public DateTime? LastTouchAt { get; private set; }

    /// <summary>What the days of silence are counted from.</summary>
    public DateTime QuietSince => LastTouchAt ?? CreatedAt;

    public void OpportunityOpened(long? opportunityId, Stamp stamp)
    {
        OpenOpportunities++;
        Stand(Standing == CustomerStatus.Installed ? CustomerStatus.Installed : CustomerStatus.Active, CustomerCause.OpportunityOpened, stamp, opportunityId);
    }

    /// <summary>An opportunity was lost or abandoned.</summary>
    public void OpportunityEnded(long? opportunityId, Stamp stamp)
    {
        OpenOpportunities = Math.Max(0, OpenOpportunities - 1);
        if (OpenOpportunities == 0 && Standing == CustomerStatus.Active)
        {
            Stand(CustomerStatus.Prospect, CustomerCause.OpportunityEnded, stamp, opportunityId);
        }
    }

    /// <summary>An opportunity was won: it counts no longer as open, and the contract that follows makes the customer installed.</summary>
    public void OpportunityWon() => OpenOpportunities = Math.Max(0, OpenOpportunities - 1);

    public void ContractSigned(long contractId, Stamp stamp) => Stand(CustomerStatus.Installed, CustomerCause.ContractSigned, stamp, contractId);

    /// <summary>Somebody there was spoken with; a dormant customer wakes. The older of two touches recorded out of order changes nothing.</summary>
    public void Touched(DateTime at, Stamp stamp)
    {
        RefuseArchived();
        if (LastTouchAt >= at)
        {
            return;
        }

        LastTouchAt = at;
        Version++;
        if (Status == CustomerStatus.Dormant)
        {
            Show(Standing, CustomerCause.Touched, stamp, null, null);
        }
    }

    /// <summary>The silence is longer than the category allows; says whether that is news.</summary>
    public bool FallAsleep(CustomerCategory category, Stamp stamp)
    {
        if (!IsSilent(category, stamp.At) || Status is CustomerStatus.Dormant or CustomerStatus.Lost || ArchivedAt is not null)
        {
            return false;
        }

        Show(CustomerStatus.Dormant, CustomerCause.Silence, stamp, null, null);
        return true;
    }

    public bool IsSilent(CustomerCategory category, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(category);
        return at >= QuietSince.AddDays(category.DormantDays);
    }

    /// <summary>流失: nobody believes in it any more.</summary>
    /// <exception cref="RuleBroken">A project is open there, it is lost already, or no reason is given.</exception>
    public void GiveUp(string? reason, Stamp stamp)
    {
        CanGiveUp(reason).ThrowIfRefused();
        Stand(CustomerStatus.Lost, CustomerCause.GivenUp, stamp, null, reason);
    }

    public Refusal? CanGiveUp(string? reason) =>
        ArchivedAt is not null ? new Refusal("CustomerIsArchived", Name)
        : Standing == CustomerStatus.Lost ? new Refusal("CustomerIsLost", Name)
        : OpenOpportunities > 0 ? new Refusal("CustomerHasOpenOpportunities", Name, OpenOpportunities)
        : PlainText.Line(reason) is null ? new Refusal("ReasonNeeded")
        : null;

    /// <summary>A lost customer is a prospect again.</summary>
    public void TakeUp(string? reason, Stamp stamp)
    {
        RefuseArchived();
        (Standing == CustomerStatus.Lost ? null : new Refusal("CustomerIsNotLost", Name)).ThrowIfRefused();
        Stand(CustomerStatus.Prospect, CustomerCause.TakenUp, stamp, null, reason);
    }

    private void Stand(CustomerStatus standing, CustomerCause cause, Stamp stamp, long? relatedId, string? reason = null)
    {
        Standing = standing;
        if (Status != standing)
        {
            Show(standing, cause, stamp, relatedId, reason);
        }
        else
        {
            Version++;
        }
    }

    private void Show(CustomerStatus status, CustomerCause cause, Stamp stamp, long? relatedId, string? reason) => Record(
        CustomerEventKind.StatusChanged, stamp, () => (Status, StatusSince) = (status, stamp.At), cause, relatedId, reason);
}
