using ResearchKit.Figures;

namespace ResearchKit.Recipes;

/// <summary>How two hinges weigh a margin.</summary>
public static class HingeFigure
{
    /// <summary>Loss over the reward margin: hinge and squared hinge.</summary>
    /// <param name="name">The file name of the figure, without ending.</param>
    public static Figure OfMargins(string name)
    {
        double[] margins = [.. Enumerable.Range(-20, 51).Select(i => i / 10.0)];
        return new Figure(name, "The squared hinge is steeper below the margin and flat at it")
            .XAxis("reward margin", unit: "nats").YAxis("loss", unit: "per pair", min: 0)
            .Line("hinge", margins, margins.Select(m => Math.Max(0, 1 - m)))
            .Line("squared hinge", margins, margins.Select(m => Math.Pow(Math.Max(0, 1 - m), 2)))
            .WithCaption("Loss of one pair; exact values, no training.");
    }
}
