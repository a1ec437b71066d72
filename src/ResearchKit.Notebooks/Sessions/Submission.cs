using Microsoft.CodeAnalysis.Scripting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>A compiled cell.</summary>
/// <param name="Script">What the next cell continues.</param>
/// <param name="Run">Its code, or null if it has only usings.</param>
internal sealed record Submission(Script<object> Script, Func<object?[], Task<object>>? Run);
