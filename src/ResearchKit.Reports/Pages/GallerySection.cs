using System.Text;
using ResearchKit.Reports.Results;
using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>Thumbnails of all figures, by notebook.</summary>
internal static class GallerySection
{
    public static void Write(StringBuilder main, IReadOnlyList<NotebookResult> notebooks)
    {
        var count = notebooks.Sum(n => n.Figures.Count);
        main.Append(
            "<section id=\"figures\" aria-labelledby=\"figures-title\">\n<h2 id=\"figures-title\">Figures</h2>\n")
            .Append(
                "<form class=\"filter\" data-filter=\"figure\" data-unit=\"figures\" role=\"search\" " +
                "aria-label=\"Figures\">\n")
            .Append("<label>Notebook <select name=\"notebook\"><option value=\"\">all</option>");
        foreach (var notebook in notebooks.Where(n => n.Figures.Count > 0))
            main.Append($"<option value=\"{Text(notebook.Name)}\">{Text(notebook.Name)}</option>");
        main.Append("</select></label>\n<label>Text <input type=\"search\" name=\"text\"></label>\n")
            .Append($"<output>{count} figures</output>\n</form>\n");
        foreach (var notebook in notebooks.Where(n => n.Figures.Count > 0))
        {
            main.Append("<div data-group>\n")
                .Append(
                    $"<h3><a href=\"{Text(notebook.Name)}.html\">{Text(notebook.Title)}</a></h3>\n<ul " +
                    "class=\"gallery\">\n");
            foreach (var figure in notebook.Figures) Card(main, figure);
            main.Append("</ul>\n</div>\n");
        }

        main.Append("</section>\n");
    }

    private static void Card(StringBuilder main, FigureResult figure)
    {
        var (width, height) = figure.Size;
        var thumbnail = figure.SvgPath is null ? ""
            : $"<img src=\"figures/{figure.Key}.svg\" alt=\"\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">";
        main.Append($"<li data-figure data-notebook=\"{Text(figure.Notebook)}\"><a href=\"{Text(figure.Address)}\">")
            .Append($"<span class=\"thumbnail\">{thumbnail}</span><span>{Text(figure.Title)}</span></a>")
            .Append($"<span class=\"quiet\">{figure.Name}, cell {Text(figure.Cell)}</span></li>\n");
    }
}
