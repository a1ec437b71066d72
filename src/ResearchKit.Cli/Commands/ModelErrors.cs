using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Pairs;

namespace ResearchKit.Cli.Commands;

/// <summary>Turns what the library says of a user's model, pairs or settings into one message.</summary>
internal static class ModelErrors
{
    public static T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e)
        when (e is ModelFormatException or PairFormatException or LossException or ImageException
        or InvalidOperationException or ArgumentException)
        {
            throw new UserException(e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Says what was left out, a few reasons at most.</summary>
    public static void Note(IReadOnlyList<string> dropped)
    {
        foreach (var reason in dropped.Take(5)) Terminal.Messages.Note($"left out: {reason}");
        if (dropped.Count > 5) Terminal.Messages.Note($"left out: {dropped.Count - 5} more");
    }
}
