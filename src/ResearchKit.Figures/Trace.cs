namespace ResearchKit.Figures;

/// <summary>Data drawn in a <see cref="Panel"/>. Traces of one name share color, dash, marker and legend
/// entry.</summary>
/// <param name="Name">The name in the legend; empty for none.</param>
public abstract record Trace(string Name);
