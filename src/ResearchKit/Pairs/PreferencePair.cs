namespace ResearchKit.Pairs;

/// <summary>One preference: two responses to a question about an image, and optionally a second, rejected
/// image.</summary>
/// <param name="Id">Names the pair; unique within a file.</param>
/// <param name="Prompt">The question, Q, without placeholder for the image.</param>
/// <param name="Chosen">The preferred response, y_w.</param>
/// <param name="Rejected">The less preferred response, y_l.</param>
/// <param name="Image">File of the image, I_w, as it is written in the data; null if there is none.</param>
/// <param name="RejectedImage">File of the vision-rejected image, I_l; null if there is none.</param>
/// <param name="System">What the model is told before the question; null if there is nothing.</param>
public sealed record PreferencePair(
    string Id, string Prompt, string Chosen, string Rejected, string? Image = null, string? RejectedImage = null,
    string? System = null);
