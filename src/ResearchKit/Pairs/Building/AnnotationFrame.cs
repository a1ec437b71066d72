namespace ResearchKit.Pairs.Building;

/// <summary>In which frame photographs are annotated that Exif turns.</summary>
public enum AnnotationFrame
{
    /// <summary>Told by the annotated size; where both frames have it, such photographs are left out.</summary>
    BySize,

    /// <summary>As the file stores them: Pillow and pycocotools do not turn.</summary>
    Stored,

    /// <summary>As they are shown: browsers and OpenCV turn.</summary>
    Shown,
}
