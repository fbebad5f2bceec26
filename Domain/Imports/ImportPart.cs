namespace SiCrm.Domain.Imports;

/// <summary>A piece of an uploaded file, kept until its import is over: every node of the program can go on with it.</summary>
public sealed class ImportPart(long importId, int number, byte[] bytes)
{
    public long ImportId { get; private set; } = importId;

    public int Number { get; private set; } = number;

    public byte[] Bytes { get; private set; } = bytes;
}
