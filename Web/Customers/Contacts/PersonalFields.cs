using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Contacts;

namespace SiCrm.Web.Customers.Contacts;

/// <summary>The one place that says whether a person's own number and birthday go out to the viewer: on a page, in a list, a filter, the search and a file.</summary>
public sealed record PersonalFields(bool Phone, bool Birthday)
{
    public static PersonalFields For(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var seesPeople = viewer.May(RecordType.Customer, AccessAction.Read);
        return new(seesPeople, seesPeople);
    }

    public string? PhoneOf(string? phone) => Phone ? phone : null;

    public DateOnly? BirthdayOf(DateOnly? birthday) => Birthday ? birthday : null;

    /// <summary>Who may not see a value may not find people by it either.</summary>
    public ContactFilter Narrow(ContactFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        filter = Birthday ? filter : filter with { Birthday = null };
        return Phone || SearchText.Query(filter.Q) is not [var only] || !only.All(char.IsAsciiDigit) ? filter : filter with { Owner = "0" };
    }
}
