namespace SiCrm.Domain.Imports;

/// <summary>What became of a file's rows: <c>Read = Added + Updated + Known + Rejected + Skipped</c>.</summary>
public sealed record ImportCounts
{
    public int Read { get; init; }

    public int Added { get; init; }

    /// <summary>Were here, and say something else now.</summary>
    public int Updated { get; init; }

    /// <summary>Were here already: the same lead number, or the same event.</summary>
    public int Known { get; init; }

    public int Rejected { get; init; }

    /// <summary>Possible duplicates that were left out, as was asked.</summary>
    public int Skipped { get; init; }

    /// <summary>Of those added: possible duplicates of another lead.</summary>
    public int Duplicates { get; init; }

    /// <summary>People and regions made because the file names them.</summary>
    public int Created { get; init; }

    /// <summary>Undone.</summary>
    public int TakenBack { get; init; }

    /// <summary>Not undone, because somebody has worked on them since.</summary>
    public int Kept { get; init; }

    public ImportCounts Plus(ImportCounts more) => new()
    {
        Read = Read + more.Read,
        Added = Added + more.Added,
        Updated = Updated + more.Updated,
        Known = Known + more.Known,
        Rejected = Rejected + more.Rejected,
        Skipped = Skipped + more.Skipped,
        Duplicates = Duplicates + more.Duplicates,
        Created = Created + more.Created,
        TakenBack = TakenBack + more.TakenBack,
        Kept = Kept + more.Kept,
    };
}
