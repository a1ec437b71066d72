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
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private string name = "stdout";
    private long printed;

    /// <summary>Adds text to <c>stdout</c> or <c>stderr</c>.</summary>
    public void Write(string stream, string value)
    {
        lock (gate)
        {
            if (printed > Limit) return;
            printed += value.Length;
            if (stream != name) SendNow();
            name = stream;
            text.Append(printed > Limit ? "… (the rest of what this cell prints is left out)\n" : value);
            if (text.Length >= Enough) SendNow();
            else if (text.Length == value.Length) Clock.Flush(this);
        }
    }

    /// <summary>Sends what is there, then runs <paramref name="next"/>, with nothing in between.</summary>
    public void Flush(Action? next = null)
    {
        lock (gate)
        {
            SendNow();
            next?.Invoke();
        }
    }

    public void Dispose() => Flush();

    private void SendNow()
    {
        if (text.Length == 0) return;
        send(name, text.ToString());
        text.Clear();
    }
}
