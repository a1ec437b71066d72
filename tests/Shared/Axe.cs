using Deque.AxeCore.Commons;

namespace ResearchKit.Tests.Shared;

/// <summary>axe-core on the page that a browser shows.</summary>
internal static class Axe
{
    /// <summary>Moderate, serious and critical faults; what is only minor is left to people.</summary>
    public static IReadOnlyList<string> Faults(Browser browser)
    {
        browser.Run(Script());
        var found = browser.Run(
            "return axe.run().then(r => r.violations.map(v => `${v.impact} ${v.id}: ${v.nodes.map(n => " +
            "n.html.slice(0, 120)).join(' | ')}`))")!.AsArray();
        return [.. found.Select(v => (string)v!).Where(v => !v.StartsWith("minor", StringComparison.Ordinal))];
    }

    private static string Script()
    {
        var assembly = typeof(AxeRunOptions).Assembly;
        var name =
            Assert.Single(assembly.GetManifestResourceNames(), n => n.EndsWith("axe.min.js", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
