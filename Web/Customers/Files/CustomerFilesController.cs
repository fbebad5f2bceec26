using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Record;
using SiCrm.Web.Imports;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Protection;
using Projection = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Customers.Files;

/// <summary>附件: the files of one customer; who reaches the customer reaches them.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers/{id:long}/files")]
public sealed class CustomerFilesController(CrmDbContext db, TimeProvider clock, Projection mapping, Organisation organisation, FileStore store, Words words)
    : CustomerPageController(db, clock, mapping, organisation)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(long id, string? before, CancellationToken cancel) => await PageAsync(id, before, cancel) is { } page ? View(page) : NotFound();

    [HttpPost("")]
    [Authorize(Policy = Policies.WriteCustomers)]
    [UploadLimit("FileTooLarge", "/customers")]
    [RequestSizeLimit(ProtectionSetup.UploadLimit + ProtectionSetup.BodyLimit)]
    public async Task<IActionResult> Create(long id, CustomerFileForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } customer)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(() => KeepAsync(customer, form.File, cancel), nameof(form.File)))
        {
            Say(words["Customers.Said.FileAdded", form.File?.FileName]);
            return LocalRedirect($"/customers/{id}/files");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await PageAsync(id, null, cancel) is { } page ? View("Index", page) : NotFound();
    }

    /// <summary>Always to be saved, never shown: whatever it holds does not run here.</summary>
    [HttpGet("{fileId:long}")]
    public async Task<IActionResult> Show(long id, long fileId, CancellationToken cancel)
    {
        var file = await Db.Customers.VisibleTo(Viewer).Where(customer => customer.Id == id)
            .Join(Db.CustomerFiles.AsNoTracking().Where(file => file.Id == fileId && file.ArchivedAt == null), customer => customer.Id, file => file.CustomerId, (_, file) => file)
            .SingleOrDefaultAsync(cancel);
        if (file is null || store.Open(file.StoredAs) is not { } bytes)
        {
            return NotFound();
        }

        HttpContext.Features.Set(new SandboxedAnswer());
        return File(bytes, file.ContentType, file.Name);
    }

    [HttpPost("{fileId:long}/archive")]
    [Authorize(Policy = Policies.WriteCustomers)]
    public async Task<IActionResult> Archive(long id, long fileId, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is null || await Db.CustomerFiles.SingleOrDefaultAsync(file => file.Id == fileId && file.CustomerId == id, cancel) is not { } file)
        {
            return NotFound();
        }

        file.Archive(ByViewer);
        await Db.SaveChangesAsync(cancel);
        Say(words["Customers.Said.FileArchived", file.Name]);
        return LocalRedirect($"/customers/{id}/files");
    }

    private Task<Customer?> FindAsync(long id, CancellationToken cancel) =>
        Db.Customers.VisibleTo(Viewer, AccessAction.Write).SingleOrDefaultAsync(customer => customer.Id == id, cancel);

    private async Task KeepAsync(Customer customer, IFormFile? upload, CancellationToken cancel)
    {
        var (file, kind) = await RecognisedAsync(upload, cancel);
        await using var bytes = file.OpenReadStream();
        var name = await store.AddAsync(bytes, cancel);
        try
        {
            Db.CustomerFiles.Add(new CustomerFile(customer, Path.GetFileName(file.FileName), kind, name, file.Length, ByViewer));
            await Db.SaveChangesAsync(cancel);
        }
        catch
        {
            store.Remove(name);
            throw;
        }
    }

    private static async Task<(IFormFile File, FileKind Kind)> RecognisedAsync(IFormFile? upload, CancellationToken cancel)
    {
        var file = upload is { Length: > 0 } ? upload : throw new RuleBroken(new Refusal("FileMissing"));
        (file.Length > ProtectionSetup.UploadLimit ? new Refusal("FileTooLarge", ProtectionSetup.UploadLimit / 1_000_000) : null).ThrowIfRefused();
        await using var bytes = file.OpenReadStream();
        var head = new byte[Math.Min(FileKind.HeadLength, file.Length)];
        await bytes.ReadExactlyAsync(head, cancel);
        return (file, FileKind.Of(file.FileName, head) ?? throw new RuleBroken(new Refusal("FileNotAllowed", file.FileName, Endings)));
    }

    private static string Endings => string.Join(' ', FileKind.Allowed.Select(kind => kind.Ending));

    private async Task<CustomerFilesPage?> PageAsync(long id, string? before, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return null;
        }

        var files = Db.CustomerFiles.AsNoTracking().Where(file => file.CustomerId == id && file.ArchivedAt == null);
        var page = await Newest.PageAsync(files, rows => rows.ProjectTo<CustomerFileRow>(Mapping), descending: true, KeysetCursor.Parse(before, null), PageSize, cancel);
        return new CustomerFilesPage(head, page);
    }

    private static readonly KeysetOrder<CustomerFile, CustomerFileRow> Newest = new(row => row.Id,
        new KeysetLeg<CustomerFile, CustomerFileRow, DateTime>(file => file.AddedAt, row => row.AddedAt));
}
