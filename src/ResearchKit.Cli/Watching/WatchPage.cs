using System.Net;
using ResearchKit.Notebooks.Exporting;

namespace ResearchKit.Cli.Watching;

/// <summary>The page: an empty frame that the server's events fill.</summary>
internal static class WatchPage
{
    private const string Script =
        """
        const cells = document.getElementById('cells');
        const source = new EventSource('/events' + location.search);
        source.onmessage = event => {
          const message = JSON.parse(event.data);
          while (cells.children.length < message.count) cells.append(document.createElement('section'));
          while (cells.children.length > message.count) cells.lastChild.remove();
          for (const cell of message.cells) {
            const section = cells.children[cell.index];
            if (section.shown !== cell.html) section.innerHTML = section.shown = cell.html;
          }
          document.body.dataset.connected = 'yes';
        };
        source.onerror = () => { document.body.dataset.connected = 'no'; };
        """;

    public static string Html(string title) =>
        $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(title)}</title>
        <style>{HtmlExport.Style}
        .state {"{"} color: #5f6b76; font-style: italic; {"}"}
        body[data-connected=no]::before {"{"} content: 'researchkit watch has ended'; color: #7d1a12; {"}"}
        </style></head>
        <body><main id="cells"></main><script>{Script}</script></body></html>
        """;
}
