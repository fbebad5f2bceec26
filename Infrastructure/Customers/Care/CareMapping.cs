using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;

namespace SiCrm.Infrastructure.Customers.Care;

internal sealed class CareTaskMapping : IEntityTypeConfiguration<CareTask>
{
    private static readonly string?[] Scopes = [null, nameof(CareTask.OwnerId), nameof(CareTask.TeamId), nameof(CareTask.RegionId)];

    public void Configure(EntityTypeBuilder<CareTask> builder)
    {
        builder.Property(task => task.Key).HasMaxLength(CareTask.KeyLength);
        builder.Property(task => task.Category).HasMaxLength(CustomerLengths.Category);
        builder.Property(task => task.Outcome).HasMaxLength(CustomerLengths.Words);
        builder.HasOne<Customer>().WithMany().HasForeignKey(task => task.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contact>().WithMany().HasForeignKey(task => task.ContactId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(task => task.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(task => task.Touch).WithMany().HasForeignKey(task => task.TouchId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(task => task.History).WithOne().HasForeignKey(row => row.TaskId);
        builder.HasIndex(task => task.Key).IsUnique();
        builder.HasIndex(task => task.DueOn);
        builder.HasIndex(task => new { task.CustomerId, task.State, task.DueOn, task.Id });
        builder.HasIndex(task => new { task.ContactId, task.State, task.DueOn }).HasFilter("\"ContactId\" IS NOT NULL");
        foreach (var scope in Scopes)
        {
            builder.HasIndex([.. new[] { scope, nameof(CareTask.DueOn), nameof(CareTask.Id) }.OfType<string>()]).HasFilter("\"State\" = 'Open'");
        }
    }
}

internal sealed class CareEventMapping : IEntityTypeConfiguration<CareEvent>
{
    public void Configure(EntityTypeBuilder<CareEvent> builder)
    {
        builder.ToTable("CareEvents");
        builder.Property(row => row.Words).HasMaxLength(CustomerLengths.Words);
    }
}

internal sealed class CarePolicyMapping : IEntityTypeConfiguration<CarePolicy>
{
    public void Configure(EntityTypeBuilder<CarePolicy> builder) =>
        builder.Property<Dictionary<string, List<CareKind>>>("_occasions").HasColumnName("Occasions").HasConversion(
            occasions => JsonSerializer.Serialize(occasions.ToDictionary(pair => pair.Key, pair => pair.Value.ConvertAll(kind => kind.ToString())), JsonSerializerOptions.Default),
            json => Read(json),
            new ValueComparer<Dictionary<string, List<CareKind>>>((a, b) => ReferenceEquals(a, b), map => map.Count, map => map));

    /// <summary>An occasion that this program does not know is left out.</summary>
    private static Dictionary<string, List<CareKind>> Read(string json) =>
        (JsonSerializer.Deserialize<Dictionary<string, List<string>>>(json, JsonSerializerOptions.Default) ?? []).ToDictionary(
            pair => pair.Key, pair => pair.Value.Where(name => Enum.TryParse<CareKind>(name, out _)).Select(Enum.Parse<CareKind>).ToList());
}

/// <summary>Who was not cared for, worst first, for every scope; with what the totals ask for, so that they read nothing else.</summary>
internal static class CareIndexes
{
    public static void IndexForCare(this EntityTypeBuilder<Customer> builder) => Index(builder);

    public static void IndexForCare(this EntityTypeBuilder<Contact> builder) => Index(builder);

    private static void Index<T>(EntityTypeBuilder<T> builder) where T : class
    {
        foreach (var scope in (string?[])[null, nameof(Customer.OwnerId), nameof(Customer.TeamId), nameof(Customer.RegionId)])
        {
            var columns = new[] { scope, nameof(Customer.CareDueOn), "Id", nameof(Customer.OwnerId), nameof(Customer.Category) }.OfType<string>().Distinct();
            builder.HasIndex([.. columns]).HasFilter("\"CareDueOn\" IS NOT NULL");
        }
    }
}
