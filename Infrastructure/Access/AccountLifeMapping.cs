using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

internal sealed class AccountLinkMapping : IEntityTypeConfiguration<AccountLink>
{
    public void Configure(EntityTypeBuilder<AccountLink> builder)
    {
        builder.Property(link => link.Hash).HasMaxLength(64);
        builder.Property(link => link.Stamp).HasMaxLength(100);
        builder.Property(link => link.Address).HasMaxLength(200);
        builder.HasIndex(link => link.Hash).IsUnique();
        builder.HasIndex(link => link.ExpiresAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(link => link.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SecondFactorMapping : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.Property(factor => factor.SealedKey).HasMaxLength(1000);
        builder.HasIndex(factor => factor.AccountId).IsUnique();
        builder.HasOne<Account>().WithOne().HasForeignKey<SecondFactor>(factor => factor.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(factor => factor.RecoveryCodes).WithOne().HasForeignKey("SecondFactorId").IsRequired();
        builder.Navigation(factor => factor.RecoveryCodes).AutoInclude();
        builder.Ignore(factor => factor.IsOn);
        builder.Ignore(factor => factor.CodesLeft);
    }
}

internal sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("RecoveryCodes");
        builder.Property(code => code.Hash).HasMaxLength(64);
    }
}

internal sealed class AccessTokenMapping : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> builder)
    {
        builder.Property(token => token.Name).HasMaxLength(80);
        builder.Property(token => token.Hash).HasMaxLength(64);
        builder.Property(token => token.Tail).HasMaxLength(4);
        builder.Property(token => token.Scopes).HasMaxLength(1000);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.Property(key => key.CredentialId).HasMaxLength(1024);
        builder.Property(key => key.Name).HasMaxLength(80);
        builder.Property(key => key.Transports).HasMaxLength(200);
        builder.HasIndex(key => key.CredentialId).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(key => key.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditLog");
        builder.Property(entry => entry.Subject).HasMaxLength(300);
        builder.Property(entry => entry.Details).HasMaxLength(AuditEntry.DetailsLength);
        builder.Property(entry => entry.Address).HasMaxLength(60);
        builder.Property(entry => entry.RequestId).HasMaxLength(60);
        builder.HasIndex(entry => new { entry.At, entry.Id });
        builder.HasIndex(entry => new { entry.Kind, entry.At, entry.Id });
        builder.HasIndex(entry => new { entry.ActorId, entry.At, entry.Id });
        builder.HasIndex(entry => new { entry.PersonId, entry.At, entry.Id });
    }
}
