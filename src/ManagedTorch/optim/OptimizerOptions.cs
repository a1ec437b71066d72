namespace TorchSharp.Modules;

/// <summary>What a parameter group may set; what it leaves null comes from the optimizer.</summary>
public class OptimizerOptions
{
    /// <summary>The learning rate; null stands for that of the optimizer.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The rate from which schedules are computed.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Takes over the values of <paramref name="source"/>.</summary>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        LearningRate = source.LearningRate;
        InitialLearningRate = source.InitialLearningRate;
    }

    /// <summary>Writes the options as TorchSharp does.</summary>
    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
    }

    /// <summary>Reads what <see cref="SaveStateDict"/> wrote.</summary>
    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    internal OptimizerOptions Clone() => (OptimizerOptions)MemberwiseClone();

    /// <summary>Fills what is null from <paramref name="defaults"/>.</summary>
    internal virtual void Complete(OptimizerOptions defaults) => LearningRate ??= defaults.LearningRate;

    private protected T Same<T>(OptimizerOptions other) where T : OptimizerOptions =>
        other as T
        ?? throw new ArgumentException(
            $"Options of {GetType().DeclaringType?.Name} cannot be taken from those " +
            $"of {other.GetType().DeclaringType?.Name}.");
}
