using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Operations;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans.Feeds;

/// <summary>A person's calendar for his calendar program: who knows the address reads it, so that no cookie is read or set.</summary>
[AllowAnonymous]
[Unwatched]
[Route("calendar/feed")]
public sealed class CalendarFeedController(CrmDbContext db, TimeProvider clock, Words words, PublicAddress address) : CrmController(db, clock)
{
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>Longer than any secret.</summary>
    private const int Longest = 100;

    [HttpGet("{secret}.ics")]
    public async Task<IActionResult> Show(string secret, CancellationToken cancel)
    {
        if (secret.Length > Longest || await Db.FeedAsync(secret, Today, cancel) is not { } feed)
        {
            return NotFound();
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(feed.Language);
        var events = new FeedEvents(words, address).Of(feed.Entries, CompanyTime.StartOf(Today));
        var file = Encoding.UTF8.GetBytes(CalendarText.Write(words["Plans.FeedName", feed.Viewer.Name], events, CompanyTime));
        Response.Headers.CacheControl = "private, no-cache";
        return File(file, ContentType, null, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file))[..32]}\""));
    }
}
