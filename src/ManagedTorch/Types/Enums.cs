namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode : int
    {
        /// <summary>The exact quotient.</summary>
        None = 0,
        /// <summary>Toward zero.</summary>
        trunc = 1,
        /// <summary>Toward negative infinity.</summary>
        floor = 2,
    }

    public static partial class nn
    {
        /// <summary>What a loss does with the values of its elements.</summary>
        public enum Reduction : long
        {
            /// <summary>A loss per element.</summary>
            None = 0,
            /// <summary>The mean of the elements' losses.</summary>
            Mean = 1,
            /// <summary>The sum of the elements' losses.</summary>
            Sum = 2,
        }
    }
}

/// <summary>How a tensor is written as text.</summary>
public enum TensorStringStyle : int
{
    /// <summary>Shape, dtype and device, without the elements.</summary>
    Metadata = 0,
    /// <summary>Tables of the last two dimensions, as in Julia.</summary>
    Julia = 1,
    /// <summary>Nested brackets, as in NumPy.</summary>
    Numpy = 2,
    /// <summary>Nested braces, as in C#.</summary>
    CSharp = 3,
    /// <summary>The style that <see cref="torch.TensorStringStyle"/> holds.</summary>
    Default = 4,
}

/// <summary>When distances of many points are computed by a matrix product; here they never are.</summary>
public enum compute_mode
{
    /// <summary>In libtorch, by a matrix product for many points.</summary>
    use_mm_for_euclid_dist_if_necessary = 0,
    /// <summary>In libtorch, always by a matrix product.</summary>
    use_mm_for_euclid_dist = 1,
    /// <summary>From differences, as always here.</summary>
    donot_use_mm_for_euclid_dist = 2,
}
