using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Imports;

/// <summary>
/// 导入: one file brought in, in chunks. Each chunk's rows and the position behind them are one transaction, so a killed
/// run goes on exactly where it stood. What one import brought can be taken back.
/// </summary>
public sealed class Import
{
    /// <param name="sha256">Of the file's bytes: the same file again is known by it.</param>
    /// <param name="header">The names of the columns, as JSON.</param>
    public Import(ImportKind kind, string fileName, string sha256, long bytes, string header, Stamp stamp)
    {
        (Kind, FileName, Sha256, Bytes, Header) = (kind, fileName, sha256, bytes, header);
        (ById, At) = (stamp.ActorId, stamp.At);
        Map = "";
    }

    private Import()
    {
        FileName = Sha256 = Header = Map = "";
    }

    public long Id { get; private set; }

    public ImportKind Kind { get; private set; }

    public string FileName { get; private set; }

    public string Sha256 { get; private set; }

    public long Bytes { get; private set; }

    public string Header { get; private set; }

    /// <summary>Who brought it; null for the command line.</summary>
    public long? ById { get; private set; }

    public DateTime At { get; private set; }

    public ImportState State { get; private set; }

    /// <summary>The field of each column; empty until it is said.</summary>
    public string Map { get; private set; }

    public bool SkipsDuplicates { get; private set; }

    public ImportMode Mode { get; private set; }

    /// <summary>Rows of the file; zero until it was read once.</summary>
    public int Rows { get; private set; }

    /// <summary>How far the run has come, in rows of the file, or in leads for their events.</summary>
    public int Position { get; private set; }

    public ImportCounts Counts { get; private set; } = new();

    /// <summary>When the present state was last written; a run that has not moved for long was interrupted.</summary>
    public DateTime? MovedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    public DateTime? UndoneAt { get; private set; }

    public long? UndoneById { get; private set; }

    /// <summary>The code of what stopped it; null while nothing did.</summary>
    public string? Failure { get; private set; }

    public int Version { get; private set; }

    public bool IsMoving => State is ImportState.Checking or ImportState.Running or ImportState.Undoing;

    /// <summary>Says what the columns mean and looks through the file without keeping anything of it.</summary>
    public void Check(string map, bool skipsDuplicates, Stamp stamp, ImportMode mode = ImportMode.Create)
    {
        Refuse(ImportState.Uploaded, ImportState.Checked, ImportState.Failed);
        (Map, SkipsDuplicates, Mode) = (map, skipsDuplicates, mode);
        Begin(ImportState.Checking, stamp);
    }

    /// <summary>An interrupted check starts again.</summary>
    public void CheckAnew(Stamp stamp)
    {
        Refuse(ImportState.Checking);
        Begin(ImportState.Checking, stamp);
    }

    /// <summary>The file has so many rows.</summary>
    public void Expect(int rows) => Rows = rows;

    public void Checked(Stamp stamp)
    {
        Refuse(ImportState.Checking);
        Become(ImportState.Checked, stamp);
    }

    public void Run(Stamp stamp)
    {
        Refuse(ImportState.Checked);
        Begin(ImportState.Running, stamp);
    }

    /// <summary>For the command line, which has nobody to show a check to.</summary>
    public void RunAtOnce(string map, bool skipsDuplicates, Stamp stamp, ImportMode mode = ImportMode.Create)
    {
        Refuse(ImportState.Uploaded);
        (Map, SkipsDuplicates, Mode) = (map, skipsDuplicates, mode);
        Begin(ImportState.Running, stamp);
    }

    /// <summary>One more chunk is in.</summary>
    public void Move(int position, ImportCounts chunk, Stamp stamp)
    {
        Refuse(ImportState.Checking, ImportState.Running);
        Position = position;
        Counts = Counts.Plus(chunk);
        Become(State, stamp);
    }

    public void Finish(Stamp stamp)
    {
        Refuse(ImportState.Running);
        FinishedAt = stamp.At;
        Become(ImportState.Done, stamp);
    }

    /// <summary>The file turned out to be unreadable on the way; what is in stays, and can be undone.</summary>
    public void Fail(string code, Stamp stamp)
    {
        Refuse(ImportState.Checking, ImportState.Running);
        Failure = code;
        Become(State == ImportState.Running ? ImportState.Stopped : ImportState.Failed, stamp);
    }

    public Refusal? CanUndo() => State is ImportState.Done or ImportState.Stopped ? null : new Refusal("ImportNotUndoable", State);

    public void Undo(Stamp stamp)
    {
        CanUndo().ThrowIfRefused();
        (UndoneById, Position) = (stamp.ActorId, 0);
        Become(ImportState.Undoing, stamp);
    }

    /// <summary>One more chunk is taken back.</summary>
    public void TakeBack(int taken, Stamp stamp)
    {
        Refuse(ImportState.Undoing);
        Counts = Counts with { TakenBack = Counts.TakenBack + taken };
        Become(State, stamp);
    }

    public void Undone(int kept, Stamp stamp)
    {
        Refuse(ImportState.Undoing);
        Counts = Counts with { Kept = kept };
        UndoneAt = stamp.At;
        Become(ImportState.Undone, stamp);
    }

    private void Begin(ImportState state, Stamp stamp)
    {
        (Position, Counts, Failure) = (0, new ImportCounts(), null);
        Become(state, stamp);
    }

    private void Become(ImportState state, Stamp stamp)
    {
        (State, MovedAt) = (state, stamp.At);
        Version++;
    }

    private void Refuse(params ImportState[] allowed)
    {
        if (!allowed.Contains(State))
        {
            throw new RuleBroken(new Refusal("ImportNotNow", State));
        }
    }
}
