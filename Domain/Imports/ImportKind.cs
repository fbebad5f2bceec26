namespace SiCrm.Domain.Imports;

/// <summary>What a file brings.</summary>
public enum ImportKind
{
    Leads,

    /// <summary>The past of leads that are here: their changes of status and owner with the original instants.</summary>
    LeadEvents,
    Customers,

    /// <summary>People at customers that are here.</summary>
    Contacts,
}
