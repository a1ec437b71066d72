using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit.Tests.Shared;

/// <summary>Headless Chromium, driven over the WebDriver protocol of Debian's chromedriver.</summary>
internal sealed class Browser : IDisposable
{
    private const string Driver = "/usr/bin/chromedriver";
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly string _profile = Directory.CreateTempSubdirectory("researchkit-chromium-").FullName;
    private readonly Process _process;
    private readonly string _session;

    public Browser()
    {
        _process = Process.Start(new ProcessStartInfo(Driver, ["--port=0"]) { RedirectStandardOutput = true })!;
        var root = $"http://127.0.0.1:{Port()}";
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--window-size=1100,1400", $"--user-data-dir={_profile}",
        ];
        var options =
            new JsonObject { ["args"] = new JsonArray([.. arguments.Select(argument => (JsonNode)argument)]) };
        var capabilities = new JsonObject { ["alwaysMatch"] = new JsonObject { ["goog:chromeOptions"] = options } };
        var created = Post($"{root}/session", new JsonObject { ["capabilities"] = capabilities });
        _session = $"{root}/session/{created!["sessionId"]}";
    }

    public static void SkipWithout() => Assert.SkipUnless(
        File.Exists(Driver),
        "Chromium and its driver are not installed: environment/install-optional.sh chromium installs them");

    /// <summary>Makes the page see a screen of this size, in CSS pixels, and the system's light or dark
    /// colors.</summary>
    public void Show(int width, int height, bool dark)
    {
        Command("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 500,
        });
        Command("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(new JsonObject
            {
                ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light",
            }),
        });
    }

    public void Open(string url) => Post($"{_session}/url", new JsonObject { ["url"] = url });

    /// <summary>The value of a script's <c>return</c>.</summary>
    public JsonNode? Run(string script) =>
        Post($"{_session}/execute/sync", new JsonObject { ["script"] = script, ["args"] = new JsonArray() });

    /// <summary>Waits until a script returns something that is true.</summary>
    public JsonNode WaitFor(string script)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60); Thread.Sleep(200))
        {
            var value = Run($"try {{ return {script} }} catch (e) {{ return null }}");
            if (value is not null && value.ToString() is not ("false" or "" or "0")) return value;
        }

        Screenshot("gave-up");
        throw new TimeoutException($"the page never came to: {script}");
    }

    /// <summary>Keeps what the page looks like beside the tests in <c>screenshots</c>, for a person to look
    /// at.</summary>
    public byte[] Screenshot(string name)
    {
        var png =
            Convert.FromBase64String(
                (string)Client.GetFromJsonAsync<JsonObject>($"{_session}/screenshot").Result!["value"]!);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots"));
        File.WriteAllBytes(Path.Combine(folder.FullName, name + ".png"), png);
        return png;
    }

    public void Dispose()
    {
        try
        {
            Client.DeleteAsync(_session).Wait();
        }
        finally
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
            Directory.Delete(_profile, recursive: true);
        }
    }

    // The driver prints the port that it has chosen: "... was started successfully on port 38219."
    private string Port()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
            if (line.Split("successfully on port ") is [_, var port]) return port.TrimEnd('.');
        throw new InvalidOperationException("chromedriver did not start");
    }

    private void Command(string name, JsonObject parameters) =>
        Post($"{_session}/goog/cdp/execute", new JsonObject { ["cmd"] = name, ["params"] = parameters });

    private static JsonNode? Post(string url, JsonObject body)
    {
        var answer =
            Client.PostAsync(url,
                new StringContent(body.ToJsonString(), Encoding.UTF8,
                    "application/json")).Result.Content.ReadFromJsonAsync<JsonObject>().Result!;
        return answer["value"] is JsonObject value && value["error"] is { } error
            ? throw new InvalidOperationException($"{error}: {value["message"]}")
            : answer["value"]?.DeepClone();
    }
}
