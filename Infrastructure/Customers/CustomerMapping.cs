using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;

namespace SiCrm.Infrastructure.Customers;

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.Property(customer => customer.Name).HasMaxLength(200);
        builder.Property(customer => customer.NameKey).HasMaxLength(200);
        builder.Property(customer => customer.Industry).HasMaxLength(60);
        builder.HasOne<Region>().WithMany().HasForeignKey(customer => customer.RegionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(customer => customer.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(customer => customer.Contacts).WithOne().HasForeignKey(contact => contact.CustomerId);
        builder.HasIndex(customer => customer.NameKey);
    }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.Property(contact => contact.Name).HasMaxLength(80);
        builder.Property(contact => contact.Phone).HasMaxLength(40);
        builder.Property(contact => contact.PhoneKey).HasMaxLength(15);
        builder.Property(contact => contact.Email).HasMaxLength(200);
        builder.HasIndex(contact => contact.PhoneKey);
    }
}
