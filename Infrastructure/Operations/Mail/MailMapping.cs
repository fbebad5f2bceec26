using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SiCrm.Infrastructure.Operations.Mail;

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("Outbox");
        builder.Property(mail => mail.MessageId).HasMaxLength(120);
        builder.Property(mail => mail.To).HasMaxLength(200);
        builder.Property(mail => mail.Subject).HasMaxLength(300);
        builder.Property(mail => mail.Error).HasMaxLength(OutgoingMail.ErrorLength);
        builder.HasIndex(mail => mail.MessageId).IsUnique();
        builder.HasIndex(mail => new { mail.State, mail.NextTryAt });
    }
}
