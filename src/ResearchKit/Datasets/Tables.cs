using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Datasets;

/// <summary>Between tensors and plain tables of numbers.</summary>
public static class Tables
{
    /// <summary>Copies a matrix, of any floating dtype, into a table.</summary>
    /// <param name="matrix"><c>[rows, columns]</c>.</param>
    /// <exception cref="ArgumentException">The tensor does not have two dimensions.</exception>
    public static double[,] ToTable(this Tensor matrix)
    {
        if (matrix.dim() != 2)
            throw new ArgumentException($"A table needs 2 dimensions, the tensor has {matrix.dim()}.", nameof(matrix));
        var rows = (int)matrix.shape[0];
        var columns = (int)matrix.shape[1];
        var values = matrix.ToDoubles();
        var table = new double[rows, columns];
        for (var i = 0; i < values.Length; i++)
            table[i / columns, i % columns] = values[i];
        return table;
    }

    /// <summary>Copies a tensor of any floating dtype, in row-major order.</summary>
    public static double[] ToDoubles(this Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to_type(float64).contiguous().data<double>().ToArray();
    }

    /// <summary>The number that a tensor of one element holds, whatever its dtype.</summary>
    public static double Number(this Tensor scalar)
    {
        using var scope = NewDisposeScope();
        return scalar.detach().to_type(float64).item<double>();
    }

    /// <summary>A matrix with the table's values.</summary>
    /// <returns><c>[rows, columns]</c>.</returns>
    public static Tensor ToTensor(this double[,] table, ScalarType? dtype = null) =>
        tensor(table.Cast<double>().ToArray(), table.GetLength(0), table.GetLength(1), dtype: dtype ?? float64);
}
