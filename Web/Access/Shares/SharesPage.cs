using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Access.Shares;

public sealed class ShareForm
{
    [Required, StringLength(200)]
    public string? Colleague { get; set; }

    public ShareKind ShareAs { get; set; }

    public ShareLevel Level { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    [StringLength(RecordShare.ReasonLength)]
    public string? Reason { get; set; }

    public ShareTerms Terms(DateOnly today) => new(ShareAs, Level, From ?? today, Until, Reason);
}

/// <summary>With whom a record is shared, and the form that shares it.</summary>
public sealed record SharesPage(
    SharedRecord Record, ShareForm Form, IReadOnlyList<RecordShare> Shares, OrganisationFacts Names, Viewer Viewer, DateOnly Today)
{
    /// <summary>So many names are offered while one types; others can be typed all the same.</summary>
    private const int MostOffered = 200;

    private static readonly (string Path, RecordType Type, string Title)[] Places =
        [("leads", RecordType.Lead, "Leads.Title"), ("customers", RecordType.Customer, "Customers.Title"), ("opportunities", RecordType.Opportunity, "Opportunities.Title")];

    public string List => Places.Single(place => place.Type == Record.Type).Path;

    public string ListTitle => Places.Single(place => place.Type == Record.Type).Title;

    public string Path => $"/{List}/{Record.Id}";

    public IEnumerable<RecordShare> Live => Shares.Where(share => !share.IsOver(Today));

    public IEnumerable<RecordShare> Over => Shares.Where(share => share.IsOver(Today));

    /// <summary>Whether he has something to give himself.</summary>
    public bool MayShare => Viewer.ReachOf(Record.Type, AccessAction.Read).Covers(Record.OwnerId, Record.TeamId, Record.RegionId);

    public bool MayEnd(RecordShare share) => Viewer.MayEnd(Record, share);

    public IEnumerable<string> Colleagues => Names.People.Values
        .Where(person => person.IsActive(Today) && person.Id != Viewer.PersonId && person.Id != Record.OwnerId
            && Viewer.Matrix.ScopeOf(person.Roles, Record.Type, AccessAction.Read) != Scope.None)
        .OrderByDescending(person => person.TeamId == Viewer.TeamId).ThenBy(person => person.Name, StringComparer.CurrentCulture)
        .Select(person => person.Name).Take(MostOffered);

    public static RecordType TypeOf(string records) => Places.Single(place => place.Path == records).Type;
}
