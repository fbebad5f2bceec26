using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <content>签订请求: a draft that goes below what its owner may let go waits for somebody who may sign it (product text, section 6).</content>
public sealed partial class Contract
{
    /// <summary>Since when it waits; null while nobody is asked, and once it is signed or given up.</summary>
    public DateTime? SigningAskedAt { get; private set; }

    public long? SigningAskedById { get; private set; }

    /// <summary>How far below the price list it goes: who signs it needs a limit that reaches so far.</summary>
    public Percent? SigningAskedBelow { get; private set; }

    /// <summary>Asked again, it waits since the first time.</summary>
    public void AskToSign(Percent below, Stamp stamp)
    {
        CanEdit().ThrowIfRefused();
        (SigningAskedAt, SigningAskedById, SigningAskedBelow) = SigningAskedAt is null ? (stamp.At, stamp.ActorId, below) : (SigningAskedAt, SigningAskedById, below);
    }

    /// <summary>The draft was changed while it waits.</summary>
    /// <param name="below">Null where it needs nobody's word any more.</param>
    public void ReviewSigning(Percent? below)
    {
        if (below is null)
        {
            EndSigningRequest();
        }
        else if (SigningAskedAt is not null)
        {
            SigningAskedBelow = below;
        }
    }

    private void EndSigningRequest() => (SigningAskedAt, SigningAskedById, SigningAskedBelow) = (null, null, null);
}
