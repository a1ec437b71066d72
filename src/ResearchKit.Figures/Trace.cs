using System.Text.Json.Serialization;

namespace ResearchKit.Figures;

/// <summary>Data drawn in a <see cref="Panel"/>. Traces of one name share color, dash, marker and legend
/// entry.</summary>
/// <param name="Name">The name in the legend; empty for none.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LineTrace), "line")]
[JsonDerivedType(typeof(BarTrace), "bars")]
[JsonDerivedType(typeof(BoxTrace), "boxes")]
[JsonDerivedType(typeof(HistogramTrace), "histogram")]
[JsonDerivedType(typeof(HeatmapTrace), "heatmap")]
[JsonDerivedType(typeof(ImageTrace), "image")]
public abstract record Trace(string Name);
