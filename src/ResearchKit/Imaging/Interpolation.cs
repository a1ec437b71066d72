namespace ResearchKit.Imaging;

/// <summary>How <see cref="Resizing.Resize"/> weighs the pixels around a place.</summary>
public enum Interpolation
{
    /// <summary>The mean of the area that the new pixel covers.</summary>
    Area,

    /// <summary>A triangle of two pixels' reach.</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = -1/2, of four pixels' reach: what CLIP's preprocessing uses.</summary>
    Bicubic,
}
