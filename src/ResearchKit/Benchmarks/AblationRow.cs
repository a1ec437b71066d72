namespace ResearchKit.Benchmarks;

/// <summary>
/// AMBER's discriminative task by kind of question: one row of Table 2 of AdaViP (arXiv 2504.15619). All numbers are
/// in percent, higher is better.
/// </summary>
/// <param name="Method">The training variant as printed.</param>
/// <param name="Existence">F1 on questions about whether an object is there.</param>
/// <param name="Attribute">F1 on questions about states, numbers and actions.</param>
/// <param name="Relation">F1 on questions about relations between objects.</param>
/// <param name="F1">F1 over all questions.</param>
/// <param name="Accuracy">Accuracy over all questions.</param>
public sealed record AblationRow(
    string Method, ReportedValue Existence, ReportedValue Attribute, ReportedValue Relation, ReportedValue F1,
    ReportedValue Accuracy);
