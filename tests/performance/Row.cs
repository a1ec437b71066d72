namespace Benchmarks;

/// <summary>One line of the table: work written once against TorchSharp's API, so that both engines do the
/// same.</summary>
/// <param name="Group">The heading that it stands under.</param>
/// <param name="Name">What is done.</param>
/// <param name="Prepare">Makes the inputs, in the process of an engine, and returns what is timed.</param>
internal sealed record Row(string Group, string Name, Func<Work> Prepare)
{
    /// <summary>What is made of <see cref="Work.Made"/>, such as <c>tokens/s</c>; empty: the table shows the
    /// time.</summary>
    public string Rate { get; init; } = "";

    /// <summary>Whether it runs in two processes of its own, whose peak memory is told.</summary>
    public bool Alone { get; init; }
}

/// <summary>What is timed.</summary>
/// <param name="Call">Once.</param>
/// <param name="Stages">Where the time of a call goes; null where nobody asks.</param>
internal sealed record Work(Action Call, StageClock? Stages = null)
{
    /// <summary>What one call makes, such as tokens; 0 where only the time counts.</summary>
    public double Made { get; init; }

    public static implicit operator Work(Action call) => new(call);
}
