using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Customers;

namespace SiCrm.Infrastructure.Customers;

internal sealed class CustomerFileMapping : IEntityTypeConfiguration<CustomerFile>
{
    public void Configure(EntityTypeBuilder<CustomerFile> builder)
    {
        builder.Property(file => file.Name).HasMaxLength(CustomerFile.MostNames);
        builder.Property(file => file.ContentType).HasMaxLength(100);
        builder.Property(file => file.StoredAs).HasMaxLength(32);
        builder.HasOne<Customer>().WithMany().HasForeignKey(file => file.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(file => new { file.CustomerId, file.AddedAt, file.Id });
        builder.HasIndex(file => file.StoredAs).IsUnique();
    }
}
