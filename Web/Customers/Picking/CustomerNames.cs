using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Customers.Picking;

/// <summary>The names of customers that records name, for who may see them; a page that names many reads them at once.</summary>
public sealed class CustomerNames(CrmDbContext db)
{
    private readonly Dictionary<long, string?> _known = [];

    public async Task ReadAsync(Viewer viewer, IEnumerable<long?> customers, CancellationToken cancel = default)
    {
        var asked = customers.OfType<long>().Where(id => !_known.ContainsKey(id)).ToHashSet();
        if (asked.Count == 0)
        {
            return;
        }

        var names = await db.Customers.AsNoTracking().VisibleTo(viewer).Where(customer => asked.Contains(customer.Id))
            .ToDictionaryAsync(customer => customer.Id, customer => customer.Name, cancel);
        foreach (var id in asked)
        {
            _known[id] = names.GetValueOrDefault(id);
        }
    }

    /// <summary>Null: none is named, or he is out of the viewer's reach.</summary>
    public async Task<string?> OfAsync(Viewer viewer, long? customer, CancellationToken cancel = default)
    {
        await ReadAsync(viewer, [customer], cancel);
        return customer is { } id ? _known[id] : null;
    }
}
