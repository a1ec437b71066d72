namespace ResearchKit.Pairs;

/// <summary>One preference: two responses to a question about a picture, and optionally a second, rejected picture.</summary>
/// <param name="Id">Names the pair; unique within a file.</param>
/// <param name="Prompt">The question, Q, without placeholder for the picture.</param>
/// <param name="Chosen">The preferred response, y_w.</param>
/// <param name="Rejected">The less preferred response, y_l.</param>
/// <param name="Image">File of the picture, I_w, as it is written in the data; null if there is none.</param>
/// <param name="RejectedImage">File of the vision-rejected picture, I_l; null if there is none.</param>
public sealed record PreferencePair(
    string Id, string Prompt, string Chosen, string Rejected, string? Image = null, string? RejectedImage = null);
