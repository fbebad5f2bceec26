using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Infrastructure.Opportunities;

internal sealed class OpportunityMapping : IEntityTypeConfiguration<Opportunity>
{
    public void Configure(EntityTypeBuilder<Opportunity> builder)
    {
        builder.Property(opportunity => opportunity.Number).HasMaxLength(40);
        builder.Property(opportunity => opportunity.Name).HasMaxLength(200);
        builder.HasOne(opportunity => opportunity.Customer).WithMany().HasForeignKey(opportunity => opportunity.CustomerId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(opportunity => opportunity.Contact).WithMany().HasForeignKey(opportunity => opportunity.ContactId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(opportunity => opportunity.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(opportunity => opportunity.Number).IsUnique();
        builder.HasIndex(opportunity => opportunity.LeadId);
        builder.HasIndex(opportunity => new { opportunity.CreatedAt, opportunity.Id });
        builder.HasIndex(opportunity => new { opportunity.OwnerId, opportunity.CreatedAt, opportunity.Id });
        builder.HasIndex(opportunity => new { opportunity.TeamId, opportunity.CreatedAt, opportunity.Id });
    }
}
