namespace ResearchKit.Judges;

/// <summary>Where a judge is and how patient to be with it.</summary>
/// <param name="Server">Address of the API: <c>http://localhost:8000/v1</c>.</param>
/// <param name="Model">The model's name there.</param>
public sealed record ChatJudgeOptions(string Server, string Model)
{
    /// <summary>Name of the environment variable with the key.</summary>
    public const string KeyVariable = "OPENAI_API_KEY";

    /// <summary>The key; by default from the environment, never from the command line, where others could read
    /// it.</summary>
    public string? Key { get; init; } = Environment.GetEnvironmentVariable(KeyVariable);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How many times a failed request is tried again, 1 to 10.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The first pause; each further one is twice as long.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);
}
