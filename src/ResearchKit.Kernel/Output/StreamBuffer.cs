using System.Text;

namespace ResearchKit.Kernel.Output;

/// <summary>
/// Gathers what a cell prints, so that ten thousand short lines are a few messages: sent when it grows, when the
/// other stream or a display follows, and after a moment.
/// </summary>
internal sealed class StreamBuffer(Action<string, string> send) : IDisposable
{
    private const int Enough = 1 << 15;

    /// <summary>What one cell may print: a loop that prints for ever must fill neither the client nor the
    /// memory.</summary>
    private const long Limit = 64L << 20;

    private static readonly FlushClock Clock = new(TimeSpan.FromMilliseconds(40));
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private string _name = "stdout";
    private long _printed;

    /// <summary>Adds text to <c>stdout</c> or <c>stderr</c>.</summary>
    public void Write(string stream, string value)
    {
        lock (_gate)
        {
            if (_printed > Limit) return;
            _printed += value.Length;
            if (stream != _name) SendNow();
            _name = stream;
            _text.Append(_printed > Limit ? "… (the rest of what this cell prints is left out)\n" : value);
            if (_text.Length >= Enough) SendNow();
            else if (_text.Length == value.Length) Clock.Flush(this);
        }
    }

    /// <summary>Sends what is there, then runs <paramref name="next"/>, with nothing in between.</summary>
    public void Flush(Action? next = null)
    {
        lock (_gate)
        {
            SendNow();
            next?.Invoke();
        }
    }

    public void Dispose() => Flush();

    private void SendNow()
    {
        if (_text.Length == 0) return;
        send(_name, _text.ToString());
        _text.Clear();
    }
}
