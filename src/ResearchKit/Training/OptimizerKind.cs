namespace ResearchKit.Training;

/// <summary>The update rules that training offers.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101).</summary>
    AdamW,

    /// <summary>Plain gradient descent: the rule that closed-form dynamics are about.</summary>
    Sgd,
}
