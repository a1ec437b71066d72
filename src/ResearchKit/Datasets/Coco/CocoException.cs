namespace ResearchKit.Datasets.Coco;

/// <summary>An annotation file that cannot be used.</summary>
/// <param name="message">The file, the image or annotation by its id, the field, and what is wrong.</param>
public sealed class CocoException(string message) : Exception(message);
