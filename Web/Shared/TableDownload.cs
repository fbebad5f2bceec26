using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Access.Audit;

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
        var written = 0L;
        try
        {
            await (table with { Rows = Counted() }).WriteAsync(format, response.Body, context.HttpContext.RequestAborted);
        }
        finally
        {
            Note(context.HttpContext, written);
            if (context.HttpContext.User.AsViewer().PersonId is { } person)
            {
                context.HttpContext.RequestServices.GetRequiredService<MassWatch>().Took(person, written);
            }
        }

        async IAsyncEnumerable<IReadOnlyList<object?>> Counted()
        {
            await foreach (var row in table.Rows)
            {
                written++;
                yield return row;
            }
        }
    }

    /// <summary>Who took what along, and how much of it: also when he stopped half way.</summary>
    private void Note(HttpContext http, long rows) => http.RequestServices.GetRequiredService<Auditor>().NoteLate(
        AuditKind.Exported, table.Name + TableExport.EndingOf(format),
        AuditDetails.Of(new AuditChange("Rows", null, rows.ToString(CultureInfo.InvariantCulture)), new AuditChange("From", null, http.Request.Path)));
}
