using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training.Llava;

/// <summary>Images of one color and questions about it: what a tiny model learns in a few steps.</summary>
internal static class ToyPairs
{
    private static readonly (string Word, Rgb Color)[] Colors =
        [("red", new(220, 30, 30)), ("green", new(30, 200, 40)), ("blue", new(30, 40, 220)), ("yellow", new(230, 220,
            40))];

    public static WordTokenizer Tokenizer { get; } = WordTokenizer.Of(
        ["what color is it? it is a plain wall.", .. Colors.Select(c => c.Word),
            "the wall is all of one color, which i think is"]);

    public static int End { get; } = Tokenizer.SpecialToken("</s>");

    public static LlavaConfig Config { get; } = new()
    {
        Text = new()
        {
            VocabularySize = Tokenizer.VocabularySize, HiddenSize = 16, IntermediateSize = 32, Layers = 2,
            Heads = 2, MaxTokens = 40, InitializerRange = 0.1
        },
        Vision = new()
        {
            ImageSize = 8, PatchSize = 4, HiddenSize = 16, IntermediateSize = 32, Layers = 1, Heads = 2,
            InitializerRange = 0.1, Activation = ResearchKit.Models.Layers.Nonlinearity.Gelu
        },
        ImageToken = Tokenizer.SpecialToken("<image>"),
        FeatureLayer = -1,
    };

    public static ConversationEncoder Encoder { get; } = new(Tokenizer, ChatTemplate.Plain, Config.ImageTokens,
        Config.Text.MaxTokens);

    public static LlavaModel Model(int seed = 1, ScalarType dtype = ScalarType.Float32) => new(Config,
        new Generator((ulong)seed), dtype);

    public static LlavaModel Copy(LlavaModel model)
    {
        var copy = new LlavaModel(model.Config, null);
        copy.load_state_dict(model.state_dict());
        return copy;
    }

    /// <summary>
    /// Pairs whose chosen answers name the color, in short and long sentences; the rejected image has another color.
    /// </summary>
    public static PreferenceExample[] Pairs(int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var (word, color) = Colors[i % 4];
        var (other, otherColor) = Colors[(i + 1 + i / 4 % 3) % 4];
        var frame = i % 3 == 0 ? "the wall is all of one color, which i think is {0}." : "it is {0}.";
        var prompt = i % 2 == 0 ? "what color is it?" : "what is it?";
        var chosen = Encoder.Answer(prompt, string.Format(null, frame, word));
        var rejected = Encoder.Answer(prompt, string.Format(null, frame, other));
        return new PreferenceExample($"pair-{i}", new Dictionary<string, EncodedAnswer>
        {
            [View.ChosenAnswer] = chosen,
            [View.RejectedAnswer] = rejected,
        }, new Dictionary<string, RgbImage> { [View.OriginalImage] = Plain(color, i),
            [View.CorruptedImage] = Plain(otherColor, i) })
        {
            Columns = new Dictionary<string, double> { ["margin"] = i % 3, ["weight"] = 0.5 + i % 2 },
            TokenColumns = ChangedTokens.Marks(chosen, rejected),
        };
    })];

    public static RgbImage Plain(Rgb color, int shade)
    {
        var image = new RgbImage(8, 8);
        image.Fill(new((byte)(color.R - shade % 7), (byte)(color.G - shade % 5), (byte)(color.B - shade % 3)));
        return image;
    }
}
