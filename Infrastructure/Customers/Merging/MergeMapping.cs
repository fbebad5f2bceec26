using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Merging;

namespace SiCrm.Infrastructure.Customers.Merging;

internal sealed class CustomerMergeMapping : IEntityTypeConfiguration<CustomerMerge>
{
    public void Configure(EntityTypeBuilder<CustomerMerge> builder)
    {
        builder.HasOne<Customer>().WithMany().HasForeignKey(merge => merge.KeptId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Customer>().WithMany().HasForeignKey(merge => merge.MergedId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(merge => merge.ById).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(merge => new { merge.ById, merge.Id });
    }
}

internal sealed class NotTheSameMapping : IEntityTypeConfiguration<NotTheSame>
{
    public void Configure(EntityTypeBuilder<NotTheSame> builder)
    {
        builder.HasOne<Customer>().WithMany().HasForeignKey(pair => pair.FirstId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Customer>().WithMany().HasForeignKey(pair => pair.SecondId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(pair => pair.ById).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(pair => new { pair.FirstId, pair.SecondId }).IsUnique();
    }
}
