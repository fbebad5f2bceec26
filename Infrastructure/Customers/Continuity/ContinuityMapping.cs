using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Continuity;

namespace SiCrm.Infrastructure.Customers.Continuity;

internal sealed class CustomerContinuityMapping : IEntityTypeConfiguration<CustomerContinuity>
{
    public void Configure(EntityTypeBuilder<CustomerContinuity> builder)
    {
        builder.Ignore(row => row.Parts);
        builder.HasOne<Customer>().WithMany().HasForeignKey(row => row.CustomerId);
        builder.HasIndex(row => row.CustomerId).IsUnique();
        foreach (var scope in (string?[])[null, nameof(CustomerContinuity.OwnerId), nameof(CustomerContinuity.TeamId), nameof(CustomerContinuity.RegionId)])
        {
            builder.HasIndex([.. new[] { scope, nameof(CustomerContinuity.Score), nameof(CustomerContinuity.Id) }.OfType<string>()]);
        }
    }
}

internal sealed class ContinuityWeekMapping : IEntityTypeConfiguration<ContinuityWeek>
{
    public void Configure(EntityTypeBuilder<ContinuityWeek> builder)
    {
        builder.HasOne<Customer>().WithMany().HasForeignKey(row => row.CustomerId);
        builder.HasIndex(row => new { row.CustomerId, row.WeekOn }).IsUnique();
    }
}

internal sealed class ContinuityOwnerWeekMapping : IEntityTypeConfiguration<ContinuityOwnerWeek>
{
    public void Configure(EntityTypeBuilder<ContinuityOwnerWeek> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.OwnerId);
        builder.HasIndex(row => new { row.WeekOn, row.OwnerId }).IsUnique();
    }
}

internal sealed class MassCountMapping : IEntityTypeConfiguration<MassCount>
{
    public void Configure(EntityTypeBuilder<MassCount> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId);
        builder.HasIndex(row => new { row.PersonId, row.Kind, row.Hour }).IsUnique();
    }
}
