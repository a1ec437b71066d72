using ResearchKit.Datasets;
using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training.Llava;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>Draws scenes, the flawed texts that make a model hallucinate, and the pairs that are to cure it.</summary>
/// <param name="encoder">Makes tokens.</param>
public sealed class BlockWorld(ConversationEncoder encoder)
{
    /// <summary>What asks for a caption.</summary>
    public const string Describe = "what is there?";

    /// <summary>Share of lonely colors whose missing companion a flawed text mentions.</summary>
    public const double Flaw = 0.8;

    /// <summary>Everything that is ever said, for the tokenizer.</summary>
    public static IEnumerable<string> Texts =>
        [Describe, "yes. no.", .. BlockScene.Colors.Select((_, c) => Ask(c)), BlockScene.Caption([0, 1])];

    /// <summary>The question for a color.</summary>
    public static string Ask(int color) => $"is there {BlockScene.Colors[color]}?";

    /// <summary>A scene with one or two colors that like company, each of which has it with the given
    /// probability.</summary>
    public static BlockScene Scene(SeededDraws draws, double company)
    {
        var heads = draws.Permutation(3).Take(1 + draws.Below(2)).Select(h => 2 * h);
        var colors = heads.SelectMany(h => draws.Uniform() < company ? new[] { h, h + 1 } : [h]).ToArray();
        var places = draws.Permutation(4);
        var scene = new[] { -1, -1, -1, -1 };
        for (var i = 0; i < colors.Length; i++) scene[places[i]] = colors[i];
        return new(scene);
    }

    /// <summary>
    /// Fine-tuning data with planted errors: half captions, half questions; both claim the missing companion of a
    /// lonely color four times in five.
    /// </summary>
    public PreferenceExample[] Flawed(SeededDraws draws, int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var scene = Scene(draws, 0.7);
        var said = scene.Present.Concat(scene.Lonely.Where(_ => draws.Uniform() < Flaw).Select(c => c + 1)).ToArray();
        if (i % 2 == 0) return Example($"caption-{i}", Describe, BlockScene.Caption(said), null, scene.Render(), null);
        var color = draws.Below(BlockScene.Colors.Count);
        return Example($"question-{i}", Ask(color), said.Contains(color) ? "yes." : "no.", null, scene.Render(), null);
    })];

    /// <summary>
    /// Preference pairs about captions. The rejected answer adds a missing companion or exchanges a color; the rejected
    /// image lacks a color that the chosen answer names.
    /// </summary>
    public PreferenceExample[] Pairs(SeededDraws draws, int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var scene = Scene(draws, 0.5);
        var present = scene.Present;
        var wrong = scene.Lonely.Count > 0
            ? [.. present, scene.Lonely[draws.Below(scene.Lonely.Count)] + 1]
            : Exchanged(present, draws);
        var removed = scene.Without(present[draws.Below(present.Count)]);
        return Example($"pair-{i}", Describe, BlockScene.Caption(present), BlockScene.Caption(wrong), scene.Render(),
            removed.Render());
    })];

    private static IReadOnlyList<int> Exchanged(IReadOnlyList<int> colors, SeededDraws draws)
    {
        var absent = Enumerable.Range(0, BlockScene.Colors.Count).Where(c => !colors.Contains(c)).ToArray();
        var at = draws.Below(colors.Count);
        var other = absent[draws.Below(absent.Length)];
        return [.. colors.Select((c, i) => i == at ? other : c)];
    }

    private PreferenceExample Example(string id, string prompt, string chosen, string? rejected, RgbImage image,
        RgbImage? rejectedImage)
    {
        var answers = new Dictionary<string, EncodedAnswer> { [View.ChosenAnswer] = encoder.Answer(prompt, chosen) };
        if (rejected is not null) answers[View.RejectedAnswer] = encoder.Answer(prompt, rejected);
        var images = new Dictionary<string, RgbImage> { [View.OriginalImage] = image };
        if (rejectedImage is not null) images[View.CorruptedImage] = rejectedImage;
        return new(id, answers, images);
    }
}
