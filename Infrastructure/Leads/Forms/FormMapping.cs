using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;

namespace SiCrm.Infrastructure.Leads.Forms;

internal sealed class LeadFormMapping : IEntityTypeConfiguration<LeadForm>
{
    public void Configure(EntityTypeBuilder<LeadForm> builder)
    {
        builder.Property(form => form.Name).HasMaxLength(LeadForm.NameLength);
        builder.Property(form => form.Token).HasMaxLength(LeadForm.TokenLength);
        builder.Property(form => form.Language).HasMaxLength(10);
        builder.Property(form => form.Campaign).HasMaxLength(LeadLengths.Campaign);
        builder.Property(form => form.Sites).HasMaxLength(LeadForm.SitesLength);
        builder.Property(form => form.Thanks).HasMaxLength(LeadForm.ThanksLength);
        builder.Ignore(form => form.Terms);
        builder.Ignore(form => form.Origins);
        builder.HasIndex(form => form.Token).IsUnique();
        builder.HasOne<Region>().WithMany().HasForeignKey(form => form.RegionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FormCountMapping : IEntityTypeConfiguration<FormCount>
{
    public void Configure(EntityTypeBuilder<FormCount> builder)
    {
        builder.ToTable("FormCounts");
        builder.HasKey(count => count.Subject);
        builder.Property(count => count.Subject).HasMaxLength(120);
        builder.HasIndex(count => count.Span);
    }
}
