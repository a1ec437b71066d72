using ManagedTorch.Core;

namespace TorchSharp;

// Evenly spaced numbers and the identity.
public static partial class torch
{
    /// <summary>0, 1, ... up to but without stop; int64 unless stop has a fraction type.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>start, start + 1, ... up to but without stop; int64 unless one of them has a fraction type.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>start, start + step, ... up to but without stop; int64 unless one of them has a fraction
    /// type.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false)
    {
        RequireCpu(device);
        var fractions = start.IsFloatingPoint || stop.IsFloatingPoint || step.IsFloatingPoint;
        var type = dtype ?? (fractions ? Dtypes.DefaultFloat : ScalarType.Int64);
        if (step.Real == 0 || Math.Sign(stop.Real - start.Real) == -Math.Sign(step.Real) && stop.Real != start.Real)
            throw new ArgumentException($"arange: step {step.Real} does not lead from {start.Real} to {stop.Real}.");
        var n = (long)Math.Ceiling((stop.Real - start.Real) / step.Real);
        var wide = Tensor.New(type.IsFloatingPoint() ? ScalarType.Float64 : ScalarType.Int64, [n]);
        if (type.IsFloatingPoint())
        {
            var values = wide.Values<double>();
            for (var i = 0; i < values.Length; i++) values[i] = start.Real + step.Real * i;
        }
        else
        {
            var values = wide.Values<long>();
            for (var i = 0; i < values.Length; i++) values[i] = start.Integer + step.Integer * i;
        }
        var y = wide.to_type(type);
        return requires_grad ? y.requires_grad_() : y;
    }

    /// <summary>Numbers from start to end, both included; symmetric about the middle, as PyTorch.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false)
    {
        RequireCpu(device);
        var type = dtype ?? Dtypes.DefaultFloat;
        var y = Tensor.New(type == ScalarType.Float32 ? ScalarType.Float32 : ScalarType.Float64, [steps]);
        if (type == ScalarType.Float32)
        {
            var values = y.Values<float>();
            var step = ((float)end - (float)start) / (steps - 1);
            for (var i = 0; i < values.Length; i++)
                values[i] = i < steps / 2 ? (float)start + step * i : (float)end - step * (steps - i - 1);
            if (steps == 1) values[0] = (float)start;
        }
        else
        {
            var values = y.Values<double>();
            var step = (end - start) / (steps - 1);
            for (var i = 0; i < values.Length; i++)
                values[i] = i < steps / 2 ? start + step * i : end - step * (steps - i - 1);
            if (steps == 1) values[0] = start;
        }
        y = y.to_type(type);
        return requires_grad ? y.requires_grad_() : y;
    }

    /// <summary>Ones on the diagonal and zeros elsewhere, [rows, columns]; square unless columns are given.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null)
    {
        if (columns < 0) columns = rows;
        var y = zeros(rows, columns, dtype, device);
        Copy.Fill(y.diagonal(), (Scalar)1);
        return requires_grad ? y.requires_grad_() : y;
    }
}
