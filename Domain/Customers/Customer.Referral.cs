using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>转介绍: which customer sent us this one.</content>
public sealed partial class Customer
{
    public long? ReferredById { get; private set; }

    /// <summary>Nobody stands in the chain of those by whom he came.</summary>
    /// <param name="chain">The referrer, who referred that one, and so on; none for nobody.</param>
    public Refusal? CanBeReferredBy(IReadOnlyList<long> chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return chain.Count > 0 && chain[0] == Id ? new Refusal("CustomerRefersItself", Name)
            : chain.Contains(Id) ? new Refusal("ReferralCircle", Name)
            : null;
    }
}
