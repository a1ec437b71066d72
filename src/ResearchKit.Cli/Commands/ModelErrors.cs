using System.Runtime.InteropServices;
using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Pairs;

namespace ResearchKit.Cli.Commands;

/// <summary>Turns what the library says of a user's model, pairs or settings into one message.</summary>
internal static class ModelErrors
{
    /// <summary>Runs <paramref name="work"/>.</summary>
    /// <param name="work">What may fail.</param>
    /// <param name="options">The options of settings that the library's messages name in parentheses.</param>
    /// <exception cref="UserException">Something of the user's is wrong.</exception>
    public static T Run<T>(Func<T> work, params string[] options)
    {
        try
        {
            return work();
        }
        catch (Exception e)
        when (e is ModelFormatException or PairFormatException or LossException or ImageException
        or InvalidOperationException or ArgumentException)
        {
            throw new UserException(options.Aggregate(e.Message.ReplaceLineEndings(" "),
                (text, option) => text.Replace($"({option.TrimStart('-')})", $"({option})")));
        }
        catch (ExternalException e)
        {
            // Below the first line is the stack of libtorch, such as where the memory of a GPU did not suffice.
            throw new UserException($"libtorch: {e.Message.Trim().Split('\n')[0].TrimEnd()}");
        }
    }

    /// <summary>Says what was left out, a few reasons at most.</summary>
    public static void Note(IReadOnlyList<string> dropped)
    {
        foreach (var reason in dropped.Take(5)) Terminal.Messages.Note($"left out: {reason}");
        if (dropped.Count > 5) Terminal.Messages.Note($"left out: {dropped.Count - 5} more");
    }
}
