using ResearchKit.Models.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Models.Generation;

/// <summary>
/// Lets a model answer, many requests at a time, with a key-value cache. A request's answer depends on the model, the
/// options and its own number alone: not on its place, its batch or the number of threads.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="end">The token that ends an answer.</param>
public sealed class AnswerGenerator(LlavaModel model, int end)
{
    /// <summary>Makes what changes the logits of a batch; null for none.</summary>
    public Func<LogitsBatch, ILogitsProcessor>? Processor { get; init; }

    /// <summary>Answers all requests, in their order.</summary>
    /// <param name="requests">What to go on from.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the work between two tokens.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a request exceeds the model's
    /// positions.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public IEnumerable<GeneratedAnswer> Generate(
        IReadOnlyList<GenerationRequest> requests, GenerationOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        foreach (var request in requests)
            if (request.Tokens.Length + options.MaxNewTokens > model.Config.Text.MaxTokens)
                throw new ArgumentException(
                    $"request {request.Number}: {request.Tokens.Length} tokens " +
                    $"and {options.MaxNewTokens} new ones exceed the model's {model.Config.Text.MaxTokens} positions");
        var size = options.Beams > 1 ? 1 : options.BatchSize;
        return requests.Chunk(size).SelectMany(batch =>
        {
            using var off = no_grad();
            using var scope = NewDisposeScope();
            var prepared = LogitsBatch.Of(model, batch, options.Beams, options.MaxNewTokens);
            using var pass = new DecodingPass(model, prepared.Prompts, options.MaxNewTokens);
            using var processor = Processor?.Invoke(prepared);
            return options.Beams > 1
                ? [new BeamSearch(pass, processor, end, options).Run(prepared.Pixels, cancellation)]
                : Sample(batch, options, pass, processor, prepared.Pixels, cancellation);
        });
    }

    private GeneratedAnswer[] Sample(
        GenerationRequest[] batch, GenerationOptions options, DecodingPass pass, ILogitsProcessor? processor,
        Tensor? pixels,
        CancellationToken cancellation)
    {
        var rows = batch.Select(r => new Row(new TokenSampler(options, r.Number))).ToArray();
        Row[] active = [.. rows]; // a row of the pass each; some may have ended already
        long[]? said = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var logits = said is null ? pass.Start(pixels) : pass.Next(said);
            if (processor is not null) logits = processor.Process(logits, said);
            var tokens = new long[active.Length];
            for (var i = 0; i < tokens.Length; i++)
                tokens[i] = active[i].Done ? end : active[i].Sampler.Next(logits[i]);
            var logps = FusedOps.TokenLogProbabilities(logits, tensor(tokens)).data<float>().ToArray();
            for (var i = 0; i < tokens.Length; i++)
                if (!active[i].Done) active[i].Say((int)tokens[i], logps[i], end, options.MaxNewTokens);
            var going = Enumerable.Range(0, active.Length).Where(i => !active[i].Done).ToArray();
            if (going.Length == 0)
                return [.. rows.Select(r => new GeneratedAnswer([.. r.Tokens], r.LogProbability, r.Ended))];
            if (going.Length <= active.Length / 2)
            {
                pass.Select(going);
                processor?.Select(going);
                active = [.. going.Select(i => active[i])];
                tokens = [.. going.Select(i => tokens[i])];
            }
            said = tokens;
        }
    }

    private sealed class Row(TokenSampler sampler)
    {
        public TokenSampler Sampler { get; } = sampler;

        public List<int> Tokens { get; } = [];

        public double LogProbability { get; private set; }

        public bool Ended { get; private set; }

        public bool Done { get; private set; }

        public void Say(int token, float logp, int end, int most)
        {
            LogProbability += logp;
            Ended = token == end;
            if (!Ended) Tokens.Add(token);
            Done = Ended || Tokens.Count == most;
        }
    }
}
