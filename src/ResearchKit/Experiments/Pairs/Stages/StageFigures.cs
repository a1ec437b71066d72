using ResearchKit.Figures;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Training.Vision;

namespace ResearchKit.Experiments.Pairs.Stages;

/// <summary>Figures that show what the learned stages do.</summary>
public static class StageFigures
{
    private const int Zoom = 3;
    private static readonly Rgb[] Colors =
        [new(213, 94, 0), new(0, 114, 178), new(0, 158, 115), new(230, 159, 0), new(204, 121, 167), new(240, 228, 66)];

    /// <summary>Loss over the training of each stage, on the scenes it learned from and on others.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="curve">As <see cref="LearningCurve.Read"/> gives it.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Curves(string name, IReadOnlyList<CurvePoint> curve, string title) => Figure.Grid(name, 3,
        curve.GroupBy(p => p.Stage).Select(stage => new Panel(stage.Key).XAxis("step").YAxis("loss", min: 0)
            .Line("learned from", stage.Select(p => p.Step), stage.Select(p => p.Loss))
            .Line("not learned from", stage.Select(p => p.Step), stage.Select(p => p.Validation))), title);

    /// <summary>How far boxes overlap what they are to enclose, where the detector gave one for something that is there.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="detections">As <see cref="Detection.Of"/> gives them.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Overlaps(string name, IReadOnlyList<Detection> detections, string title) => new Figure(name, title)
        .XAxis("intersection over union", min: 0, max: 1).YAxis("boxes")
        .Histogram("boxes", detections.Where(d => d.IsThere && d.Box is not null).Select(d => d.Overlap), bins: 20);

    /// <summary>Pictures with the boxes of everything that the recogniser names; the titles list the names in the boxes' order of colours.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="stages">Their recogniser and detector are asked.</param>
    /// <param name="images">The pictures.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Boxes(string name, VisionStages stages, IEnumerable<RgbImage> images, string title) => Figure.Grid(name, 4, images.Select(image =>
    {
        var large = image.Enlarged(Zoom);
        var tags = stages.Recogniser.Recognise(image);
        for (var i = 0; i < tags.Count; i++)
            if (stages.Detector.Detect(image, tags[i]) is { } box) large = Outlined(large, box, Colors[i % Colors.Length]);
        var list = string.Join(", ", tags);
        return new Panel(list).Image(large, list);
    }), title).WithSize(190 * 4);

    private static RgbImage Outlined(RgbImage image, Box box, Rgb color)
    {
        var outlined = image.Clone();
        var large = new Box(box.X * Zoom, box.Y * Zoom, box.Width * Zoom, box.Height * Zoom);
        var inner = new Box(large.X + 2, large.Y + 2, large.Width - 4, large.Height - 4);
        for (var y = large.Y; y < large.Bottom; y++)
            for (var x = large.X; x < large.Right; x++)
                if (x < inner.X || x >= inner.Right || y < inner.Y || y >= inner.Bottom) outlined[x, y] = color;
        return outlined;
    }
}
