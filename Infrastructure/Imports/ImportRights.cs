using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;

namespace SiCrm.Infrastructure.Imports;

/// <summary>Whose rights an import asks for.</summary>
public static class ImportRights
{
    public static RecordType Of(ImportKind kind) => kind is ImportKind.Customers or ImportKind.Contacts ? RecordType.Customer : RecordType.Lead;
}
