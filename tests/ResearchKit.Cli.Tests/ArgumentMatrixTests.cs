using System.CommandLine;
using System.Text;

namespace ResearchKit.Cli.Tests;

/// <summary>
/// Every argument and option of every command is given what cannot be right: the exit code is 2, one line says why, and
/// nothing is left behind. Commands and their arguments are those that the program has, so that new ones are covered.
/// </summary>
[CollectionDefinition(nameof(ArgumentMatrixTests), DisableParallelization = true)]
public sealed class ArgumentMatrix;

/// <inheritdoc cref="ArgumentMatrix"/>
[Collection(nameof(ArgumentMatrixTests))]
public sealed class ArgumentMatrixTests : IDisposable
{
    private const string Huge = "99999999999999999999999999";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("matrix").FullName;
    private readonly string _before = Directory.GetCurrentDirectory();

    public ArgumentMatrixTests()
    {
        Directory.SetCurrentDirectory(_folder);
        Directory.CreateDirectory("folder");
        File.WriteAllText(Path.Combine("folder", "mine.txt"), "mine");
        File.WriteAllText("file", "no JSON, no image, no notebook");
        File.WriteAllText("notebook.ipynb", """{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
    }

    public static TheoryData<string> CommandNames => [.. All().Select(c => c.Name)];

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_folder, recursive: true);
    }

    [Theory, MemberData(nameof(CommandNames))]
    public async Task WhatCannotBeRightIsOneMessageAndLeavesNothing(string name)
    {
        var (_, command) = All().Single(c => c.Name == name);
        var problems = new List<string>();
        var tried = 0;
        foreach (var line in Lines(name, command))
        {
            tried++;
            if (await Problem(line) is { } problem)
                problems.Add(
                    $"researchkit {string.Join(' ', line.Select(a => a.Length > 60 ? a[..60] + "…" : $"'{a}'"))}: " +
                    problem);
        }
        Assert.True(problems.Count == 0, $"{problems.Count} of {tried}:\n{string.Join('\n', problems)}");
        Assert.True(tried > 0 || !command.Options.Any(o => o.ValueType != typeof(bool)));
    }

    private static IEnumerable<(string Name, Command Command)> All()
    {
        return CommandList.All().SelectMany(c => Below(c.Name, c));

        static IEnumerable<(string, Command)> Below(string name, Command command)
        {
            if (command.Hidden) yield break; // what commands start themselves speaks to them, not to people
            if (command.Action is not null) yield return (name, command);
            foreach (var (inner, below) in command.Subcommands.SelectMany(s =>
                Below($"{name} {s.Name}", s))) yield return (inner,
                below);
        }
    }

    // One argument is wrong; those that must be there are as right as a file without sense in it can be.
    private static IEnumerable<string[]> Lines(string name, Command command)
    {
        string[] path = name.Split(' ');
        string[] Arguments(Argument? without) =>
            [.. command.Arguments.Where(a => a != without && a.Arity.MinimumNumberOfValues > 0)
                .Select(a => IsTarget(a.Name, a.Description) ? "new.png" : a.Name == "notebook" ? "notebook.ipynb"
                    : "file")];
        string[] Options(Option? without) =>
            [.. command.Options.Where(o => o != without && o.Required)
                .SelectMany(o => (string[])[o.Name, IsTarget(o.Name, o.Description) ? "new" : "file"])];

        foreach (var option in command.Options.Where(o => o.ValueType != typeof(bool)
            && o is not System.CommandLine.Help.HelpOption))
        {
            yield return [.. path, .. Arguments(null), .. Options(option), option.Name]; // the value is missing
            foreach (var value in Wrong(option.Name, option.Description, option.HelpName, option.ValueType))
                yield return [.. path, .. Arguments(null), .. Options(option), option.Name, value];
        }
        foreach (var (place, argument) in command.Arguments.Index())
        {
            if (argument.Arity.MinimumNumberOfValues > 0)
                yield return [.. path, .. Arguments(argument), .. Options(null)];
            foreach (var value in Wrong(argument.Name, argument.Description, argument.HelpName, argument.ValueType))
            {
                var arguments = Arguments(null).ToList();
                if (place < arguments.Count) arguments[place] = value;
                else arguments.Add(value);
                yield return [.. path, .. arguments, .. Options(null)];
            }
        }
        yield return [.. path, .. Arguments(null), .. Options(null), "--no-such-option"];
    }

    private static IEnumerable<string> Wrong(string name, string? description, string? help, Type type)
    {
        yield return "";
        yield return "  ";
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(int) || type == typeof(long) || type == typeof(double))
        {
            yield return "NaN";
            yield return "x";
            if (type != typeof(double)) yield return Huge;
            if (type != typeof(double)) yield return "1.5";
            yield break;
        }
        var isFolder = help == "folder" || name is "--prefix"
            || (description?.StartsWith("Folder", StringComparison.OrdinalIgnoreCase) ?? false);
        if (IsTarget(name, description))
        {
            yield return isFolder ? "file" : "folder";
            yield return Path.Combine("file", "below");
            yield return new string('x', 5000);
            if (OperatingSystem.IsLinux()) yield return "/proc/new.png";
            yield break;
        }
        yield return "missing";
        yield return isFolder ? "file" : "folder";
        yield return new string('x', 5000);
        yield return "\u0001\u0002";
        if (OperatingSystem.IsLinux()) yield return "/proc/self/mem"; // there, and closed even to the superuser
    }

    private static bool IsTarget(string name, string? description) =>
        name is "--out" or "--artifacts" or "--prefix" or "--staging" or "--report" or "out"
        || (description?.Contains("to write", StringComparison.OrdinalIgnoreCase) ?? false);

    private async Task<string?> Problem(string[] line)
    {
        var files = Snapshot();
        var (stdout, stderr) = (Console.Out, Console.Error);
        StringWriter printed = new(), said = new();
        Console.SetOut(printed);
        Console.SetError(said);
        int code;
        try
        {
            var run = Application.RunAsync(line);
            if (await Task.WhenAny(run, Task.Delay(Patience, TestContext.Current.CancellationToken)) != run)
                return "it works for ever";
            code = await run;
        }
        catch (Exception e)
        {
            return $"it throws {e.GetType().Name}: {e.Message}";
        }
        finally
        {
            Console.SetOut(stdout);
            Console.SetError(stderr);
        }
        var message = said.ToString();
        if (code != ExitCode.Usage) return $"exit code {code}: {printed}{message}";
        if (message.TrimEnd('\n').Contains('\n') || !message.StartsWith("error: ", StringComparison.Ordinal))
            return $"not one line: {message}";
        if (message.Contains("System.") || message.Contains("`1")) return $"a type of .NET: {message}";
        if (printed.ToString().Length > 0) return $"it prints {printed}";
        return Snapshot() == files ? null : $"left behind: {Snapshot()}";
    }

    private string Snapshot()
    {
        var text = new StringBuilder();
        foreach (var path in Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
            text.Append(Path.GetRelativePath(_folder, path))
                .Append(File.Exists(path) ? $" {File.ReadAllText(path).Length}" : "/").Append(", ");
        return text.ToString();
    }
}
