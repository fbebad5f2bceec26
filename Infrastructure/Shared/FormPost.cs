namespace SiCrm.Infrastructure.Shared;

/// <summary>A form that was sent: its key, made when the page was shown, and where its one effect is to be seen.</summary>
public sealed class FormPost(string key)
{
    public string Key { get; private set; } = key;

    public string? ResultPath { get; private set; }

    /// <summary>Null only within the transaction of the form's effect.</summary>
    public DateTime? DoneAt { get; private set; }
}
