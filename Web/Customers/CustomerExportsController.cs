using System.Globalization;
using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Customers;

/// <summary>The list as a file: the same filter, order and columns, all of its pages, written while they are read.</summary>
[Authorize(Policy = Policies.ExportCustomers)]
[Route("customers")]
public sealed class CustomerExportsController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation, Words words)
    : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<TableDownload> Show(CustomerFilter filter, CustomerLook look, ExportFormat format, CancellationToken cancel)
    {
        var customers = Db.Customers.AsNoTracking().BranchesFor(Viewer, AccessAction.Export).Select(branch => branch.Matching(filter, Db, Viewer, Now)).ToList();
        var rows = CustomerOrders.Of(look.Sort).AllAsync(customers, query => query.ProjectTo<CustomerRow>(mapping), look.IsDescending);
        var cells = new CustomerCells(await organisation.ReadAsync(Db, cancel), Db.Company.Facts.Categories, words, CompanyTime);
        var name = string.Create(CultureInfo.InvariantCulture, $"{words["Customers.Title"]} {Today:yyyy-MM-dd}");
        return new TableDownload(
            new ExportTable(name, [.. look.Shown.Select(column => words.Of(column))], rows.Select(row => cells.Of(row, look.Shown))), format);
    }
}
