using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SiCrm.Infrastructure.Access;

internal sealed class SignInThrottleMapping : IEntityTypeConfiguration<SignInThrottle>
{
    public void Configure(EntityTypeBuilder<SignInThrottle> builder)
    {
        builder.ToTable("SignInThrottles");
        builder.HasKey(throttle => throttle.Subject);
        builder.Property(throttle => throttle.Subject).HasMaxLength(300);
        builder.HasIndex(throttle => throttle.LastTriedAt);
    }
}

internal sealed class SignInSessionMapping : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("SignInSessions");
        builder.Property(session => session.Id).HasMaxLength(40);
        builder.Property(session => session.Address).HasMaxLength(60);
        builder.Property(session => session.Browser).HasMaxLength(200);
        // What was signed in before anybody asked by which way.
        builder.Property(session => session.Way).HasDefaultValue(SignInWay.Password);
        builder.HasIndex(session => session.BegunAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(session => session.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("ProtectionKeys");
        builder.Property(key => key.Name).HasMaxLength(200);
        builder.Property(key => key.Xml).HasMaxLength(8000);
    }
}
