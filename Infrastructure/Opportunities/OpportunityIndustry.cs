using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>
/// The industry of an opportunity's customer, kept with the opportunity by triggers: reports by industry ask it of tens of thousands of opportunities, and
/// the way to each one's customer took a third of their time. The program reads it, and never writes it.
/// </summary>
public static class OpportunityIndustry
{
    /// <summary>As a property of an opportunity that only queries see.</summary>
    public const string Column = "Industry";

    /// <summary>What differs from the customers', where triggers were not there.</summary>
    internal const string CatchUp = """
        UPDATE "Opportunities" SET "Industry" = (SELECT c."Industry" FROM "Customers" c WHERE c."Id" = "Opportunities"."CustomerId")
        WHERE "Industry" IS DISTINCT FROM (SELECT c."Industry" FROM "Customers" c WHERE c."Id" = "Opportunities"."CustomerId")
        """;

    /// <summary>Sets right what triggers did not keep; check tells of it.</summary>
    public static Task RebuildIndustriesAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(CatchUp, cancel), cancel);
    }

    internal static void Map(EntityTypeBuilder<Opportunity> builder)
    {
        var industry = builder.Property<string?>(Column).HasMaxLength(CustomerLengths.Industry).Metadata;
        industry.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        industry.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
