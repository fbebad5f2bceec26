using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.Property(person => person.Name).HasMaxLength(80);
        builder.Property(person => person.Email).HasMaxLength(200);
        builder.Property(person => person.Knows).HasMaxLength(1000);
        builder.HasIndex(person => person.Email).IsUnique();
        builder.HasIndex(person => person.Name);
        builder.HasOne<Team>().WithMany().HasForeignKey(person => person.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Region>().WithMany().HasForeignKey(person => person.RegionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(person => person.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(person => person.RoleRows).WithOne().HasForeignKey("PersonId").IsRequired();
        builder.Navigation(person => person.RoleRows).AutoInclude();
        builder.Ignore(person => person.Roles);
    }
}

internal sealed class RegionMapping : IEntityTypeConfiguration<Region>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.Property(region => region.Name).HasMaxLength(60);
        builder.HasIndex(region => region.Name).IsUnique();
    }
}

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.Property(team => team.Name).HasMaxLength(60);
        builder.HasIndex(team => team.Name).IsUnique();
        builder.HasOne<Region>().WithMany().HasForeignKey(team => team.RegionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.Property(account => account.Language).HasMaxLength(10);
        builder.Property(account => account.Theme).HasMaxLength(10);
        builder.Property(account => account.HomeCards).HasMaxLength(1000);
        builder.HasIndex(account => account.PersonId).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(account => account.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
