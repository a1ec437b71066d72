using System.Security.Cryptography;
using System.Text;
using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Safetensors;
using static TorchSharp.torch;

namespace ResearchKit.Training.Llava;

/// <summary>
/// What the reference says of the answers, token by token, computed once before a training: then the reference's model
/// need not stay in memory. A file of them is used again only under the same hash of model, data and version of the
/// code.
/// </summary>
public sealed class ReferenceLogProbabilities : IViewScorer<LlavaBatch>
{
    // Raised when a change of the code changes these numbers.
    private const string CodeVersion = "1";

    private readonly Dictionary<(PreferenceExample, string View), float[]> _logps = [];

    private ReferenceLogProbabilities() { }

    /// <summary>
    /// Whether what a loss declares can be known beforehand: not whole distributions, and not answers that are another
    /// example's, for these depend on the batch.
    /// </summary>
    public static bool Suffice(LossInputs inputs) =>
        !inputs.TokenColumns.Any(TokenColumn.IsDivergence) && inputs.AllViews.All(v =>
            v.Answer != View.Mismatched.Answer);

    /// <summary>Scores all examples, or reads what was kept of an earlier time.</summary>
    /// <param name="model">The reference.</param>
    /// <param name="examples">The data.</param>
    /// <param name="views">The views that the loss declares.</param>
    /// <param name="end">The token that ends an answer.</param>
    /// <param name="folder">Where the file is kept; null keeps none.</param>
    /// <param name="progress">Told after every slice how many examples are done.</param>
    /// <param name="cancellation">Ends the work between two slices; no file is written then.</param>
    public static ReferenceLogProbabilities Compute(
        LlavaModel model, IReadOnlyList<PreferenceExample> examples, IReadOnlyList<View> views, int end,
            string? folder = null,
        Action<int>? progress = null, CancellationToken cancellation = default)
    {
        var result = new ReferenceLogProbabilities();
        var path = folder is null ? null
            : Path.Combine(folder, $"reference-{Hash(model, examples, views)}.safetensors");
        if (path is not null && File.Exists(path) && result.TryRead(path, examples, views)) return result;
        var scorer = new LlavaScorer(model, end);
        var done = 0;
        foreach (var slice in examples.Chunk(LlavaTrainingOptions.DefaultSlice))
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = scorer.ByToken(new(slice), views);
            for (var v = 0; v < views.Count; v++)
                for (var i = 0; i < slice.Length; i++) result._logps[(slice[i],
                    views[v].Name)] = rows[v * slice.Length + i];
            progress?.Invoke(done += slice.Length);
        }
        if (path is not null) result.Write(path, examples, views);
        return result;
    }

    /// <inheritdoc/>
    public bool Offers(LlavaBatch batch, View view) => batch.Examples.All(e => _logps.ContainsKey((e, view.Name)));

    /// <inheritdoc/>
    public IReadOnlyList<ViewLogProbabilities> Score(LlavaBatch batch, IReadOnlyList<View> views, LossInputs inputs)
    {
        // As wide as the widest view, like the model's own rows, so that sums take the same turns.
        var rows = views.Select(v => batch.Examples.Select(e => _logps[(e, v.Name)]).ToArray()).ToArray();
        var most = rows.Max(r => r.Max(l => l.Length));
        return [.. rows.Select(lists =>
        {
            var values = new float[lists.Length * most];
            var mask = new bool[values.Length];
            for (var i = 0; i < lists.Length; i++)
            {
                lists[i].CopyTo(values, i * most);
                mask.AsSpan(i * most, lists[i].Length).Fill(true);
            }
            var byToken = tensor(values).view(lists.Length, most);
            return new ViewLogProbabilities(
                byToken.sum(1), inputs.Tokens ? tensor(lists.Select(l => (float)l.Length).ToArray()) : null,
                inputs.PerToken ? byToken : null, inputs.PerToken ? tensor(mask).view(lists.Length, most) : null);
        })];
    }

    /// <summary>A hash of everything that the numbers depend on, in hexadecimal.</summary>
    internal static string Hash(LlavaModel model, IReadOnlyList<PreferenceExample> examples, IReadOnlyList<View> views)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Text(CodeVersion);
        Text(LlavaConfigJson.Write(model.Config));
        foreach (var (name, weight) in model.state_dict())
        {
            using var scope = NewDisposeScope();
            Text(name);
            hash.AppendData(weight.cpu().contiguous().bytes);
        }
        foreach (var view in views) Text($"{view.Name} {view.Answer} {view.Image}");
        foreach (var example in examples)
        {
            // Tokens hold what the tokenizer made of the texts, so its version is in them.
            foreach (var (name, answer) in example.Answers) Text(
                $"{name} {answer.AnswerStart} {string.Join(' ', answer.Tokens)}" +
                (answer.Targets is null ? "" : $" {string.Join(' ', answer.Targets)}"));
            foreach (var (name, image) in example.Images) Pixels(name, image);
            foreach (var image in example.ImagesBefore) Pixels("before", image);
            foreach (var image in example.ImagesAfter) Pixels("after", image);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];

        void Pixels(string name, RgbImage image)
        {
            Text($"{name} {image.Width} {image.Height}");
            hash.AppendData(image.Pixels);
        }

        void Text(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
    }

    private void Write(string path, IReadOnlyList<PreferenceExample> examples, IReadOnlyList<View> views)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafetensorsWriter.Write(path, views.ToDictionary(
            v => v.Name, v => tensor(examples.SelectMany(e => _logps[(e, v.Name)]).ToArray())));
    }

    // What is damaged is computed again.
    private bool TryRead(string path, IReadOnlyList<PreferenceExample> examples, IReadOnlyList<View> views)
    {
        try
        {
            Read(path, examples, views);
            return true;
        }
        catch (SafetensorsException)
        {
            return false;
        }
    }

    private void Read(string path, IReadOnlyList<PreferenceExample> examples, IReadOnlyList<View> views)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var view in views)
        {
            using var read = file.Read(view.Name);
            var values = read.data<float>().ToArray();
            var at = 0;
            foreach (var example in examples)
                _logps[(example, view.Name)] = values[at..(at += example.Answers[view.Answer].Answer.Length)];
        }
    }
}
