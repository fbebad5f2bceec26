using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using SiCrm.Infrastructure.Shared;

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
        await table.WriteAsync(format, response.Body, context.HttpContext.RequestAborted);
    }
}
