using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Care;

namespace SiCrm.Infrastructure.Customers;

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.Property(customer => customer.Name).HasMaxLength(CustomerLengths.Name);
        builder.Property(customer => customer.NameKey).HasMaxLength(NameKey.Length);
        builder.Property(customer => customer.PinyinKey).HasMaxLength(Pinyin.Length);
        builder.Property(customer => customer.ShortName).HasMaxLength(CustomerLengths.ShortName);
        builder.Property(customer => customer.CreditCode).HasMaxLength(CustomerLengths.CreditCode);
        builder.Property(customer => customer.Industry).HasMaxLength(CustomerLengths.Industry);
        builder.Property(customer => customer.Category).HasMaxLength(CustomerLengths.Category);
        builder.Property(customer => customer.Source).HasMaxLength(CustomerLengths.Source);
        builder.Property(customer => customer.Phone).HasMaxLength(CustomerLengths.Phone);
        builder.Property(customer => customer.PhoneKey).HasMaxLength(15);
        builder.Property(customer => customer.Website).HasMaxLength(CustomerLengths.Website);
        builder.Property(customer => customer.WebDomain).HasMaxLength(NameKey.Length);
        builder.Property(customer => customer.Addresses).HasMaxLength(CustomerLengths.Address);
        builder.Property(customer => customer.Note).HasMaxLength(CustomerLengths.Note);
        builder.HasOne<Region>().WithMany().HasForeignKey(customer => customer.RegionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(customer => customer.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Team>().WithMany().HasForeignKey(customer => customer.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Customer>().WithMany().HasForeignKey(customer => customer.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Customer>().WithMany().HasForeignKey(customer => customer.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Customer>().WithMany().HasForeignKey(customer => customer.ReferredById).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(customer => customer.Contacts).WithOne().HasForeignKey(contact => contact.CustomerId);
        builder.HasMany(customer => customer.History).WithOne().HasForeignKey(row => row.CustomerId);
        builder.HasMany(customer => customer.Changes).WithOne().HasForeignKey(row => row.CustomerId);
        builder.HasIndex(customer => customer.CreditCode).HasFilter("\"CreditCode\" IS NOT NULL");
        builder.Ignore(customer => customer.State);
        builder.HasIndex(customer => customer.ReferredById).HasFilter("\"ReferredById\" IS NOT NULL");
        builder.HasIndex(customer => customer.PhoneKey);
        builder.HasIndex(customer => customer.PinyinKey);
        builder.HasIndex(customer => customer.WebDomain);
        // Reports by industry look it up for thousands of customers, whose rows are wide.
        builder.HasIndex(customer => new { customer.Id, customer.Industry });
        builder.HasIndex(customer => new { customer.Category, customer.NameKey, customer.Id });
        builder.HasIndex(customer => customer.ImportId).HasFilter("\"ImportId\" IS NOT NULL");
        builder.HasOne<Person>().WithMany().HasForeignKey(customer => customer.DeputyId).OnDelete(DeleteBehavior.Restrict);
        builder.IndexForList();
        builder.IndexForCare();
    }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.Property(contact => contact.Name).HasMaxLength(CustomerLengths.PersonName);
        builder.Property(contact => contact.Position).HasMaxLength(CustomerLengths.Position);
        builder.Property(contact => contact.Department).HasMaxLength(CustomerLengths.Position);
        builder.Property(contact => contact.Phone).HasMaxLength(CustomerLengths.Phone);
        builder.Property(contact => contact.PhoneKey).HasMaxLength(15);
        builder.Property(contact => contact.OfficePhone).HasMaxLength(CustomerLengths.Phone);
        builder.Property(contact => contact.Email).HasMaxLength(CustomerLengths.Email);
        builder.Property(contact => contact.MailDomain).HasMaxLength(NameKey.Length);
        builder.Property(contact => contact.Messenger).HasMaxLength(CustomerLengths.Messenger);
        builder.Property(contact => contact.Preferences).HasMaxLength(CustomerLengths.Preferences);
        builder.Ignore(contact => contact.State);
        builder.HasMany(contact => contact.Changes).WithOne().HasForeignKey(row => row.ContactId);
        builder.Property(contact => contact.ConsentHow).HasMaxLength(CustomerLengths.ConsentHow);
        builder.HasMany(contact => contact.Employments).WithOne().HasForeignKey(row => row.ContactId);
        builder.HasIndex(contact => contact.BirthdayKey).HasFilter("\"BirthdayKey\" IS NOT NULL");
        builder.HasIndex(contact => contact.PhoneKey);
        builder.HasIndex(contact => contact.MailDomain);
        builder.HasIndex(contact => new { contact.CustomerId, contact.LastTouchAt, contact.Id });
        builder.HasIndex(contact => new { contact.CustomerId, contact.Name, contact.Id });
        builder.HasIndex(contact => contact.ImportId).HasFilter("\"ImportId\" IS NOT NULL");
        builder.HasIndex(contact => new { contact.Category, contact.OwnerId, contact.CareDueOn }).HasFilter("\"IsKey\"");
        builder.Property(contact => contact.Category).HasMaxLength(CustomerLengths.Category);
        builder.HasIndex(contact => contact.Birthday).HasFilter("\"IsKey\" AND \"Birthday\" IS NOT NULL");
        builder.IndexForList();
        builder.IndexForCare();
    }
}

internal sealed class CustomerEventMapping : IEntityTypeConfiguration<CustomerEvent>
{
    public void Configure(EntityTypeBuilder<CustomerEvent> builder)
    {
        builder.Property(row => row.Reason).HasMaxLength(CustomerLengths.Reason);
        builder.HasIndex(row => new { row.CustomerId, row.Seq }).IsUnique();
        builder.HasIndex(row => row.At);
    }
}

internal sealed class CustomerChangeMapping : IEntityTypeConfiguration<CustomerChange>
{
    public void Configure(EntityTypeBuilder<CustomerChange> builder)
    {
        builder.Property(row => row.Field).HasMaxLength(24);
        builder.Property(row => row.Before).HasMaxLength(CustomerLengths.Note);
        builder.Property(row => row.After).HasMaxLength(CustomerLengths.Note);
        builder.HasIndex(row => new { row.CustomerId, row.At, row.Id });
        builder.HasIndex(row => new { row.ImportId, row.Id }).HasFilter("\"ImportId\" IS NOT NULL");
        builder.HasIndex(row => new { row.CustomerId, row.At }, "IX_CustomerChanges_Industry").HasFilter("\"Field\" = 'Industry'");
        builder.HasIndex(row => new { row.ContactId, row.At, row.Id }).HasFilter("\"ContactId\" IS NOT NULL");
    }
}

internal sealed class TouchMapping : IEntityTypeConfiguration<Touch>
{
    public void Configure(EntityTypeBuilder<Touch> builder)
    {
        builder.Property(touch => touch.Words).HasMaxLength(CustomerLengths.Words);
        builder.HasOne<Customer>().WithMany().HasForeignKey(touch => touch.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contact>().WithMany().HasForeignKey(touch => touch.ContactId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(touch => new { touch.CustomerId, touch.At, touch.Id });
        builder.HasIndex(touch => new { touch.ContactId, touch.At, touch.Id }).HasFilter("\"ContactId\" IS NOT NULL");
        builder.HasIndex(touch => new { touch.ActorId, touch.At, touch.Id });
        builder.HasIndex(touch => new { touch.At, touch.ContactId });
    }
}

internal sealed class CategorySchemeMapping : IEntityTypeConfiguration<CategoryScheme>
{
    public void Configure(EntityTypeBuilder<CategoryScheme> builder)
    {
        builder.Ignore(scheme => scheme.Categories);
        builder.Property<List<CustomerCategory>>("_categories").HasColumnName("Categories").HasConversion(
            categories => JsonSerializer.Serialize(categories, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<List<CustomerCategory>>(json, JsonSerializerOptions.Default) ?? new(),
            new ValueComparer<List<CustomerCategory>>((a, b) => ReferenceEquals(a, b), list => list.Count, list => list));
    }
}
