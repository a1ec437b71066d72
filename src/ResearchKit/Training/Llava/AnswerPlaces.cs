using ResearchKit.Models.Tokenizers;
using static TorchSharp.torch;

namespace ResearchKit.Training.Llava;

/// <summary>
/// Where the answers' tokens are in a padded batch of sequences, and how numbers per token become rows. All of it is on
/// the CPU but what reads a model's states, which is where these are.
/// </summary>
internal sealed class AnswerPlaces
{
    private readonly EncodedAnswer[] _rows;
    private readonly int _width;
    private readonly Tensor _cells;

    private AnswerPlaces(EncodedAnswer[] rows, Device device)
    {
        (_rows, _width) = (rows, rows.Max(r => r.Tokens.Length));
        var most = rows.Max(r => r.Answer.Length);
        var total = rows.Sum(r => r.Answer.Length);
        long[] before = new long[total], said = new long[total], cells = new long[rows.Length * most];
        var mask = new bool[rows.Length * most];
        Array.Fill(cells, total); // padding reads a zero behind the last token
        for (int row = 0, at = 0; row < rows.Length; row++)
            for (var t = 0; t < rows[row].Answer.Length; t++, at++)
            {
                before[at] = (long)row * _width + rows[row].AnswerStart + t - 1;
                said[at] = rows[row].Scored[t];
                cells[row * most + t] = at;
                mask[row * most + t] = true;
            }
        (Before, Said) = (tensor(before, device: device), tensor(said, device: device));
        _cells = tensor(cells);
        Mask = tensor(mask).view(rows.Length, most);
        Counts = tensor(rows.Select(r => (float)r.Answer.Length).ToArray());
    }

    /// <summary>
    /// Flat places of the states that predict the answers' tokens, int64 <c>[answer tokens]</c>, on the model's device.
    /// </summary>
    public Tensor Before { get; }

    /// <summary>The answers' tokens, int64 <c>[answer tokens]</c>, on the model's device.</summary>
    public Tensor Said { get; }

    /// <summary>Boolean <c>[rows, longest answer]</c>.</summary>
    public Tensor Mask { get; }

    /// <summary>Tokens of each answer, <c>[rows]</c>.</summary>
    public Tensor Counts { get; }

    public static AnswerPlaces Of(IEnumerable<EncodedAnswer> rows, Device device) => new([.. rows], device);

    /// <summary>
    /// The sequences, int64 <c>[rows, longest]</c>, padded on the right with a token that is not an image's.
    /// </summary>
    public Tensor Tokens(int imageToken)
    {
        var tokens = new long[_rows.Length * _width];
        if (imageToken == 0) Array.Fill(tokens, 1);
        for (var row = 0; row < _rows.Length; row++)
            for (var t = 0; t < _rows[row].Tokens.Length; t++) tokens[row * _width + t] = _rows[row].Tokens[t];
        return tensor(tokens).view(_rows.Length, _width);
    }

    /// <summary>Values <c>[answer tokens, ...]</c> as <c>[rows, longest answer, ...]</c>, zero at padding, on their
    /// device.</summary>
    public Tensor PerRow(Tensor values)
    {
        long[] rest = values.shape[1..];
        return cat([values, zeros([1, .. rest], values.dtype, values.device)], 0)
            .index_select(0, _cells.to(values.device)).view([_rows.Length, Mask.shape[1], .. rest]);
    }
}
