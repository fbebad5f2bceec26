namespace SiCrm.Web.Shared;

/// <summary>The feature word of a type: <c>Leads</c> for all of <c>SiCrm.*.Leads</c>, whatever folder below.</summary>
public static class Feature
{
    public static string Of(Type type) => type.Namespace?.Split('.') switch
    {
        // Care has words of its own, and so has what grows out of it.
        [_, _, "Customers", "Care" or "Continuity" or "Development", ..] => "Care",
        [_, _, "Opportunities", "Gates", ..] => "Gates",
        [_, _, "Opportunities", "Quotes", ..] => "Quotes",
        [_, _, "Contracts", "Catalogue", ..] => "Catalogue",
        [_, _, "Reports", "Pipeline", ..] => "Pipeline",
        [_, _, var feature, ..] => feature,
        _ => "Shared",
    };

    /// <summary>The folder of its views below <c>Web</c>, for example <c>Access/People</c>.</summary>
    public static string FolderOf(Type type) => type.Namespace?.Split('.') is [_, _, .. var folders] ? string.Join('/', folders) : "Shared";
}
