using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Leads;

namespace SiCrm.Infrastructure.Leads;

/// <summary>
/// Every order that the lead list offers, for every scope that a viewer can have: the scope's column first, then the
/// order's, then the id that parts equal ones. What only open leads have is indexed for them alone.
/// </summary>
internal static class LeadIndexes
{
    private static readonly string?[] Scopes = [null, nameof(Lead.OwnerId), nameof(Lead.TeamId), nameof(Lead.RegionId)];

    private static readonly string[] Always = [nameof(Lead.CapturedAt), nameof(Lead.CompanyKey), nameof(Lead.StatusSince)];

    private static readonly string[] Sometimes = [nameof(Lead.Amount), nameof(Lead.NextDueOn), nameof(Lead.ReclaimDueAt), nameof(Lead.Score)];

    public static void IndexForList(this EntityTypeBuilder<Lead> builder)
    {
        foreach (var scope in Scopes)
        {
            foreach (var order in Always.Concat(Sometimes))
            {
                var known = new[] { scope, Sometimes.Contains(order) ? order : null }.OfType<string>().Select(column => $"\"{column}\" IS NOT NULL");
                builder.HasIndex([.. new[] { scope, order, nameof(Lead.Id) }.OfType<string>()])
                    .HasFilter(string.Join(" AND ", known) is { Length: > 0 } filter ? filter : null);
            }
        }

        builder.HasIndex(lead => lead.Number).IsUnique();
        builder.HasIndex(lead => new { lead.Status, lead.CapturedAt, lead.Id });
        builder.HasIndex(lead => new { lead.Status, lead.StatusSince, lead.Id });
        builder.HasIndex(lead => new { lead.Status, lead.Amount, lead.Id }).HasFilter("\"Amount\" IS NOT NULL");
    }
}
