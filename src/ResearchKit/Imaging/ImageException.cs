namespace ResearchKit.Imaging;

/// <summary>
/// A file that is not an image we can read. The message says what is wrong and where; whoever opened the file adds its
/// name.
/// </summary>
/// <param name="message">What is wrong, where in the file, and what to do if anything can be done.</param>
public sealed class ImageException(string message) : Exception(message);
