using System.Text;
using ResearchKit.Notebooks;

namespace ResearchKit.Reports;

/// <summary>A folder that is filled aside and then takes the place of the earlier one.</summary>
internal sealed class ReportFolder : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly string _target;
    private readonly string _staging;

    public ReportFolder(string target)
    {
        _target = Path.GetFullPath(target);
        _staging = $"{_target}.{Environment.ProcessId}.tmp";
        Guard(() =>
        {
            if (Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any()
                && !File.Exists(Path.Combine(_target, "index.html")))
                throw new IOException("the folder has files of something else");
            Directory.CreateDirectory(_staging);
        });
    }

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its path in the folder, with slashes.</param>
    /// <param name="text">Its content.</param>
    public void Add(string name, string text) => Guard(() => File.WriteAllText(PathOf(name), text, Utf8));

    /// <summary>Adds a copy of a file.</summary>
    public void Copy(string source, string name) => Guard(() => File.Copy(source, PathOf(name), overwrite: true));

    /// <summary>Puts the folder in place of the earlier one.</summary>
    public void Publish() => Guard(() =>
    {
        var old = _staging + ".old";
        if (Directory.Exists(_target)) Directory.Move(_target, old);
        Directory.Move(_staging, _target);
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    });

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(_staging)) Directory.Delete(_staging, recursive: true);
        }
        catch (IOException)
        {
            // A file is still open somewhere; it has no other use.
        }
    }

    private string PathOf(string name)
    {
        var path = Path.Combine(_staging, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException(
                $"cannot write the report to {_target}: {e.Message.TrimEnd('.')}. Choose another folder.",
                e);
        }
    }
}
