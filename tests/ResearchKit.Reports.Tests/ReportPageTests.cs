namespace ResearchKit.Reports.Tests;

/// <summary>The report in a browser, from the disk.</summary>
public sealed class ReportPageTests
{
    private const string Page = SampleResults.Notebook + ".html";

    [Fact]
    public void AxeFindsNothingSeriousOnAnyPageWideOrNarrowLightOrDark()
    {
        Browser.SkipWithout();
        using var sample = new SampleResults();
        sample.Write();
        using var browser = new Browser();
        foreach (var (width, height, dark) in new[] { (1280, 900, false), (390, 844, true) })
        {
            browser.Show(width, height, dark);
            foreach (var page in (string[])["index.html", Page])
            {
                Open(browser, sample, page);
                browser.Run("document.querySelectorAll('details').forEach(d => d.open = true)");
                if (page == Page) Draw(browser);
                var faults = Axe.Faults(browser);
                browser.Screenshot($"report-{Path.GetFileNameWithoutExtension(page)}-{width}");
                Assert.True(faults.Count == 0, $"{page} at {width}: {string.Join('\n', faults)}");
                var room = browser.Run("return [innerWidth, document.documentElement.scrollWidth]")!.AsArray();
                Assert.True((int)room[1]! <= (int)room[0]!, $"{page} is {room[1]} wide on a screen of {room[0]}");
            }
        }
    }

    [Fact]
    public void TheInteractiveFormIsDrawnOnDemandFromTheDiskAlone()
    {
        Browser.SkipWithout();
        using var sample = new SampleResults();
        sample.Write();
        using var browser = new Browser();
        Open(browser, sample, Page);
        Assert.False((bool)browser.Run("return 'Plotly' in window")!);
        Draw(browser);
        Assert.Equal("true",
            (string)browser.Run("return document.querySelector('button.form').getAttribute('aria-pressed')")!);
        // Two lines and a band, at the values of the data.
        Assert.Equal("[-1,-3,-9]",
            (string)browser.Run(
                "return JSON.stringify([...document.querySelector('.js-plotly-plot').calcdata.at(-1)].map(p => " +
                "p.y))")!);
        var loaded = browser.Run("return performance.getEntriesByType('resource').map(r => r.name)")!.AsArray();
        Assert.All(loaded, address => Assert.StartsWith("file://", (string)address!, StringComparison.Ordinal));
        browser.Run("document.querySelector('button.form').click()");
        Assert.True(
            (bool)browser.Run(
                "return document.querySelector('.chart').hidden && !document.querySelector('.drawing').hidden")!);
    }

    [Fact]
    public void ClaimsAreFilteredByPaperVerdictAndText()
    {
        Browser.SkipWithout();
        using var sample = new SampleResults();
        sample.Write();
        using var browser = new Browser();
        Open(browser, sample, "index.html");
        Assert.Equal("3 claims", Filter("verdict", ""));
        Assert.Equal("1 of 3 claims", Filter("verdict", "contradicted"));
        Assert.Equal("One rises",
            (string)browser.Run(
                "return document.querySelector('tr[data-claim]:not([hidden]) td').firstChild.textContent.trim()")!);
        Assert.Equal("0 of 3 claims", Filter("text", "scales"));
        Assert.Equal("1 of 3 claims", Filter("verdict", ""));
        Assert.Equal("1 of 3 claims", Filter("paper", "A Paper, arXiv 1234.56789"));

        string Filter(string name, string value) => (string)browser.Run(
            $$"""
            const form = document.querySelector('form[data-filter=claim]');
            form.elements['{{name}}'].value = '{{value}}';
            form.dispatchEvent(new Event('input'));
            return form.querySelector('output').textContent;
            """)!;
    }

    [Fact]
    public void SlidersShowTheRunsComputedBeforehand()
    {
        Browser.SkipWithout();
        using var sample = new SampleResults();
        sample.Write();
        using var browser = new Browser();
        Open(browser, sample, "index.html");
        browser.Run("document.getElementById('explore').scrollIntoView()");
        browser.WaitFor("document.getElementById('explore').dataset.ready");
        browser.WaitFor("document.querySelector('#explore-probabilities .main-svg') !== null");
        // beta 0.1 is the third of the betas: 0.2; five seeds at 0.18 to 0.22 have the standard deviation 0.0158 and,
        // with t = 2.776 for four degrees of freedom, the half-width 0.0196.
        Assert.Equal("After 600 updates with beta 0.1: 0.200 [0.180, 0.220]", Readout());
        browser.Run(
            "const s = document.getElementById('beta'); s.value = 5; s.dispatchEvent(new Event('input', {bubbles: " +
            "true}))");
        browser.Run(
            "const s = document.getElementById('steps'); s.value = 1; s.dispatchEvent(new Event('input', {bubbles: " +
            "true}))");
        Assert.Equal("After 300 updates with beta 3: 0.500 [0.480, 0.520]", Readout());

        string Readout() => (string)browser.Run(
            """
            const table = document.querySelector('.readout');
            const cells = table.tBodies[0].rows[0].cells;
            return `${table.caption.textContent}: ${cells[1].textContent} ${cells[2].textContent}`;
            """)!;
    }

    private static void Open(Browser browser, SampleResults sample, string page) =>
        browser.Open(new Uri(Path.Combine(sample.Output, page)).AbsoluteUri);

    private static void Draw(Browser browser)
    {
        browser.Run("document.querySelector('button.form').click()");
        browser.WaitFor("document.querySelector('.chart').dataset.drawn");
    }
}
