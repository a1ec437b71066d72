using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss of two inputs, the prediction and the target.</summary>
public abstract class Loss<T1, T2, TResult> : nn.Module<T1, T2, TResult>
{
    /// <param name="reduction">What becomes of the losses of the elements: their mean, their sum, or
    /// themselves.</param>
    public Loss(nn.Reduction reduction = nn.Reduction.Mean) : base("Loss") => this.reduction = reduction;

    /// <summary>What becomes of the losses of the elements: their mean, their sum, or themselves.</summary>
    public nn.Reduction reduction { get; }
}

/// <summary>A loss of three inputs, such as two that are compared and what is known of them.</summary>
public abstract class Loss<T1, T2, T3, TResult> : nn.Module<T1, T2, T3, TResult>
{
    /// <param name="reduction">What becomes of the losses of the elements: their mean, their sum, or
    /// themselves.</param>
    public Loss(nn.Reduction reduction = nn.Reduction.Mean) : base("Loss") => this.reduction = reduction;

    /// <summary>What becomes of the losses of the elements: their mean, their sum, or themselves.</summary>
    public nn.Reduction reduction { get; }
}

/// <summary>A loss of two inputs whose classes or elements may have weights.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    /// <param name="weight">The weights; null where all weigh the same.</param>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    public WeightedLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction) => this.weight = weight;

    /// <summary>The weights; null where all weigh the same.</summary>
    public Tensor? weight { get; }
}
