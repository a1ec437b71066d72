using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>What a model says of held-out scenes, judged by the scenes themselves.</summary>
/// <param name="Chair">Share of the colors mentioned in captions that are not there.</param>
/// <param name="Cover">Share of the colors that are there and are mentioned.</param>
/// <param name="F1">F1 of "yes" to whether a color is there.</param>
/// <param name="Accuracy">Share of these questions that are answered rightly.</param>
public sealed record BlockEvaluation(double Chair, double Cover, double F1, double Accuracy)
{
    /// <summary>Lets a model describe every scene and answer for every color, greedily.</summary>
    public static BlockEvaluation Of(LlavaModel model, ConversationEncoder encoder, IReadOnlyList<BlockScene> scenes)
    {
        var generator = new AnswerGenerator(model, encoder.End);
        var options = new GenerationOptions(10) { BatchSize = 64 };
        var images = scenes.Select(s => s.Render()).ToArray();
        int mentioned = 0, wrong = 0, present = 0, found = 0;
        var captions = generator.Generate([.. scenes.Select((_, i) => Request(i, BlockWorld.Describe))], options);
        foreach (var (scene, caption) in scenes.Zip(captions))
        {
            var text = encoder.Text(caption.Tokens);
            var said = Enumerable.Range(0, BlockScene.Colors.Count)
                .Where(c => text.Contains(BlockScene.Colors[c], StringComparison.Ordinal)).ToArray();
            mentioned += said.Length;
            wrong += said.Count(c => !scene.Places.Contains(c));
            present += scene.Present.Count;
            found += scene.Present.Count(said.Contains);
        }
        int hits = 0, falseYes = 0, missed = 0, right = 0;
        for (var color = 0; color < BlockScene.Colors.Count; color++)
        {
            var answers =
                generator.Generate([.. scenes.Select((_, i) => Request(i, BlockWorld.Ask(color)))],
                    options with { MaxNewTokens = 3 });
            foreach (var (scene, answer) in scenes.Zip(answers))
            {
                bool yes = encoder.Text(answer.Tokens).StartsWith("yes", StringComparison.Ordinal),
                    there = scene.Places.Contains(color);
                if (yes && there) hits++;
                else if (yes) falseYes++;
                else if (there) missed++;
                if (yes == there) right++;
            }
        }
        var questions = scenes.Count * BlockScene.Colors.Count;
        return new(Share(wrong, mentioned), Share(found, present), Share(2 * hits, 2 * hits + falseYes + missed),
            Share(right, questions));

        GenerationRequest Request(int i, string prompt) => new(i, encoder.Prompt(prompt), [images[i]]);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : part / (double)whole;
}
