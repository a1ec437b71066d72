namespace TorchSharp;

/// <summary>Padding of a convolution by what it does to the size.</summary>
public enum Padding : int
{
    Valid = 0,
    Same = 1,
}

/// <summary>What lies beyond the edge of a padded tensor.</summary>
public enum PaddingModes : int
{
    Zeros = 0,
    Reflect = 1,
    Replicate = 2,
    Circular = 3,
    Constant = 4,
}
