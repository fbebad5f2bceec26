namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>How much a file may ask of us. A hostile file meets these before it meets memory.</summary>
public sealed record TableLimits
{
    public static readonly TableLimits Default = new();

    public int Columns { get; init; } = 200;

    /// <summary>A longer record is a quote that is never closed, not a record.</summary>
    public int RecordBytes { get; init; } = 1024 * 1024;

    public int ArchiveEntries { get; init; } = 1_000;

    public long InflatedBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>Inflated to packed size; judged from <see cref="RatioFrom"/> bytes on, small parts pack well by nature.</summary>
    public int Ratio { get; init; } = 100;

    public long RatioFrom { get; init; } = 1024 * 1024;

    public int SharedStrings { get; init; } = 1_000_000;

    public int XmlDepth { get; init; } = 32;
}
