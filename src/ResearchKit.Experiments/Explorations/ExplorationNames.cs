using ResearchKit.Losses.Catalogue;

namespace ResearchKit.Experiments.Explorations;

/// <summary>What readers of figures and tables see instead of the names of inputs.</summary>
public static class ExplorationNames
{
    /// <summary>A loss by its title: "Robust DPO" for <c>rdpo</c>; the name itself if no loss is called so.</summary>
    public static string Loss(string name) =>
        LossCatalogue.Loaded().Entries.FirstOrDefault(e => e.Name == name)?.Method.Title ?? name;

    /// <summary>The value of an input with its name: "beta 0.1".</summary>
    public static string Value(string input, string value) => $"{Input(input)} {value}";

    /// <summary>An input: "learning rate" for <c>learning_rate</c>.</summary>
    public static string Input(string input) => input.Replace('_', ' ');
}
