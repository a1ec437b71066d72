using System.Globalization;
using System.Runtime.CompilerServices;
using ResearchKit.Figures.Rendering;
using ResearchKit.Figures.Values;

namespace ResearchKit.Figures.Tests;

/// <summary>
/// What must not be lost where a figure is printed, for all figures of the gallery and for all that the last
/// <c>reproduce</c> of this clone left in <c>artifacts</c>, in both widths: numbers at axes, names of categories, and
/// differences between series where colors are gone.
/// </summary>
public sealed class PrintedFigureTests
{
    public static TheoryData<PaperColumn> Columns => [.. Enum.GetValues<PaperColumn>()];

    [Theory]
    [MemberData(nameof(Columns))]
    public void EveryAxisKeepsTwoNumbersOrAllItsNames(PaperColumn column) => AssertNone(figure =>
        FigureLayout.Of(figure.ForPaper(column)).Views.SelectMany(view => view.IsImage ? [] : new[]
        {
            Lost("horizontal", view.X.Model, view.X.Labels, view.X.Numbered),
            Lost("vertical", view.Y.Model, view.Y.Labels, view.Y.Numbered),
        }).OfType<string>());

    [Theory]
    [MemberData(nameof(Columns))]
    public void SeriesDifferWhereColorsAreGone(PaperColumn column) => AssertNone(figure =>
    {
        var series = FigureLayout.Of(figure.ForPaper(column)).Legend.Entries;
        return series.SelectMany((one, i) => series.Take(i).Where(other => !Differ(one, other))
            .Select(other => $"'{one.Name}' looks like '{other.Name}' in gray"));
    });

    /// <summary>One of two series is a line and the other is not, their dashes or symbols differ, or one is
    /// lighter.</summary>
    private static bool Differ(LegendEntry one, LegendEntry other) => one.Key != other.Key
        || one.Key == LegendKey.Line && one.Style.Dash != other.Style.Dash
        || one.Key != LegendKey.Fill && one.Style.Marker != other.Style.Marker
        || Math.Abs(Lightness.Of(one.Style.Ink.Light) - Lightness.Of(other.Style.Ink.Light)) >= 10;

    private static string? Lost(string axis, AxisModel model, AxisLabels labels, bool numbered)
    {
        if (!numbered || !model.Axis.Visible) return null;
        // A reader can count on where numbers are left out, and a single value has a single name.
        var number = model.Categories is not { } names
            || names.Count > 2 && names.All(n => double.TryParse(n, CultureInfo.InvariantCulture, out _));
        if (number)
            return labels.Labels.Count >= 2 ? null : $"the {axis} axis has {labels.Labels.Count} of its numbers";
        if (labels.Labels.Count < model.Categories!.Count)
            return $"the {axis} axis names {labels.Labels.Count} of {model.Categories.Count} categories";
        var cut = labels.Labels.Where(l => l.Lines[^1].EndsWith('\u2026')).Select(l => l.Lines[^1]).ToArray();
        return cut.Length == 0 ? null : $"the {axis} axis cuts names: {string.Join(", ", cut)}";
    }

    private static void AssertNone(Func<Figure, IEnumerable<string>> problems)
    {
        var found = Gallery.All.Select(f => (Name: f.Name, Figure: f)).Concat(Published())
            .SelectMany(f => problems(f.Figure).Select(p => $"{f.Name}: {p}")).ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static IEnumerable<(string Name, Figure Figure)> Published([CallerFilePath] string source = "")
    {
        var artifacts = Environment.GetEnvironmentVariable("RESEARCHKIT_ARTIFACTS") is { Length: > 0 } folder ? folder
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../artifacts"));
        return !Directory.Exists(artifacts) ? []
            : Directory.EnumerateDirectories(artifacts, "0*").Order(StringComparer.Ordinal)
                .SelectMany(notebook => Directory.EnumerateFiles(notebook, "*" + FigureFile.Extension)
                    .Order(StringComparer.Ordinal)
                    .Select(f => ($"{Path.GetFileName(notebook)}/{Path.GetFileName(f)}",
                        FigureFile.Read(File.ReadAllText(f)).Figure)));
    }
}
