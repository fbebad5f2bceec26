using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;

namespace SiCrm.Infrastructure.Imports;

/// <summary>Whose rights an import asks for.</summary>
public static class ImportRights
{
    /// <summary>What somebody may import.</summary>
    public static IEnumerable<ImportKind> KindsOf(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Enum.GetValues<ImportKind>().Where(kind => viewer.May(Of(kind), AccessAction.Import));
    }

    public static RecordType Of(ImportKind kind) => kind switch
    {
        ImportKind.Customers => RecordType.Customer,
        ImportKind.Contacts => RecordType.Contact,
        _ => RecordType.Lead,
    };
}
