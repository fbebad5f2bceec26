using Microsoft.AspNetCore.Identity;

namespace SiCrm.Infrastructure.Access;

/// <summary>A key that a device keeps for one person: the private half never leaves it.</summary>
public sealed class Passkey(long accountId, byte[] credentialId, byte[] publicKey, DateTime madeAt)
{
    public long Id { get; private set; }

    public long AccountId { get; private set; } = accountId;

    public byte[] CredentialId { get; private set; } = credentialId;

    public byte[] PublicKey { get; private set; } = publicKey;

    public DateTime MadeAt { get; private set; } = madeAt;

    public string Name { get; set; } = "";

    public DateTime? LastUsedAt { get; set; }

    /// <summary>How often it signed; one that goes back is a copy.</summary>
    public long SignCount { get; private set; }

    public string Transports { get; private set; } = "";

    public bool IsUserVerified { get; private set; }

    public bool IsBackupEligible { get; private set; }

    public bool IsBackedUp { get; private set; }

    public byte[] Attestation { get; private set; } = [];

    public byte[] ClientData { get; private set; } = [];

    public void Take(UserPasskeyInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        (SignCount, IsUserVerified, IsBackedUp) = (info.SignCount, info.IsUserVerified, info.IsBackedUp);
        (IsBackupEligible, Transports) = (info.IsBackupEligible, string.Join(' ', info.Transports ?? []));
        (Attestation, ClientData) = (info.AttestationObject, info.ClientDataJson);
        Name = info.Name ?? Name;
    }

    public UserPasskeyInfo AsInfo() => new(
        CredentialId, PublicKey, new DateTimeOffset(MadeAt), (uint)SignCount, Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        IsUserVerified, IsBackupEligible, IsBackedUp, Attestation, ClientData)
    {
        Name = Name,
    };
}
