using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;

namespace SiCrm.Web.Shared;

/// <summary>Answers with a table as a file, written while it is read.</summary>
public sealed class TableDownload(ExportTable table, ExportFormat format) : ActionResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = context.HttpContext.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(table.Name + TableExport.EndingOf(format));
        response.ContentType = TableExport.TypeOf(format);
        response.Headers.ContentDisposition = disposition.ToString();
        var taken = new Taken();
        try
        {
            await (table with { Rows = taken.Count(table.Rows) }).WriteAsync(format, response.Body, context.HttpContext.RequestAborted);
        }
        finally
        {
            if (context.HttpContext.User.AsViewer().PersonId is { } person)
            {
                context.HttpContext.RequestServices.GetRequiredService<MassWatch>().Took(person, taken.Rows);
            }
        }
    }

    private sealed class Taken
    {
        public long Rows { get; private set; }

        public async IAsyncEnumerable<IReadOnlyList<object?>> Count(IAsyncEnumerable<IReadOnlyList<object?>> rows)
        {
            await foreach (var row in rows)
            {
                Rows++;
                yield return row;
            }
        }
    }
}
