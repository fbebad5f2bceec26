namespace SiCrm.Domain.Imports;

/// <summary>What becomes of rows whose record is here already, and of those whose is not. Leads are only ever created.</summary>
public enum ImportMode
{
    Create,
    CreateAndUpdate,
    Update,
}
