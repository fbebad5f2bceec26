using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers.Merging;

/// <summary>Somebody looked at two records that resemble each other and found that they are two: nobody is asked again.</summary>
public sealed class NotTheSame
{
    public NotTheSame(long customerId, long otherId, Stamp stamp)
    {
        (customerId == otherId ? new Refusal("MergeWithItself") : null).ThrowIfRefused();
        (FirstId, SecondId) = (Math.Min(customerId, otherId), Math.Max(customerId, otherId));
        (At, ById) = (stamp.At, stamp.ActorId);
    }

    private NotTheSame()
    {
    }

    public long Id { get; private set; }

    /// <summary>The lower of the two numbers.</summary>
    public long FirstId { get; private set; }

    public long SecondId { get; private set; }

    public DateTime At { get; private set; }

    public long? ById { get; private set; }
}
