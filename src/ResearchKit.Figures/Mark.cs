using System.Text.Json.Serialization;

namespace ResearchKit.Figures;

/// <summary>Something that explains the data: a line, a range or a note. Marks do not take a place in the
/// legend.</summary>
/// <param name="Text">What is written at the mark; may be empty.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ReferenceLine), "line")]
[JsonDerivedType(typeof(ShadedRange), "range")]
[JsonDerivedType(typeof(Note), "note")]
public abstract record Mark(string Text);

/// <summary>A straight line across the panel.</summary>
/// <param name="Vertical">True for a vertical line at x, false for a horizontal line at y.</param>
/// <param name="Value">Where, in data units.</param>
/// <param name="Text">What is written at the line.</param>
public sealed record ReferenceLine(bool Vertical, double Value, string Text) : Mark(Text);

/// <summary>A shaded range across the panel.</summary>
/// <param name="Vertical">True shades between two x, false between two y.</param>
/// <param name="From">One end, in data units.</param>
/// <param name="To">The other end.</param>
/// <param name="Text">What is written at the range's start.</param>
public sealed record ShadedRange(bool Vertical, double From, double To, string Text) : Mark(Text);

/// <summary>A text at a point.</summary>
/// <param name="X">Horizontal position, in data units (the index for categories).</param>
/// <param name="Y">Vertical position, in data units (the index for categories).</param>
/// <param name="Text">The text.</param>
/// <param name="Arrow">True puts the text at a distance, where there is room, and draws an arrow to the point.</param>
public sealed record Note(double X, double Y, string Text, bool Arrow) : Mark(Text);
