namespace SiCrm.Domain.Imports;

public enum ImportNoteKind
{
    /// <summary>The row did not get in; its cells and reasons can be downloaded.</summary>
    Rejected,

    /// <summary>The row got in, and looks like another lead.</summary>
    Duplicate,

    /// <summary>The row looked like another lead and was left out, as was asked.</summary>
    Skipped,

    /// <summary>A person that the file names was made, inactive.</summary>
    PersonCreated,

    RegionCreated,

    /// <summary>A value was read as another one, or kept in another place, and the reader is to see it.</summary>
    Mapped,

    /// <summary>The row got in without one of its values.</summary>
    LeftOut,

    /// <summary>Not taken back when the import was undone.</summary>
    Kept,
}

/// <summary>What is worth knowing of one row of an import, or of what the import made.</summary>
public sealed class ImportNote(long importId, ImportNoteKind kind, int row, string cells, string reasons, long? subjectId = null)
{
    public long Id { get; private set; }

    public long ImportId { get; private set; } = importId;

    public ImportNoteKind Kind { get; private set; } = kind;

    /// <summary>As a spreadsheet counts; zero where no row is meant.</summary>
    public int Row { get; private set; } = row;

    /// <summary>The row as the file has it, as JSON; of what was made, its name.</summary>
    public string Cells { get; private set; } = cells;

    /// <summary>The refusals, as JSON, to be told in the reader's language.</summary>
    public string Reasons { get; private set; } = reasons;

    /// <summary>The person or region that was made, or the lead that was kept.</summary>
    public long? SubjectId { get; private set; } = subjectId;

    /// <summary>The row's cells, where they were not at hand when it was rejected.</summary>
    public void Show(string cells) => Cells = cells;
}
