namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>Walks bytes as GB18030: single, double (81–FE, 40–FE) or fourfold (81–FE, 30–39, 81–FE, 30–39).</summary>
internal sealed class Gb18030Pairs
{
    private byte _lead;
    private int _rest;
    private bool _broken;
    private long _pairs;
    private long _ordinary;

    /// <summary>Well formed, and at least nine of ten pairs in the two-byte rows of GB2312, rare characters being rare.</summary>
    public bool AreChinese => !_broken && _lead == 0 && _rest == 0 && _pairs > 0 && _ordinary * 10 >= _pairs * 9;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (_broken)
            {
                return;
            }

            Take(b);
        }
    }

    private void Take(byte b)
    {
        if (_rest > 0)
        {
            _broken = _rest == 2 ? b is < 0x81 or 0xFF : b is < 0x30 or > 0x39;
            _rest--;
        }
        else if (_lead == 0)
        {
            _lead = b < 0x80 ? (byte)0 : b;
            _broken = b is 0x80 or 0xFF;
        }
        else
        {
            Close(b);
        }
    }

    private void Close(byte trail)
    {
        _pairs++;
        _rest = trail is >= 0x30 and <= 0x39 ? 2 : 0;
        _broken = _rest == 0 && trail is < 0x40 or 0x7F or 0xFF;
        _ordinary += _lead is (>= 0xA1 and <= 0xA9) or (>= 0xB0 and <= 0xF7) && trail >= 0xA1 ? 1 : 0;
        _lead = 0;
    }
}
