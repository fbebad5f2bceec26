using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Development;

namespace SiCrm.Infrastructure.Customers.Development;

internal sealed class DevelopmentPlanMapping : IEntityTypeConfiguration<DevelopmentPlan>
{
    public void Configure(EntityTypeBuilder<DevelopmentPlan> builder)
    {
        builder.Property(plan => plan.Products).HasMaxLength(DevelopmentPlan.ProductsLength);
        builder.HasOne<Customer>().WithMany().HasForeignKey(plan => plan.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(plan => plan.Actions).WithOne().HasForeignKey(action => action.PlanId);
        builder.HasIndex(plan => new { plan.CustomerId, plan.PeriodOn, plan.Number }).IsUnique();
    }
}

internal sealed class DevelopmentActionMapping : IEntityTypeConfiguration<DevelopmentAction>
{
    public void Configure(EntityTypeBuilder<DevelopmentAction> builder)
    {
        builder.ToTable("DevelopmentActions");
        builder.Property(action => action.What).HasMaxLength(DevelopmentPlan.ActionLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(action => action.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(action => action.Planned);
    }
}
