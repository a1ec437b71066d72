namespace ResearchKit.Tests;

/// <summary>For tests that measure the process's memory or add a device to it: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NonParallelCollection
{
    public const string Name = "not parallel";
}
