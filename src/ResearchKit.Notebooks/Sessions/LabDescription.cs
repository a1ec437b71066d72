using ResearchKit.Engines;
using ResearchKit.Losses.Catalogue;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>What <c>#!researchkit</c> tells, in our session and in .NET Interactive.</summary>
public static class LabDescription
{
    /// <summary>The magic's name.</summary>
    public const string Magic = "#!researchkit";

    /// <summary>The version of ResearchKit, its engine and its losses.</summary>
    public static string Text()
    {
        var version = typeof(LossCatalogue).Assembly.GetName().Version!.ToString(3);
        var losses = LossCatalogue.Loaded().Entries.Select(loss => loss.Name).Order(StringComparer.Ordinal).ToArray();
        var engine = EngineChoice.Name(EngineChoice.Current);
        return $"ResearchKit {version} on the {engine} engine, {losses.Length} losses:\n"
            + string.Join(", ", losses);
    }
}
