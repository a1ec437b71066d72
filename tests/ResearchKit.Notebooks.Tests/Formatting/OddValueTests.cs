using System.Dynamic;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Tests.Formatting;

/// <summary>Values that a formatter must survive.</summary>
public sealed class OddValueTests
{
    private readonly FormatterRegistry _formatters = new();

    [Fact]
    public void AnObjectThatLeadsToVeryMuchIsCutOff()
    {
        // Ten properties at each of five levels would be a hundred thousand values.
        var bundle = _formatters.Format(new Wide());
        Assert.InRange(bundle.Data["text/html"].Length, 1000, 3_000_000);
        Assert.InRange(bundle.Data["text/plain"].Length, 1000, 3_000_000);
        Assert.Contains("…", bundle.Data["text/plain"]);
    }

    [Fact]
    public void WhatToStringThrowsIsShownAsItsException() =>
        Assert.Equal("[1, <NotSupportedException: mute>]", Text(new object[] { 1, new Mute() }));

    [Fact]
    public void AListThatContainsItselfEnds()
    {
        var list = new List<object>();
        list.Add(list);
        Assert.Equal("[[[[[…]]]]]", Text(list));
    }

    [Fact]
    public void AMillionRowsAreShownByTheirFirst()
    {
        var bundle = _formatters.Format(Enumerable.Range(0, 1_000_000).Select(i => new { Index = i }).ToList());
        Assert.Contains("(999980 more)", bundle.Data["text/html"]);
        Assert.EndsWith("… (999980 more)]", bundle.Data["text/plain"]);
    }

    [Fact]
    public void ValuesOfEveryKindHaveAText()
    {
        Assert.Equal("2026-01-02T03:04:05.0000000", Text(new DateTime(2026, 1, 2, 3, 4, 5)));
        Assert.Equal("Friday", Text(DayOfWeek.Friday));
        Assert.Equal("{ a: { b: [1, 2] } }",
            Text(new Dictionary<string, object> { ["a"] = new Dictionary<string, int[]> { ["b"] = [1, 2] } }));
        Assert.Equal("{ a: 1, b: [2] }", Text(Expando()));
        Assert.Equal("[x: [xa, xb], y: [ya]]", Text(new[] { "xa", "xb", "ya" }.GroupBy(text => text[0])));
        Assert.Equal("null", Text(null));
    }

    private string Text(object? value) => _formatters.Format(value).Data["text/plain"];

    private static ExpandoObject Expando()
    {
        dynamic value = new ExpandoObject();
        value.a = 1;
        value.b = new[] { 2 };
        return value;
    }

    private sealed class Wide
    {
        public Wide A => new();

        public Wide B => new();

        public Wide C => new();

        public Wide D => new();

        public Wide E => new();

        public Wide F => new();

        public Wide G => new();

        public Wide H => new();

        public Wide I => new();

        public Wide J => new();
    }

    private sealed class Mute
    {
        public override string ToString() => throw new NotSupportedException("mute");
    }
}
