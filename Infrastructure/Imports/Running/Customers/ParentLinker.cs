using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Imports.Values;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>Goes through the file once more when all customers are in, and puts each into its group: the parent may come later than its units.</summary>
/// <param name="names">The names that the file brings, where nothing is kept.</param>
internal sealed class ParentLinker(ImportJob job, ColumnMap map, Seen names, int chunkSize)
{
    public async Task RunAsync(IEnumerable<TableRow> rows, CancellationToken cancel)
    {
        var position = job.Import.Position;
        foreach (var chunk in rows.Skip(position - job.Import.Rows).Chunk(chunkSize))
        {
            position += chunk.Length;
            var links = chunk.Select(LinkOf).Where(link => link.Parent is not null && link.Name is not null).ToList();
            await job.CommitAsync(position, () => LinkAsync(links, cancel), cancel);
        }
    }

    private Link LinkOf(TableRow row)
    {
        var values = new RowValues(row, map, job.Company);
        return new Link(row, values.Text(ImportField.Company, CustomerLengths.Name), CreditCode.Cleaned(values.Text(ImportField.CreditCode, CustomerLengths.CreditCode)),
            values.Text(ImportField.Parent, CustomerLengths.Name));
    }

    private async Task<ImportOutcome> LinkAsync(List<Link> links, CancellationToken cancel)
    {
        var outcome = new ImportOutcome(job.Import.Id);
        var lookup = await CustomerLookup.OfAsync(job.Db, links.SelectMany(link => new[] { link.Name, link.Parent }), links.Select(link => link.Code), cancel);
        foreach (var link in links)
        {
            await LinkAsync(link, lookup, outcome, cancel);
        }

        if (job.Keeps)
        {
            await job.Db.SaveChangesAsync(cancel);
            job.LetGo();
        }

        return outcome;
    }

    private async Task LinkAsync(Link link, CustomerLookup lookup, ImportOutcome outcome, CancellationToken cancel)
    {
        var (name, parentName) = (link.Name ?? "", link.Parent ?? "");
        var parent = lookup.Called(parentName, job.Viewer);
        if (parent is null)
        {
            if (job.Keeps || (names.RowOf(ColumnName.Key(parentName)) ?? names.RowOf(NameKey.OfCompany(parentName))) is null)
            {
                outcome.LeftOut(link.Row, new Refusal("ImportParentUnknown", map.NameOf(ImportField.Parent), parentName));
            }
        }
        else if (job.Keeps && lookup.Same(ColumnName.Key(name), link.Code) is [var child] && MayLink(child))
        {
            await LinkAsync(link, child.Id, parent.Id, outcome, cancel);
        }
    }

    private async Task LinkAsync(Link link, long childId, long parentId, ImportOutcome outcome, CancellationToken cancel)
    {
        var child = await job.Db.Customers.FindAsync([childId], cancel);
        var line = await job.Db.AboveAsync(parentId, cancel);
        var below = await job.Db.LevelsBelowAsync(childId, cancel);
        if (child?.CanBelongTo(line, below) is { } refusal)
        {
            outcome.LeftOut(link.Row, refusal);
            return;
        }

        child?.BelongTo(line, below, job.Now, job.Import.Id);
        await job.Db.SaveChangesAsync(cancel);
    }

    /// <summary>What was here before and is not to be changed keeps its place.</summary>
    private bool MayLink(KnownCustomer child) => child.ImportId == job.Import.Id
        || (job.Import.Mode != ImportMode.Create && child.ArchivedAt is null && child.IsFor(job.Viewer, AccessAction.Write));

    private sealed record Link(TableRow Row, string? Name, string? Code, string? Parent);
}
