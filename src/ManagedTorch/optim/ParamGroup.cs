using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters that are updated with the same options.</summary>
public class ParamGroup : optim.ILearningRateController
{
    /// <summary>A group to be filled.</summary>
    public ParamGroup() { }

    /// <summary>The parameters of the group.</summary>
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>The settings they share.</summary>
    public OptimizerOptions Options { get; set; } = null!;

    /// <inheritdoc/>
    public double LearningRate
    {
        get => Options.LearningRate!.Value;
        set => Options.LearningRate = value;
    }

    /// <inheritdoc/>
    public double InitialLearningRate
    {
        get => Options.InitialLearningRate;
        set => Options.InitialLearningRate = value;
    }

    /// <summary>Whether a scheduler moves this group's rate.</summary>
    internal bool Scheduled;

    /// <summary>The parameters with their states, once the group belongs to an optimizer.</summary>
    internal (Parameter Parameter, OptimizerState State)[] Slots = [];
}

/// <summary>A parameter group whose options are those of one optimizer.</summary>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
{
    /// <summary>A group to be filled.</summary>
    public ParamGroup() { }

    /// <summary>Parameters with these options; null stands for those of the optimizer.</summary>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions options = null!)
    {
        Parameters = parameters;
        base.Options = options;
    }

    /// <summary>The settings they share.</summary>
    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
