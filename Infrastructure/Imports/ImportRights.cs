using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;

namespace SiCrm.Infrastructure.Imports;

/// <summary>Whose rights an import asks for.</summary>
public static class ImportRights
{
    public static RecordType Of(ImportKind kind) => kind switch
    {
        ImportKind.Customers => RecordType.Customer,
        ImportKind.Contacts => RecordType.Contact,
        _ => RecordType.Lead,
    };
}
