using System.Reflection;
using Plotly.NET;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>
/// plotly.js as Plotly.NET carries it, for pages that must work without a network.
/// </summary>
public static class PlotlyScript
{
    private const string Suffix = ".min.js";

    /// <summary>The script, some 3.6 MB.</summary>
    /// <exception cref="InvalidOperationException">This version of Plotly.NET carries none.</exception>
    public static string Text => Read(name => name.EndsWith(Suffix, StringComparison.Ordinal));

    /// <summary>Its license and those of what it contains, which must go wherever it goes.</summary>
    /// <exception cref="InvalidOperationException">This version of Plotly.NET carries none.</exception>
    public static string License => Read(name => name.EndsWith(Suffix + ".LICENSE.txt", StringComparison.Ordinal));

    private static string Read(Func<string, bool> isWanted)
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().FirstOrDefault(isWanted)
            ?? throw new InvalidOperationException(
                $"{assembly.GetName().Name} {assembly.GetName().Version} carries no plotly.js.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
