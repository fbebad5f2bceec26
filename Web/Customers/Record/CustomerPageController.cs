using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;
using Projection = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Customers.Record;

/// <summary>What every tab of a customer's page begins with: the customer in the viewer's reach, and its head.</summary>
public abstract class CustomerPageController(CrmDbContext db, TimeProvider clock, Projection mapping, Organisation organisation) : CrmController(db, clock)
{
    protected Projection Mapping { get; } = mapping;

    protected async Task<CustomerHead?> HeadAsync(long id, CancellationToken cancel)
    {
        var above = Db.Customers.Where(unit => unit.Id == id).Select(unit => unit.ParentId);
        var rows = await Db.Customers.AsNoTracking().VisibleTo(Viewer).Where(row => row.Id == id || row.Id == above.First())
            .ProjectTo<CustomerDetail>(Mapping).ToListAsync(cancel);
        if (rows.Find(row => row.Id == id) is not { } customer)
        {
            return null;
        }

        var names = await organisation.ReadAsync(Db, [customer.OwnerId], cancel);
        return new CustomerHead(customer, rows.Find(row => row.Id != id)?.Name, Db.Company.Facts.Categories, names, Viewer, ByViewer);
    }
}
