using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// Sums of products by named dimensions: <c>einsum("bij,bjk->bik", a, b)</c>. Letters not in the result are summed;
    /// without an arrow the result has the letters that occur once, in alphabetical order. A letter twice in one
    /// operand takes its diagonal; <c>...</c> covers the dimensions that have no letter, lined up from the right.
    /// </summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Einsum.Evaluate(equation, tensors);

    /// <summary>Contracts the last <paramref name="dims"/> dimensions of a with the first of b.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long dims = 2)
    {
        var n = (int)dims;
        if (n < 0 || n > a.Rank || n > b.Rank || !a._shape.AsSpan(a.Rank - n).SequenceEqual(b._shape.AsSpan(0, n)))
            throw new ArgumentException(
                $"tensordot: the last {n} sizes of {Shapes.Text(a._shape)} and the first " +
                $"of {Shapes.Text(b._shape)} must be the same.");
        var inner = a._shape[(a.Rank - n)..].Aggregate(1L, (x, y) => x * y);
        var (rows, columns) = (Shapes.Count(a._shape.AsSpan(..(a.Rank - n))), Shapes.Count(b._shape.AsSpan(n..)));
        return a.reshape(rows, inner).matmul(b.reshape(inner, columns))
            .reshape([.. a._shape[..(a.Rank - n)], .. b._shape[n..]]);
    }
}

/// <summary>Evaluates an equation from left to right, each pair as one batched matrix product.</summary>
internal static class Einsum
{
    /// <summary>Stands for the first of the dimensions that an ellipsis covers.</summary>
    private const char Covered = '\uE000';

    internal static Tensor Evaluate(string equation, Tensor[] tensors)
    {
        var text = equation.Replace(" ", "");
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        var terms = (arrow < 0 ? text : text[..arrow]).Split(',');
        if (terms.Length != tensors.Length)
            throw new ArgumentException(
                $"einsum: '{equation}' names {terms.Length} operands, {tensors.Length} are given.");
        var covered = terms.Zip(tensors, (term, x) => CoveredBy(equation, term, x)).DefaultIfEmpty().Max();
        for (var i = 0; i < terms.Length; i++)
            terms[i] = Spell(terms[i], CoveredBy(equation, terms[i], tensors[i]), covered);
        var result = arrow >= 0 ? Spell(text[(arrow + 2)..], covered, covered)
            : Spell("...", covered, covered) +
            string.Concat(string.Concat(terms).Where(char.IsAsciiLetter).GroupBy(c => c).Where(g => g.Count() == 1)
                .Select(g => g.Key).Order());
        tensors = Broadcast(equation, terms, result, tensors);
        var (letters, x) = Diagonals(terms[0], tensors[0]);
        for (var i = 1; i < tensors.Length; i++)
        {
            var (other, y) = Diagonals(terms[i], tensors[i]);
            var later = string.Concat(terms[(i + 1)..]) + result;
            (letters, x) = Pair(letters, x, other, y, later);
        }
        (letters, x) = SumOut(letters, x, result);
        return x.permute(result.Select(c => (long)letters.IndexOf(c)).ToArray());
    }

    /// <summary>How many dimensions of an operand its ellipsis covers.</summary>
    private static int CoveredBy(string equation, string term, Tensor x)
    {
        var at = term.IndexOf("...", StringComparison.Ordinal);
        var letters = at < 0 ? term : term.Remove(at, 3);
        if (!letters.All(char.IsAsciiLetter))
            throw new ArgumentException(
                $"einsum: '{term}' in '{equation}' must be letters, one for each dimension, with '...' at most once.");
        if (letters.Length > x.Rank || (at < 0 && letters.Length != x.Rank))
            throw new ArgumentException(
                $"einsum: '{term}' in '{equation}' names {letters.Length} dimensions, its operand has the " +
                $"shape {Shapes.Text(x._shape)}.");
        return x.Rank - letters.Length;
    }

    /// <summary>Writes a letter for each dimension of the ellipsis: the last ones, since they line up from the
    /// right.</summary>
    private static string Spell(string term, int count, int most) =>
        term.Replace("...", string.Concat(Enumerable.Range(most - count, count).Select(i => (char)(Covered + i))));

    /// <summary>Brings every dimension to the size that its letter has elsewhere; only a size of 1 can be
    /// brought.</summary>
    private static Tensor[] Broadcast(string equation, string[] terms, string result, Tensor[] tensors)
    {
        var sizes = new Dictionary<char, long>();
        for (var i = 0; i < terms.Length; i++)
            for (var d = 0; d < terms[i].Length; d++)
            {
                var (letter, size) = (terms[i][d], tensors[i]._shape[d]);
                if (!sizes.TryGetValue(letter, out var known) || known == 1) sizes[letter] = size;
                else if (size != known && size != 1)
                    throw new ArgumentException(
                        $"einsum: dimension '{(letter < Covered ? letter.ToString() : "...")}' " +
                        $"in '{equation}' has sizes {known} and {size}.");
            }
        if (result.Any(c => !sizes.ContainsKey(c)) || result.Distinct().Count() != result.Length)
            throw new ArgumentException(
                $"einsum: the result of '{equation}' must name dimensions of the operands, each once.");
        return terms.Zip(tensors, (term, x) =>
        {
            var shape = term.Select(c => sizes[c]).ToArray();
            return Shapes.Same(shape, x._shape) ? x : x.expand(shape);
        }).ToArray();
    }

    private static (string, Tensor) Diagonals(string letters, Tensor x)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            var j = letters.IndexOf(letters[i], i + 1);
            if (j < 0) continue;
            var letter = letters[i];
            x = x.diagonal(0, i, j);
            letters = letters.Remove(j, 1).Remove(i, 1) + letter;
            i = -1;
        }
        return (letters, x);
    }

    private static (string, Tensor) SumOut(string letters, Tensor x, string kept)
    {
        var gone = Enumerable.Range(0, letters.Length).Where(d => !kept.Contains(letters[d])).Select(d => (long)d)
            .ToArray();
        if (gone.Length == 0) return (letters, x);
        return (string.Concat(letters.Where(kept.Contains)), x.sum(gone));
    }

    private static (string, Tensor) Pair(string left, Tensor x, string right, Tensor y, string later)
    {
        (left, x) = SumOut(left, x, right + later);
        (right, y) = SumOut(right, y, left + later);
        var batch = left.Where(c => right.Contains(c) && later.Contains(c)).ToArray();
        var inner = left.Where(c => right.Contains(c) && !later.Contains(c)).ToArray();
        var rows = left.Where(c => !right.Contains(c)).ToArray();
        var columns = right.Where(c => !left.Contains(c)).ToArray();
        long Size(string letters, Tensor t, char[] group) =>
            group.Aggregate(1L, (n, c) => n * t._shape[letters.IndexOf(c)]);
        Tensor Arrange(string letters, Tensor t, params char[][] groups) =>
            t.permute(groups.SelectMany(g => g).Select(c => (long)letters.IndexOf(c)).ToArray())
            .reshape(Array.ConvertAll(groups, g => Size(letters, t, g)));
        var product = Arrange(left, x, batch, rows, inner).matmul(Arrange(right, y, batch, inner, columns));
        var shape = batch.Concat(rows).Select(c => x._shape[left.IndexOf(c)])
            .Concat(columns.Select(c => y._shape[right.IndexOf(c)])).ToArray();
        return (new string(batch) + new string(rows) + new string(columns), product.reshape(shape));
    }
}
