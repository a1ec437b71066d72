using System.Collections;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>Stands in the place of a value, or of the rest of a sequence, that cannot be read or shown.</summary>
/// <param name="exception">What was thrown.</param>
internal sealed class DisplayFailure(Exception exception)
{
    /// <summary>
    /// Whether a display goes on without what threw. Whatever is thrown while the cell is to stop comes of that.
    /// </summary>
    public static bool IsShown(Exception exception) =>
        exception is not OutOfMemoryException && DisplayContext.Current is not { Stopped: true };

    /// <summary>The value, or the failure to read it.</summary>
    public static object? Or(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsShown(e))
        {
            return new DisplayFailure(e);
        }
    }

    /// <summary>The items, read no further than needed; where the sequence throws, the failure is the last.</summary>
    public static IEnumerable<object?> Items(IEnumerable sequence)
    {
        IEnumerator? items = null;
        try
        {
            while (true)
            {
                var more = true;
                var item = Or(() =>
                {
                    items ??= sequence.GetEnumerator();
                    return (more = items.MoveNext()) ? items.Current : null;
                });
                if (more) yield return item;
                if (!more || item is DisplayFailure) yield break;
            }
        }
        finally
        {
            (items as IDisposable)?.Dispose();
        }
    }

    /// <summary>The exception's type and the first line of its message.</summary>
    public override string ToString()
    {
        var message = exception.Message.Split('\n')[0].TrimEnd();
        return message.Length > 0 ? $"<{exception.GetType().Name}: {message}>" : $"<{exception.GetType().Name}>";
    }
}
