using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>Rejected responses as they are made without care: for contrast with <see cref="CaptionEditor"/>.</summary>
public static class NaiveNegatives
{
    /// <summary>The first half of the words, cut off.</summary>
    public static string Truncated(string response)
    {
        var words = response.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Take(Math.Max(1, words.Length / 2))).TrimEnd('.', ',') + ".";
    }

    /// <summary>The response and the same again in other words.</summary>
    /// <param name="scene">What it describes.</param>
    /// <param name="caption">The response.</param>
    /// <param name="random">Chooses the other words.</param>
    public static string Longer(Scene scene, Caption caption, SeededRandom random) =>
        caption.Text + " In other words: " + CaptionWriter.Write(scene, random).Text;

    /// <summary>The response to another image.</summary>
    /// <param name="responses">The responses to all images.</param>
    /// <param name="index">Which image is asked about.</param>
    /// <param name="random">Chooses the other.</param>
    /// <exception cref="ArgumentException">There is only one image.</exception>
    public static string OfAnotherImage(IReadOnlyList<string> responses, int index, SeededRandom random) =>
        responses.Count < 2
        ? throw new ArgumentException("there is no other image", nameof(responses))
        : responses[(index + 1 + random.Next(responses.Count - 1)) % responses.Count];

    /// <summary>The response of another, weaker captioner to another image.</summary>
    /// <param name="scenes">All images.</param>
    /// <param name="index">Which of them is asked about.</param>
    /// <param name="random">Chooses the other, and the words.</param>
    /// <exception cref="ArgumentException">There is only one image.</exception>
    public static string ByAnotherHand(IReadOnlyList<Scene> scenes, int index, SeededRandom random) => scenes.Count < 2
        ? throw new ArgumentException("there is no other image", nameof(scenes))
        : WeakCaptioner.Write(scenes[(index + 1 + random.Next(scenes.Count - 1)) % scenes.Count], random).Text;
}
