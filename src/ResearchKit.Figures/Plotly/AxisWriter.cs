using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>Writes the axes of one panel, with the drawing's ranges, ticks and labels.</summary>
internal sealed class AxisWriter(Utf8JsonWriter json, FigureLayout layout, int panel)
{
    private readonly Places _places = new(layout);
    private readonly PanelView _view = layout.Views[panel];

    internal void Horizontal()
    {
        var axis = _view.X;
        Start("x", axis.Model, layout.Figure.ShareX);
        json.Numbers("domain", [_places.X(_view.Box.Left), _places.X(_view.Box.Right)]);
        if (!_view.IsImage)
        {
            Range(axis.Model, reversed: false);
            Ticks(axis.Model, axis.Labels, axis.Numbered, axis.Title, standoff: 6);
            json.Number("tickangle", -axis.Labels.Rotation);
            ZeroLine(_view.Panel.HorizontalBars);
        }
        json.WriteEndObject();
    }

    internal void Vertical()
    {
        var axis = _view.Y;
        Start("y", axis.Model, layout.Figure.ShareY);
        json.Numbers("domain", [_places.Y(_view.Box.Bottom), _places.Y(_view.Box.Top)]);
        if (!_view.IsImage)
        {
            Range(axis.Model, reversed: axis.Model.Categories is not null);
            Ticks(axis.Model, axis.Labels, axis.Numbered, axis.Title, standoff: 8);
            ZeroLine(!_view.Panel.HorizontalBars);
        }
        json.WriteEndObject();
    }

    private void Start(string letter, AxisModel model, bool shared)
    {
        json.WriteStartObject(Places.AxisId(letter + "axis", panel));
        json.WriteString("anchor", Places.AxisId(letter == "x" ? "y" : "x", panel));
        json.WriteBoolean("visible", !_view.IsImage && model.Axis.Visible);
        if (panel > 0 && !_view.IsImage && shared) json.WriteString("matches", letter);
    }

    private void Range(AxisModel model, bool reversed)
    {
        json.WriteString("type", model.Categories is not null ? "category" : model.IsLog ? "log" : "linear");
        if (model.Categories is { } categories)
        {
            json.WriteString("categoryorder", "array");
            json.Texts("categoryarray", categories);
        }
        double[] range = [Places.OnAxis(model, 0), Places.OnAxis(model, 1)];
        if (reversed) Array.Reverse(range);
        json.Numbers("range", range);
    }

    private void Ticks(
        AxisModel model, AxisLabels labels, bool numbered, IReadOnlyList<string> title, double standoff)
    {
        json.WriteStartObject("title");
        json.WriteString("text", numbered ? string.Join("<br>", title.Select(RichText.Html)) : "");
        json.Number("standoff", standoff);
        json.WriteStartObject("font");
        json.Number("size", TextStyle.AxisLabel.Size);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("automargin", false);
        json.WriteString("tickmode", "array");
        json.Numbers("tickvals", labels.Labels.Select(l => l.Value));
        json.WriteStartArray("ticktext");
        foreach (var label in labels.Labels)
            json.WriteStringValue(string.Join("<br>", label.Lines.Select(RichText.Html)));
        json.WriteEndArray();
        json.WriteBoolean("showticklabels", numbered);
        json.WriteString("ticks", "outside");
        json.WriteNumber("ticklen", 4);
        json.WriteString("tickcolor", Palette.Axis.Light);
        json.WriteStartObject("tickfont");
        json.Number("size", TextStyle.TickLabel.Size);
        json.WriteString("color", TextStyle.TickLabel.Ink.Light);
        json.WriteEndObject();
        if (labels.Ticks is { Minor.Count: > 0 } ticks)
        {
            json.WriteStartObject("minor");
            json.WriteString("tickmode", "array");
            json.Numbers("tickvals", ticks.Minor);
            json.WriteString("ticks", "outside");
            json.WriteNumber("ticklen", 2);
            json.WriteEndObject();
        }
        json.WriteBoolean("showline", !_view.IsHeatmap);
        json.WriteString("linecolor", Palette.Axis.Light);
        json.WriteBoolean("showgrid", model.Categories is null);
        json.WriteString("gridcolor", Palette.Grid.Light);
    }

    private void ZeroLine(bool ofValues)
    {
        json.WriteBoolean("zeroline", ofValues && _view.HasZeroLine);
        json.WriteString("zerolinecolor", Palette.Axis.Light);
    }
}
