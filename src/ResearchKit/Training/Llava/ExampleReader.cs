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
    /// <summary>
    /// Reads all pairs. A row that is no pair, lacks its image or is too long is left out and counted.
    /// </summary>
    /// <param name="pairs">Opened pairs.</param>
    /// <param name="encoder">Makes tokens of them.</param>
    /// <param name="imageSize">Images are kept at the model's size.</param>
    /// <exception cref="PairFormatException">The file cannot be read as pairs, or none is left.</exception>
    public static ExampleSet Read(PairCollection pairs, ConversationEncoder encoder, int imageSize)
    {
        var processor = new ImageProcessor(imageSize);
        var images = new Dictionary<string, RgbImage>();
        var report = new LoadReport();
        var examples = new List<PreferenceExample>();
        var dropped = new List<string>();
        foreach (var (pair, _) in pairs.Pairs(report))
            try
            {
                examples.Add(Encode(pair, encoder, name => Image(pair, name)));
            }
            catch (ModelFormatException error)
            {
                dropped.Add($"pair {pair.Id}: {error.Message}");
            }
        dropped.AddRange(report.Dropped.Select(d => $"{d.Count} rows, the first of them {d.First}: {d.Reason}"));
        if (examples.Count == 0)
            throw new PairFormatException(
                $"{pairs.Name}: there is no pair to use{(dropped.Count > 0 ? $"; {dropped[0]}" : "")}");
        return new(examples, dropped);

        RgbImage Image(PreferencePair pair, string name)
        {
            if (images.TryGetValue(name, out var known)) return known;
            var (image, problem) = pairs.Image(name);
            return images[name] = processor.Square(image ?? throw new ModelFormatException(problem!));
        }
    }

    /// <summary>One pair as tokens.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="encoder">Makes tokens of it.</param>
    /// <param name="image">Finds an image by the name that the pair writes.</param>
    /// <exception cref="ModelFormatException">It is too long, or an image is missing.</exception>
    public static PreferenceExample Encode(PreferencePair pair, ConversationEncoder encoder, Func<string,
        RgbImage> image)
    {
        var images = new Dictionary<string, RgbImage>();
        if (pair.Image is not null) images.Add(View.OriginalImage, image(pair.Image));
        if (pair.RejectedImage is not null) images.Add(View.CorruptedImage, image(pair.RejectedImage));
        var answers = new Dictionary<string, EncodedAnswer>
        {
            [View.ChosenAnswer] = encoder.Answer(pair.Prompt, pair.Chosen, pair.Image is null ? 0 : 1),
            [View.RejectedAnswer] = encoder.Answer(pair.Prompt, pair.Rejected, pair.Image is null ? 0 : 1),
        };
        return new(pair.Id, answers, images)
        {
            TokenColumns = ChangedTokens.Marks(answers[View.ChosenAnswer], answers[View.RejectedAnswer]),
        };
    }
}

/// <summary>Examples, and what was left out of their file.</summary>
/// <param name="Examples">At least one.</param>
/// <param name="Dropped">Why rows were left out, each with its place.</param>
public sealed record ExampleSet(IReadOnlyList<PreferenceExample> Examples, IReadOnlyList<string> Dropped);
