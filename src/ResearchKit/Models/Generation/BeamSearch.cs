using static TorchSharp.torch;

namespace ResearchKit.Models.Generation;

/// <summary>
/// Keeps the most probable beginnings of one answer, as many as there are beams. Ended answers leave the beams and are
/// compared by log-probability / length^penalty, the end token counting as one.
/// </summary>
internal sealed class BeamSearch(DecodingPass pass, ILogitsProcessor? processor, int end, GenerationOptions options)
{
    private readonly List<(GeneratedAnswer Answer, double Score)> _ended = [];

    public GeneratedAnswer Run(Tensor? pixels, CancellationToken cancellation)
    {
        // All rows begin alike; the first alone counts at the first token, or every beam would be the same.
        Beam[] beams = [new(0, [], 0)];
        long[]? said = null;
        for (var length = 1; ; length++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var logits = said is null ? pass.Start(pixels) : pass.Next(said);
            if (processor is not null) logits = processor.Process(logits, said);
            var logps = nn.functional.log_softmax(logits, -1);
            beams = Extend(beams, logps);
            if (beams.Length == 0) return Best();
            if (length == options.MaxNewTokens)
            {
                foreach (var beam in beams) Keep(beam, length, ended: false);
                return Best();
            }
            // Log-probabilities only fall, so a beam's best possible end is known.
            if (_ended.Count >= options.Beams && Bound(beams[0], length) <= _ended.Max(e => e.Score)) return Best();
            // The cache has as many rows as before; beams that are missing repeat the last.
            int[] rows = [.. Enumerable.Range(0, options.Beams).Select(i => beams[Math.Min(i, beams.Length - 1)].Row)];
            pass.Select(rows);
            processor?.Select(rows);
            said = [.. Enumerable.Range(0, options.Beams)
                .Select(i => (long)beams[Math.Min(i, beams.Length - 1)].Tokens[^1])];
            beams = [.. beams.Select((b, i) => b with { Row = i })];
        }
    }

    private Beam[] Extend(Beam[] beams, Tensor logps)
    {
        // As many candidates as could be needed if every beam ended; equals by beam, then by token.
        var candidates = beams.SelectMany((beam, order) =>
        {
            var row = logps[beam.Row].data<float>().ToArray();
            return Enumerable.Range(0, row.Length).OrderByDescending(t => row[t]).Take(2 * options.Beams)
                .Select(t => (Beam: beam, Order: order, Token: t, LogProbability: beam.LogProbability + row[t]));
        }).OrderByDescending(c => c.LogProbability).ThenBy(c => c.Order).ThenBy(c => c.Token);
        var kept = new List<Beam>(options.Beams);
        foreach (var (beam, _, token, logp) in candidates)
        {
            if (kept.Count == options.Beams) break;
            if (token == end) Keep(beam with { LogProbability = logp }, beam.Tokens.Length + 1, ended: true);
            else kept.Add(new(beam.Row, [.. beam.Tokens, token], logp));
        }
        return [.. kept];
    }

    private void Keep(Beam beam, int length, bool ended) =>
        _ended.Add(
            (new([.. beam.Tokens], beam.LogProbability, ended),
            beam.LogProbability / Math.Pow(length, options.LengthPenalty)));

    private double Bound(Beam beam, int length) => beam.LogProbability
        / Math.Pow(options.LengthPenalty > 0 ? options.MaxNewTokens : length + 1, options.LengthPenalty);

    private GeneratedAnswer Best() => _ended.MaxBy(e => e.Score).Answer;

    private sealed record Beam(int Row, int[] Tokens, double LogProbability);
}
