namespace ResearchKit.Losses.Contract;

/// <summary>An example of a hyper-parameter that is written as JSON, for messages.</summary>
/// <param name="json">The example.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class JsonExampleAttribute(string json) : Attribute
{
    /// <summary>The example.</summary>
    public string Json { get; } = json;
}
