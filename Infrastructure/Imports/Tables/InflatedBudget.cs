using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>How many bytes all parts of one archive may inflate to, together.</summary>
internal sealed class InflatedBudget(long limit)
{
    private long _taken;

    public static Refusal Exceeded(long limit) => new("ImportWorkbookTooLarge", limit / (1024 * 1024));

    public void Take(int read)
    {
        _taken += read;
        if (_taken > limit)
        {
            throw new RuleBroken(Exceeded(limit));
        }
    }
}

/// <summary>Counts while inflating: what the archive's directory declares may be a lie.</summary>
internal sealed class CountedStream(Stream inner, InflatedBudget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Take(read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
