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
    public Tensor Policy => Reduce(Summed, _inputs.Reduction);

    /// <summary>
    /// log pi_theta(y|x) in a reduction of its own, <c>[batch]</c>: a supervised term that is averaged over tokens
    /// beside a preference that is not. A mean needs the loss to declare Tokens.
    /// </summary>
    public Tensor PolicyIn(TokenReduction reduction) => Reduce(Summed, reduction);

    /// <summary>log pi_ref(y|x) in the same reduction, <c>[batch]</c>, without gradient.</summary>
    public Tensor Reference
    {
        get
        {
            if (!_inputs.Reference)
                throw new LossException($"{_loss} asks for the reference of view '{_view.Name}' but declares "
                    + "Reference: false.");
            return Reduce((_scores.Reference ?? throw new LossException(
                $"{_loss} needs the reference log-probabilities of view '{_view.Name}'.")).detach(), _inputs.Reduction);
        }
    }

    /// <summary>log pi_theta(y|x) - log pi_ref(y|x) in the declared reduction, <c>[batch]</c>.</summary>
    public Tensor LogRatio => Policy - Reference;

    /// <summary>Number of answer tokens, <c>[batch]</c>.</summary>
    public Tensor Tokens => !_inputs.Tokens
        ? throw new LossException(
            $"{_loss} asks for the token counts of view '{_view.Name}' but does not declare Tokens.")
        : _scores.Tokens ?? throw new LossException($"{_loss} divides by the answer's length: token counts of view "
            + $"'{_view.Name}' are needed.");

    /// <summary>
    /// The token log-probabilities with the declared token columns, for a loss that declares them or PerToken.
    /// </summary>
    public TokenScores ByToken
    {
        get
        {
            if (!_inputs.PerToken)
                throw new LossException(
                    $"{_loss} asks for the tokens of view '{_view.Name}' but does not declare PerToken.");
            var tokens = _scores.ByToken ?? throw new LossException(
                $"{_loss} weights tokens: the [batch, tokens] log-probabilities of view '{_view.Name}' are needed.");
            return tokens with
            {
                Policy = _view.Gradient ? tokens.Policy : tokens.Policy.detach(),
                Reference = _inputs.Reference ? tokens.Reference ?? throw new LossException(
                    $"{_loss} needs the reference's token log-probabilities of view '{_view.Name}'.") : null,
                Columns = tokens.Columns.Where(c => _inputs.TokenColumns.Contains(c.Key)).ToDictionary(),
            };
        }
    }

    /// <summary>A declared number of this view's answer, <c>[batch]</c>.</summary>
    /// <exception cref="LossException">The loss does not declare it.</exception>
    public Tensor Column(string name) => _inputs.AnswerColumns.Contains(name)
        ? _scores.Columns[name]
        : throw new LossException($"{_loss} asks for '{name}' of the answer of view '{_view.Name}', which it does not "
            + "declare. Add it to AnswerColumns of Inputs.");

    /// <summary>Boolean <c>[batch]</c>, which rows have this view; null means all.</summary>
    public Tensor? Present => _scores.Present;

    private Tensor Summed => _view.Gradient ? _scores.Policy : _scores.Policy.detach();

    private Tensor Reduce(Tensor summed, TokenReduction reduction) => reduction switch
    {
        TokenReduction.Sum => summed,
        TokenReduction.Mean => summed / Tokens,
        _ => throw new LossException($"{_loss} declares the reduction {reduction}: it has to reduce "
            + $"the tokens of view '{_view.Name}' itself (ByToken)."),
    };
}
