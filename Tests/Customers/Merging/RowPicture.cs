using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers.Merging;

/// <summary>Every row of customers and of what hangs on them, column by column, without their histories and version counters.</summary>
internal static class RowPicture
{
    private static readonly string[] Counters = [nameof(Customer.Version), nameof(Customer.Events)];

    public static async Task<string> OfAsync(World world)
    {
        await using var db = world.Open();
        object[] rows =
        [
            .. await db.Customers.AsNoTracking().OrderBy(row => row.Id).ToListAsync(), .. await db.Contacts.AsNoTracking().OrderBy(row => row.Id).ToListAsync(),
            .. await db.Touches.AsNoTracking().OrderBy(row => row.Id).ToListAsync(),
            .. await db.Opportunities.AsNoTracking().OrderBy(row => row.Id).ToListAsync<Opportunity>(),
            .. await db.CareTasks.AsNoTracking().OrderBy(row => row.Id).ToListAsync(), .. await db.DevelopmentPlans.AsNoTracking().OrderBy(row => row.Id).ToListAsync(),
            .. await db.RecordShares.AsNoTracking().OrderBy(row => row.Id).ToListAsync(), .. await db.CustomerFiles.AsNoTracking().OrderBy(row => row.Id).ToListAsync(),
            .. await db.BuyingCentres.AsNoTracking().OrderBy(row => row.Id).ToListAsync(), .. await db.BuyingCentreMembers.AsNoTracking().OrderBy(row => row.Id).ToListAsync(),
        ];
        return string.Join('\n', rows.Select(row => TextOf(db, row)));
    }

    private static string TextOf(CrmDbContext db, object row)
    {
        var type = db.Model.FindEntityType(row.GetType()) ?? throw new InvalidOperationException(row.GetType().Name);
        var values = type.GetProperties().Where(property => !Counters.Contains(property.Name)).Select(property => $"{property.Name}={ValueOf(property, row)}");
        return $"{type.ClrType.Name}: {string.Join("; ", values)}";
    }

    private static string? ValueOf(IProperty property, object row) => property.PropertyInfo?.GetValue(row) is { } value
        ? value is DateTime at ? at.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)
        : null;
}
