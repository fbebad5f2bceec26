using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Infrastructure.Search.Sources;

internal sealed class LeadSource : SearchSource
{
    public override RecordType Type => RecordType.Lead;

    public override string Path => "/leads";

    public override string Series => "L";

    protected internal override int Place => 3;

    protected internal override IQueryable<SearchHit> Find(SearchQuery query)
    {
        var (found, beginning) = (query.Among(Type, query.Db.LeadsMatching), query.Beginning);
        var leads = query.Db.Leads.AsNoTracking().VisibleTo(query.Viewer).Where(lead => found.Contains(lead.Id));
        foreach (var digits in query.HiddenDigits)
        {
            leads = leads.Where(lead => !lead.PhoneKey.Contains(digits));
        }

        return leads.OrderByDescending(lead => lead.Company.StartsWith(beginning)).ThenByDescending(lead => lead.Id)
            .Select(lead => new SearchHit
            {
                Id = lead.Id,
                Title = lead.Company,
                Number = lead.Number,
                Detail = lead.ContactName,
                OwnerId = lead.OwnerId,
            });
    }
}
