namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>A command of Slurm is missing or rejects it; the message says which and why.</summary>
public sealed class SlurmException(string message) : Exception(message);
