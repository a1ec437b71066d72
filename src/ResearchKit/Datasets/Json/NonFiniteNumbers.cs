using System.Buffers;

namespace ResearchKit.Datasets.Json;

/// <summary>
/// Reads JSON as Python writes it: <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which are no JSON, are passed on
/// as an empty text of the same length. Where nobody reads the field they do no harm; where a number is needed, an
/// empty text is rejected with the field's name; where a text is needed, it is missing.
/// </summary>
/// <param name="source">UTF-8; disposed with this stream.</param>
internal sealed class NonFiniteNumbers(Stream source) : Stream
{
    private const int Longest = 9;
    private static readonly SearchValues<byte> Outside = SearchValues.Create("\"NI"u8),
        Inside = SearchValues.Create("\"\\"u8);
    private byte[] _held = new byte[1 << 16];
    private int _start, _ready, _end; // what is ready to be read, and what may be the beginning of a number
    private bool _inText, _atEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (_start == _ready && !(_atEnd && _ready == _end)) Fill();
        var count = Math.Min(buffer.Length, _ready - _start);
        _held.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _held.AsSpan(_ready, _end - _ready).CopyTo(_held);
        (_start, _end, _ready) = (0, _end - _ready, 0);
        var read = source.Read(_held, _end, _held.Length - _end);
        _atEnd = read == 0;
        _end += read;
        Scan();
    }

    // Moves on over texts and everything else; stops before a word that may go on in the next bytes.
    private void Scan()
    {
        while (_ready < _end)
        {
            var rest = _held.AsSpan(_ready, _end - _ready);
            var next = rest.IndexOfAny(_inText ? Inside : Outside);
            if (next < 0)
            {
                _ready = _end;
                if (!_inText && rest[^1] == (byte)'-' && !_atEnd) _ready--; // perhaps of -Infinity
                return;
            }
            if (rest[next] == (byte)'"') (_inText, _ready) = (!_inText, _ready + next + 1);
            else if (_inText && next + 1 == rest.Length && !_atEnd)
            {
                _ready += next; // a backslash whose character is still to come
                return;
            }
            else if (_inText) _ready = Math.Min(_end, _ready + next + 2);
            else
            {
                if (rest.Length - next < Longest && !_atEnd)
                {
                    _ready += next > 0 && rest[next - 1] == (byte)'-' ? next - 1 : next;
                    return;
                }
                var length = rest[next..].StartsWith("NaN"u8) ? 3 : rest[next..].StartsWith("Infinity"u8) ? 8 : 0;
                if (length == 0)
                {
                    _ready += next + 1;
                    continue;
                }
                var from = next > 0 && rest[next - 1] == (byte)'-' ? next - 1 : next;
                var word = rest[from..(next + length)];
                word.Fill((byte)' ');
                word[0] = word[1] = (byte)'"';
                _ready += next + length;
            }
        }
    }
}
