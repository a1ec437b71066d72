using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Inspection;

namespace ResearchKit.Training.Llava;

/// <summary>Preference pairs from a file with their images, as tokens.</summary>
public static class ExampleReader
{
    // Without a loss: both answers, and the rejected image where there is one.
    private static readonly LossInputs Pair = new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: false)
    {
        OptionalViews = [View.RejectedImage],
    };

    /// <summary>
    /// Reads all pairs. A row that is no pair, lacks its image or what the loss asks for, or is too long is left out
    /// and counted.
    /// </summary>
    /// <param name="pairs">Opened pairs.</param>
    /// <param name="encoder">Makes tokens of them.</param>
    /// <param name="imageSize">Images are kept at the model's size.</param>
    /// <param name="inputs">
    /// What a loss declares: its further answers, images and numbers are read from the fields of their names. Null
    /// reads pairs alone.
    /// </param>
    /// <exception cref="PairFormatException">The file cannot be read as pairs, or none is left.</exception>
    public static ExampleSet Read(PairCollection pairs, ConversationEncoder encoder, int imageSize,
        LossInputs? inputs = null)
    {
        var fields = new LossFields(inputs ?? Pair);
        var processor = new ImageProcessor(imageSize);
        var images = new Dictionary<string, RgbImage>();
        var report = new LoadReport();
        var examples = new List<PreferenceExample>();
        var dropped = new List<string>();
        foreach (var row in pairs.Rows(report, withImages: true))
            try
            {
                examples.Add(Encode(row, fields, encoder, Image));
            }
            catch (ModelFormatException error)
            {
                dropped.Add($"pair {row.Pair!.Id}: {error.Message}");
            }
        dropped.AddRange(report.Dropped.Select(d => $"{d.Count} rows, the first of them {d.First}: {d.Reason}"));
        if (examples.Count == 0)
            throw new PairFormatException(
                $"{pairs.Name}: there is no pair to use{(dropped.Count > 0 ? $"; {dropped[0]}" : "")}");
        return new(examples, dropped);

        RgbImage Image(string name)
        {
            if (images.TryGetValue(name, out var known)) return known;
            var (image, problem) = pairs.Image(name);
            var square = processor.Square(image ?? throw new ModelFormatException(problem!));
            return pairs.IsEmbedded(name) ? square : images[name] = square;
        }
    }

    /// <summary>The texts of a file that a loss reads: questions and all answers.</summary>
    /// <param name="pairs">Opened pairs.</param>
    /// <param name="inputs">What the loss declares.</param>
    internal static IEnumerable<string> Texts(PairCollection pairs, LossInputs inputs)
    {
        var fields = new LossFields(inputs with { OptionalViews = [.. inputs.AllViews], Views = [] });
        return pairs.Rows(new()).SelectMany(row => fields.Answers(row).Values.Concat(
            [row.Pair!.Prompt, row.Pair.Chosen, row.Pair.Rejected]));
    }

    private static PreferenceExample Encode(PairRow row, LossFields fields, ConversationEncoder encoder,
        Func<string, RgbImage> image)
    {
        var pair = row.Pair!;
        var answers = fields.Answers(row).ToDictionary(a => a.Key,
            a => encoder.Answer(pair.Prompt, a.Value, pair.Image is null ? 0 : 1, pair.System));
        var tokens = fields.TokenColumns(row, answer => answers[answer].Answer.Length);
        if (answers.TryGetValue(View.ChosenAnswer, out var chosen)
            && answers.TryGetValue(View.RejectedAnswer, out var rejected))
            foreach (var (name, marks) in ChangedTokens.Marks(chosen, rejected)) tokens.TryAdd(name, marks);
        return new(pair.Id, answers, fields.Images(row).ToDictionary(i => i.Key, i => image(i.Value)))
        {
            Columns = fields.Columns(row), AnswerColumns = fields.AnswerColumns(row), TokenColumns = tokens,
        };
    }
}

/// <summary>Examples, and what was left out of their file.</summary>
/// <param name="Examples">At least one.</param>
/// <param name="Dropped">Why rows were left out, each with its place.</param>
public sealed record ExampleSet(IReadOnlyList<PreferenceExample> Examples, IReadOnlyList<string> Dropped);
