using System.Text;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>
/// Tells UTF-8, GB18030 and neither apart, block by block. UTF-8 is proved by its own structure. GB18030 accepts
/// nearly every byte pair, so it is believed only if nearly all pairs fall where ordinary Chinese lies (GB2312):
/// Latin-1, Big5 and broken UTF-8 do not, and are refused rather than turned into wrong characters.
/// </summary>
internal sealed class TextProbe
{
    private const int Sample = 64 * 1024;

    private readonly Decoder _utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
    private readonly char[] _scratch = new char[128 * 1024 + 8];
    private readonly Gb18030Pairs _pairs = new();
    private long _seen;
    private int _sampled;
    private int _control;
    private bool _brokenUtf8;

    public bool IsMarkedUtf16 { get; private set; }

    /// <summary>Control characters in numbers that no text has.</summary>
    public bool IsBinary => _control * 20 > _sampled;

    public bool IsUtf8 => !_brokenUtf8 && EndsWhole();

    public bool IsGb18030 => _pairs.AreChinese;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (_seen == 0)
        {
            IsMarkedUtf16 = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
            _sampled = Math.Min(bytes.Length, Sample);
            _control = Count(bytes[.._sampled]);
        }

        _seen += bytes.Length;
        _pairs.Take(bytes);
        TakeUtf8(bytes);
    }

    private static int Count(ReadOnlySpan<byte> bytes)
    {
        var control = 0;
        foreach (var b in bytes)
        {
            control += b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f') ? 1 : 0;
        }

        return control;
    }

    private void TakeUtf8(ReadOnlySpan<byte> bytes)
    {
        if (_brokenUtf8)
        {
            return;
        }

        try
        {
            _utf8.GetChars(bytes, _scratch, flush: false);
        }
        catch (DecoderFallbackException)
        {
            _brokenUtf8 = true;
        }
    }

    private bool EndsWhole()
    {
        try
        {
            _utf8.GetChars([], _scratch, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
