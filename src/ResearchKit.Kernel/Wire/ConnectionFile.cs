using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResearchKit.Notebooks;

namespace ResearchKit.Kernel.Wire;

/// <summary>Where a client wants the kernel's five sockets, and the key that signs their messages.</summary>
public sealed record ConnectionFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The address to listen on; the loopback unless the client names another.</summary>
    [JsonPropertyName("ip")]
    public string Ip { get; init; } = "127.0.0.1";

    /// <summary>Only <c>tcp</c>.</summary>
    [JsonPropertyName("transport")]
    public string Transport { get; init; } = "tcp";

    /// <summary>Requests and their replies.</summary>
    [JsonPropertyName("shell_port")]
    public required int ShellPort { get; init; }

    /// <summary>Outputs and states, for all clients.</summary>
    [JsonPropertyName("iopub_port")]
    public required int IopubPort { get; init; }

    /// <summary>Questions to the user.</summary>
    [JsonPropertyName("stdin_port")]
    public required int StdinPort { get; init; }

    /// <summary>Interrupts and shutdowns, which must not wait behind a running cell.</summary>
    [JsonPropertyName("control_port")]
    public required int ControlPort { get; init; }

    /// <summary>The heartbeat.</summary>
    [JsonPropertyName("hb_port")]
    public required int HeartbeatPort { get; init; }

    /// <summary>The key of HMAC-SHA256; empty means that messages are not signed.</summary>
    [JsonPropertyName("key")]
    public string Key { get; init; } = "";

    /// <summary>Only <c>hmac-sha256</c>.</summary>
    [JsonPropertyName("signature_scheme")]
    public string SignatureScheme { get; init; } = "hmac-sha256";

    /// <summary>The kernelspec that the client started.</summary>
    [JsonPropertyName("kernel_name")]
    public string KernelName { get; init; } = KernelSpec.Name;

    /// <summary>Reads what a client wrote.</summary>
    /// <exception cref="NotebookException">The file is missing, malformed, or asks for what is not
    /// supported.</exception>
    public static ConnectionFile Read(string path)
    {
        ConnectionFile file;
        try
        {
            file = JsonSerializer.Deserialize<ConnectionFile>(File.ReadAllText(path))
                ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"cannot read the connection file {path}: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new NotebookException($"{path} is no Jupyter connection file: {JsonProblem.Text(e)}", e);
        }

        file.Check(path);
        return file;
    }

    /// <summary>Five free ports on the loopback and a fresh key, for a kernel that no client has started.</summary>
    public static ConnectionFile Create()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
        foreach (var listener in listeners) listener.Stop();
        return new ConnectionFile
        {
            ShellPort = ports[0],
            IopubPort = ports[1],
            StdinPort = ports[2],
            ControlPort = ports[3],
            HeartbeatPort = ports[4],
            Key = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"),
        };
    }

    /// <summary>Writes the file so that only this user can read the key.</summary>
    public void Save(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        JsonSerializer.Serialize(stream, this, Json);
    }

    private void Check(string path)
    {
        if (Transport != "tcp")
            throw new NotebookException($"{path}: transport {Transport} is not supported, only tcp");
        if (!IPAddress.TryParse(Ip, out var address))
            throw new NotebookException($"{path}: ip must be an address such as 127.0.0.1");
        if (SignatureScheme != "hmac-sha256" && Key.Length > 0)
            throw new NotebookException(
                $"{path}: signature_scheme {SignatureScheme} is not supported, only hmac-sha256");
        if (Key.Length == 0 && !IPAddress.IsLoopback(address))
            throw new NotebookException(
                $"{path}: without a key the kernel listens on the loopback only; anyone could run code through {Ip}");
        foreach (var port in (int[])[ShellPort, IopubPort, StdinPort, ControlPort, HeartbeatPort])
            if (port is < 1 or > 65535)
                throw new NotebookException($"{path}: a port must be between 1 and 65535, not {port}");
    }
}
