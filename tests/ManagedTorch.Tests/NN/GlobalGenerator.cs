namespace ManagedTorch.Tests.NN;

/// <summary>Tests that seed the generator of the process: nothing else may draw from it while they run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GlobalGenerator
{
    public const string Name = "Global generator";
}
