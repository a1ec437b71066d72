using ResearchKit.Imaging;

namespace ResearchKit.Scenes;

/// <summary>One object of a scene.</summary>
/// <param name="Category">What it is.</param>
/// <param name="Color">Its main color.</param>
/// <param name="Size">Small or large.</param>
/// <param name="Pattern">How the color is laid on.</param>
/// <param name="State">What it is in the middle of.</param>
/// <param name="Frame">The square of pixels that it is drawn into; <see cref="Scene.MaskOf"/> gives what it
/// covers.</param>
/// <param name="Carrier">Index of the table it stands on or the crate it lies in; -1 if it has none.</param>
public sealed record SceneObject(
    Category Category, ObjectColor Color, ObjectSize Size, Pattern Pattern, ObjectState State, Box Frame,
    int Carrier = -1);
