namespace TorchSharp;

public static partial class torch
{
    /// <summary>How an image is read between its pixels.</summary>
    public enum InterpolationMode : int
    {
        /// <summary>The nearest pixel, by rounding down.</summary>
        Nearest = 0,
        /// <summary>Linear, along one dimension.</summary>
        Linear = 1,
        /// <summary>Linear, along two dimensions.</summary>
        Bilinear = 2,
        /// <summary>Cubic, along two dimensions.</summary>
        Bicubic = 3,
        /// <summary>Linear, along three dimensions; not in this engine.</summary>
        Trilinear = 4,
        /// <summary>The mean of the area a new pixel covers.</summary>
        Area = 5,
        /// <summary>The nearest pixel, by its center.</summary>
        NearestExact = 6,
    }

    /// <summary>How an image is enlarged.</summary>
    public enum UpsampleMode : int
    {
        /// <summary>The nearest pixel, by rounding down.</summary>
        Nearest = 0,
        /// <summary>Linear, along one dimension.</summary>
        Linear = 1,
        /// <summary>Linear, along two dimensions.</summary>
        Bilinear = 2,
        /// <summary>Cubic, along two dimensions.</summary>
        Bicubic = 3,
        /// <summary>Linear, along three dimensions; not in this engine.</summary>
        Trilinear = 4,
    }
}
