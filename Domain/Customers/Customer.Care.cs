using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>Care: until when somebody has to speak with it, and who takes over when its owner is gone.</content>
public sealed partial class Customer
{
    /// <summary>The end of its visit cycle, kept with every change; null where there is none to keep.</summary>
    public DateOnly? CareDueOn { get; private set; }

    /// <summary>接替人: the colleague who knows it well enough to take over.</summary>
    public long? DeputyId { get; private set; }

    /// <summary>Given up or archived customers are not cared for.</summary>
    public bool IsCaredFor => ArchivedAt is null && Standing != CustomerStatus.Lost;

    public void NameDeputy(long? personId, Stamp stamp)
    {
        CanNameDeputy(personId).ThrowIfRefused();
        if (personId != DeputyId)
        {
            _changes.Add(CustomerChange.Of(nameof(DeputyId), DeputyId, personId, stamp, CustomerOrigin.Edit, importId: null));
            DeputyId = personId;
            Version++;
        }
    }

    public Refusal? CanNameDeputy(long? personId) =>
        ArchivedAt is not null ? new Refusal("CustomerIsArchived", Name)
        : personId is not null && personId == OwnerId ? new Refusal("DeputyIsOwner")
        : null;

    public void ExpectCare(CategoryScheme scheme, CompanyTime time)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        CareDueOn = IsCaredFor ? CareCycle.EndOf(LastTouchAt, CreatedAt, scheme.Of(Category).VisitDays, time) : null;
    }
}
