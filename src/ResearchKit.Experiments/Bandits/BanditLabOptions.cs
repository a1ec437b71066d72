namespace ResearchKit.Experiments.Bandits;

/// <summary>The size of a bandit lab and how its reference policy is made.</summary>
public sealed record BanditLabOptions
{
    /// <summary>Number of prompts.</summary>
    public int Prompts { get; init; } = 10;

    /// <summary>Number of responses to each prompt.</summary>
    public int Responses { get; init; } = 10;

    /// <summary>How many responses per prompt are common in the demonstrations, and so on-policy.</summary>
    public int CommonResponses { get; init; } = 5;

    /// <summary>The probability that the common responses have together.</summary>
    public double CommonMass { get; init; } = 0.95;

    /// <summary>Width of the policy's two hidden layers.</summary>
    public int Hidden { get; init; } = 64;

    /// <summary>Steps of supervised fine-tuning (AdamW) that make the reference policy.</summary>
    public int FitSteps { get; init; } = 500;

    /// <summary>Learning rate of supervised fine-tuning.</summary>
    public double FitLearningRate { get; init; } = 0.01;
}
