using System.Globalization;
using ResearchKit.Cli.Terminal;
using ResearchKit.Experiments.Explorations;

namespace ResearchKit.Cli.Exploring;

/// <summary>Says how large a grid is before it starts, and asks before one that nobody may have meant.</summary>
internal static class GridSize
{
    private const int Told = 1_000, Asked = 10_000;

    /// <exception cref="UserException">It is large, and nobody says that this is meant.</exception>
    public static void Check(ExplorationGrid grid, RunCache cache, bool yes)
    {
        if (grid.Runs.Count <= Told) return;
        var missing = grid.Runs.Count(r => !cache.Has(r.Inputs, CodeVersion.Current));
        if (missing <= Told) return;
        var size = string.Create(CultureInfo.InvariantCulture, $"{missing:N0} runs");
        if (missing > Asked && !yes && !Agrees(size))
            throw new UserException($"the grid has {size} to make, and nothing was started: name fewer values, or add "
                + "--yes if all are meant.");
        Messages.Note($"{size} are to be made, each a file of about 10 kB; Ctrl-C keeps those that are done.");
    }

    private static bool Agrees(string size)
    {
        if (!Messages.IsTerminal || Console.IsInputRedirected) return false;
        Console.Error.Write($"The grid has {size} to make. Start? [y/N] ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
