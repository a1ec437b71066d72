using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses.Contract;

/// <summary>One declared view as its loss sees it: reduced over tokens, with a gradient only where declared.</summary>
public sealed class LossView
{
    private readonly string _loss;
    private readonly View _view;
    private readonly LossInputs _inputs;
    private readonly ViewScores _scores;

    internal LossView(string loss, View view, LossInputs inputs, ViewScores scores)
    {
        (_loss, _view, _inputs, _scores) = (loss, view, inputs, scores);
        if (scores.Present is not null && !inputs.Unpaired)
            throw new LossException($"{loss} compares the views of a pair, but view '{view.Name}' is missing in some "
                + "rows. Drop those rows or use a loss for unpaired data.");
    }

    /// <summary>log pi_theta(y|x), summed or averaged over tokens as the loss declares, <c>[batch]</c>.</summary>
    public Tensor Policy => Reduce(_view.Gradient ? _scores.Policy : _scores.Policy.detach());

    /// <summary>log pi_ref(y|x) in the same reduction, <c>[batch]</c>, without gradient.</summary>
    public Tensor Reference
    {
        get
        {
            if (!_inputs.Reference)
                throw new LossException($"{_loss} asks for the reference of view '{_view.Name}' but declares "
                    + "Reference: false.");
            return Reduce((_scores.Reference ?? throw new LossException(
                $"{_loss} needs the reference log-probabilities of view '{_view.Name}'.")).detach());
        }
    }

    /// <summary>log pi_theta(y|x) - log pi_ref(y|x) in the declared reduction, <c>[batch]</c>.</summary>
    public Tensor LogRatio => Policy - Reference;

    /// <summary>Number of answer tokens, <c>[batch]</c>.</summary>
    public Tensor Tokens => !_inputs.Tokens
        ? throw new LossException($"{_loss} asks for the token counts of view '{_view.Name}' but does not declare Tokens.")
        : _scores.Tokens ?? throw new LossException($"{_loss} divides by the answer's length: token counts of view "
            + $"'{_view.Name}' are needed.");

    /// <summary>The token log-probabilities, for a loss whose reduction is <see cref="TokenReduction.Weighted"/>.</summary>
    public TokenScores ByToken => !_inputs.PerToken
        ? throw new LossException($"{_loss} asks for the tokens of view '{_view.Name}' but does not declare PerToken.")
        : _scores.ByToken ?? throw new LossException($"{_loss} weights tokens: the [batch, tokens] log-probabilities "
            + $"of view '{_view.Name}' are needed.");

    /// <summary>Boolean <c>[batch]</c>, which rows have this view; null means all.</summary>
    public Tensor? Present => _scores.Present;

    private Tensor Reduce(Tensor summed) => _inputs.Reduction switch
    {
        TokenReduction.Sum => summed,
        TokenReduction.Mean => summed / Tokens,
        _ => throw new LossException($"{_loss} declares the reduction {_inputs.Reduction}: it has to reduce "
            + $"the tokens of view '{_view.Name}' itself (ByToken)."),
    };
}
