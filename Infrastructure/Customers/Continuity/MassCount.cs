namespace SiCrm.Infrastructure.Customers.Continuity;

public enum MassKind
{
    /// <summary>Customers whose pages somebody opened.</summary>
    Views,

    /// <summary>Rows of files that somebody took away.</summary>
    ExportedRows,
}

/// <summary>How much one person saw or took in one hour, from all nodes together.</summary>
public sealed class MassCount
{
    private MassCount()
    {
    }

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public MassKind Kind { get; private set; }

    /// <summary>Hours since 1970.</summary>
    public long Hour { get; private set; }

    public long Count { get; private set; }
}
