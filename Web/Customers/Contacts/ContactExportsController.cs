using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts;

/// <summary>The list as a file: the same filter and order, all of its pages; a number goes out to whoever sees it on the page.</summary>
[Authorize(Policy = Policies.ExportContacts)]
[Route("contacts")]
public sealed class ContactExportsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<TableDownload> Show(ContactFilter filter, ContactLook look, ExportFormat format, CancellationToken cancel)
    {
        var personal = PersonalFields.For(Viewer);
        filter = personal.Narrow(filter);
        var contacts = Db.Contacts.AsNoTracking().BranchesFor(Viewer, AccessAction.Export).Select(branch => branch.Matching(filter, Db, Viewer, Now)).ToList();
        var rows = ContactOrders.Of(look.Sort).AllAsync(contacts, query => query.Select(ContactRow.Of(Db)), look.IsDescending);
        var names = await organisation.ReadAsync(Db, cancel);
        var name = string.Create(CultureInfo.InvariantCulture, $"{words["Contacts.Title"]} {Today:yyyy-MM-dd}");
        string[] columns = ["Name", "Customer", "Position", .. personal.Phone ? ["Phone"] : Array.Empty<string>(), "Owner", "LastTouchAt"];
        return new TableDownload(
            new ExportTable(name, [.. columns.Select(column => words[$"Contacts.Fact.{column}"])], rows.Select(row => CellsOf(row, names, personal))), format);
    }

    private IReadOnlyList<object?> CellsOf(ContactRow row, OrganisationFacts names, PersonalFields personal) =>
    [
        row.Name,
        row.CustomerName,
        row.Position,
        .. personal.Phone ? [row.Phone] : Array.Empty<object?>(),
        names.Person(row.OwnerId),
        row.LastTouchAt is { } at ? CompanyTime.Local(at) : null,
    ];
}
