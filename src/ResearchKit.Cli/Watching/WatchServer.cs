using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResearchKit.Notebooks.Watching;

namespace ResearchKit.Cli.Watching;

/// <summary>
/// The page of a watched notebook, on the loopback only and for whoever has the token: other users of the machine,
/// and pages of the web, do not.
/// </summary>
internal sealed class WatchServer : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);
    private readonly WebApplication _application;
    private readonly byte[] _token =
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
    private readonly LiveNotebook _notebook;

    public WatchServer(LiveNotebook notebook, string title, int port)
    {
        _notebook = notebook;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _application = builder.Build();
        _application.Use(async (context, next) =>
        {
            var given = Encoding.ASCII.GetBytes(context.Request.Query["token"].ToString());
            if (CryptographicOperations.FixedTimeEquals(given, _token)) await next();
            else context.Response.StatusCode = StatusCodes.Status403Forbidden;
        });
        _application.MapGet("/", () => Results.Content(WatchPage.Html(title), "text/html; charset=utf-8"));
        _application.MapGet("/events", SendEvents);
    }

    /// <summary>Starts to listen.</summary>
    /// <returns>The page's address, with its token.</returns>
    public async Task<string> StartAsync()
    {
        await _application.StartAsync();
        var address =
            _application.Services.GetRequiredService<IServer>().Features
                .Get<IServerAddressesFeature>()!.Addresses.First();
        return $"{address}/?token={Encoding.ASCII.GetString(_token)}";
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _application.StopAsync(soon.Token);
        await _application.DisposeAsync();
    }

    /// <summary>Server-sent events: every cell that changes, whole, until the page is closed.</summary>
    private async Task SendEvents(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        var known = -1L;
        while (!context.RequestAborted.IsCancellationRequested
            && !_application.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            var (version, changed) = _notebook.Since(known);
            if (version != known)
            {
                known = version;
                var message = JsonSerializer.Serialize(new
                {
                    count = _notebook.Count,
                    cells = changed.Select(cell => new { index = cell.Index, html = cell.Html }),
                });
                await context.Response.WriteAsync($"data: {message}\n\n");
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(Interval);
        }
    }
}
