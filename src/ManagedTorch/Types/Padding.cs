namespace TorchSharp;

/// <summary>Padding of a convolution by what it does to the size.</summary>
public enum Padding : int
{
    /// <summary>None: the output is smaller by the kernel's reach.</summary>
    Valid = 0,
    /// <summary>So much that the output has the size of the input.</summary>
    Same = 1,
}

/// <summary>What lies beyond the edge of a padded tensor.</summary>
public enum PaddingModes : int
{
    /// <summary>Zeros.</summary>
    Zeros = 0,
    /// <summary>The tensor mirrored at its edge, which is not repeated.</summary>
    Reflect = 1,
    /// <summary>The value at the edge.</summary>
    Replicate = 2,
    /// <summary>The tensor again, from its other end.</summary>
    Circular = 3,
    /// <summary>One given value.</summary>
    Constant = 4,
}
