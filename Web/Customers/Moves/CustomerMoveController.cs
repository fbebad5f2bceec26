using AutoMapper;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Customers.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Moves;

/// <summary>What the moves of one customer share.</summary>
public abstract class CustomerMoveController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : MoveController<Customer, CustomerMoveForm>(db, clock, words)
{
    protected override Task<Customer?> FindAsync(long id) =>
        Db.Customers.VisibleTo(Viewer, Right).ForChange().SingleOrDefaultAsync(customer => customer.Id == id);

    protected override string NameOf(Customer record) => record?.Name ?? "";

    protected override string ChangedMeanwhile(Customer record) => Words["Customers.ChangedMeanwhile", NameOf(record)];

    protected override Task FillAsync(CustomerMoveForm form, Customer record)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Customer = mapper.Map<CustomerDetail>(record);
        return Task.CompletedTask;
    }

    protected override Task<string> AfterAsync(long id) => Task.FromResult($"/customers/{id}");
}
