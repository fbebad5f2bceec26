namespace SiCrm.Domain.Access;

/// <summary>What a person does in the company; a person may have several (product text, section 2).</summary>
public enum Role
{
    Sales,
    SalesManager,
    LeadCoordinator,
    Presales,
    ProjectManager,
    ServiceEngineer,
    ServiceManager,
    RnD,
    Finance,
    GeneralManager,
    Administrator,
}
