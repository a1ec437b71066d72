namespace TorchSharp;

public static partial class torch
{
    /// <summary>How an image is read between its pixels.</summary>
    public enum InterpolationMode : int
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
        Area = 5,
        NearestExact = 6,
    }

    /// <summary>How an image is enlarged.</summary>
    public enum UpsampleMode : int
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
    }
}
