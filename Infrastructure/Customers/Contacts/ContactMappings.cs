using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Infrastructure.Customers.Contacts;

internal sealed class ContactEmploymentMapping : IEntityTypeConfiguration<ContactEmployment>
{
    public void Configure(EntityTypeBuilder<ContactEmployment> builder)
    {
        builder.Property(row => row.Position).HasMaxLength(CustomerLengths.Position);
        builder.Property(row => row.Department).HasMaxLength(CustomerLengths.Position);
        builder.HasOne<Customer>().WithMany().HasForeignKey(row => row.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.CustomerId, row.Until });
    }
}

internal sealed class BuyingCentreMapping : IEntityTypeConfiguration<BuyingCentre>
{
    public void Configure(EntityTypeBuilder<BuyingCentre> builder)
    {
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(centre => centre.OpportunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Customer>().WithMany().HasForeignKey(centre => centre.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(centre => centre.Present);
        builder.HasMany(centre => centre.Members).WithOne().HasForeignKey(member => member.BuyingCentreId);
        builder.HasIndex(centre => centre.OpportunityId).IsUnique();
        builder.HasIndex(centre => centre.CustomerId);
    }
}

internal sealed class BuyingCentreMemberMapping : IEntityTypeConfiguration<BuyingCentreMember>
{
    public void Configure(EntityTypeBuilder<BuyingCentreMember> builder)
    {
        builder.HasOne<Contact>().WithMany().HasForeignKey(member => member.ContactId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contact>().WithMany().HasForeignKey(member => member.ReportsToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(member => member.HolderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(member => member.Attitudes).WithOne().HasForeignKey(row => row.BuyingCentreMemberId);
        builder.HasIndex(member => new { member.BuyingCentreId, member.ContactId }).IsUnique();
        builder.HasIndex(member => new { member.ContactId, member.Role });
    }
}

internal sealed class AttitudeRowMapping : IEntityTypeConfiguration<AttitudeRow>
{
    public void Configure(EntityTypeBuilder<AttitudeRow> builder)
    {
        builder.Property(row => row.Evidence).HasMaxLength(CustomerLengths.Evidence);
        builder.HasIndex(row => new { row.BuyingCentreMemberId, row.At });
    }
}

internal sealed class ContactUploadMapping : IEntityTypeConfiguration<ContactUpload>
{
    public void Configure(EntityTypeBuilder<ContactUpload> builder)
    {
        builder.Property(upload => upload.FileName).HasMaxLength(CustomerLengths.Name);
        builder.HasIndex(upload => new { upload.OwnerId, upload.At });
    }
}
