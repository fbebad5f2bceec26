namespace SiCrm.Domain.Imports;

public enum ImportState
{
    Uploaded,
    Checking,

    /// <summary>Looked through; nothing is in yet.</summary>
    Checked,
    Running,
    Done,

    /// <summary>Could not be read; nothing of it is in.</summary>
    Failed,

    /// <summary>Broke off on the way; what came before is in.</summary>
    Stopped,
    Undoing,
    Undone,
}
