namespace ResearchKit.Scenes;

/// <summary>What a response is asked to do; VaPR's pairs (arXiv 2510.01700) span such tasks.</summary>
public enum ResponseTask
{
    /// <summary>Say what is in the image.</summary>
    Describe,
    /// <summary>Say which things are larger, and of which there are more.</summary>
    Compare,
    /// <summary>Draw conclusions from what is seen.</summary>
    Reason,
}

/// <summary>True responses to a scene, by task.</summary>
public static class ResponseWriter
{
    /// <summary>The question that asks for the response.</summary>
    public static string Prompt(ResponseTask task) => task switch
    {
        ResponseTask.Describe => "Describe the picture.",
        ResponseTask.Compare => "Compare the things in the picture.",
        _ => "What follows from what you see in the picture?",
    };

    /// <summary>A response; null if the scene gives nothing to compare, or nothing to conclude.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="task">What is asked for.</param>
    /// <param name="random">Chooses words and what is said.</param>
    public static Caption? Write(Scene scene, ResponseTask task, SeededRandom random) => task switch
    {
        ResponseTask.Describe => CaptionWriter.Write(scene, random),
        ResponseTask.Compare => Whole(ComparisonWriter.Write(scene, random)),
        _ => Whole(ReasoningWriter.Write(scene, random)),
    };

    private static Caption? Whole(IReadOnlyList<CaptionSentence> sentences) =>
        sentences.Count == 0 ? null : new(sentences);
}
