using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.KeyContacts;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>What the addresses of the reports on care can't be about.</summary>
internal static class CareAddress
{
    /// <summary>Without what nobody is called by, and without days below none; the page says which.</summary>
    public static NeglectFilter Known(this NeglectFilter filter, ModelStateDictionary state, OrganisationFacts names, CategoryScheme categories, Words words)
    {
        state.LeaveOut("days", filter.Days < 0);
        return filter with
        {
            Owner = state.KnownKey("owner", filter.Owner, names.Person, words, NeglectFilter.Nobody),
            Category = state.KnownCode("category", filter.Category, categories.Has),
            Days = filter.Days < 0 ? null : filter.Days,
        };
    }

    public static KeyContactsFilter Known(this KeyContactsFilter filter, ModelStateDictionary state, OrganisationFacts names, CategoryScheme categories, Words words) => filter with
    {
        Owner = state.Known("owner", filter.Owner, names.Person, words),
        Category = state.KnownCode("category", filter.Category, categories.Has),
    };
}
