using System.Buffers;
using System.IO.Pipelines;

namespace SiCrm.Infrastructure.Shared;

/// <summary>
/// Write-only. A zip archive writes the end of each part synchronously, which a web answer refuses: that much is kept until the
/// next asynchronous write.
/// </summary>
internal sealed class PatientStream(Stream stream) : Stream
{
    private readonly PipeWriter _pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => _pipe.Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await _pipe.WriteAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken) => await _pipe.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _pipe.CompleteAsync();
        await base.DisposeAsync();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
