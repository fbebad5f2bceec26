using AutoMapper.QueryableExtensions;
using SiCrm.Domain.Access;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Access;

/// <summary>Rows as a viewer sees them: a sensitive field that is not his to see is not read from the database.</summary>
public static class Sight
{
    /// <summary>The profiles take these names for what is seen; without them nothing sensitive is.</summary>
    public static IQueryable<TRow> ProjectFor<TRow>(this IQueryable query, Mapping mapping, Viewer viewer) => query.ProjectTo<TRow>(mapping, new
    {
        seesAmount = viewer.Sees(SensitiveField.Amount),
        seesPhone = viewer.Sees(SensitiveField.PersonalPhone),
        seesBirthday = viewer.Sees(SensitiveField.Birthday),
    });

    /// <summary>The value, if the viewer sees such.</summary>
    public static T? See<T>(this Viewer viewer, SensitiveField field, T? value) => viewer.Sees(field) ? value : default;
}
