namespace ResearchKit.Notebooks.Sessions;

/// <summary>How a session is set up.</summary>
/// <param name="BaseDirectory">
/// Where relative paths of <c>#r</c>, <c>#load</c> and <c>#!import</c> start: the notebook's folder.
/// </param>
/// <param name="ShowTimes">
/// Whether <c>#!time</c> prints. A headless run leaves times out, since they differ on every run.
/// </param>
public sealed record SessionOptions(string BaseDirectory, bool ShowTimes = true);
