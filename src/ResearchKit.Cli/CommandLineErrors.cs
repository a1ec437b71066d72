using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>What is wrong with a command line, in words that need no knowledge of .NET.</summary>
internal static class CommandLineErrors
{
    private const string OneOf = "Must be one of:";

    /// <summary>The parser's message, or a better one where it names types of .NET.</summary>
    public static string Text(ParseError error)
    {
        if (error.Message.Contains("command was not provided", StringComparison.Ordinal)
            && error.SymbolResult is CommandResult { Command: var command })
            return $"Name a command of `{command.Name}`: "
                + string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
        var choice = error.Message.IndexOf(OneOf, StringComparison.Ordinal);
        if (choice < 0 && !error.Message.Contains("expected type", StringComparison.Ordinal))
            return error.Message.ReplaceLineEndings(" ");
        var (name, type, tokens) = error.SymbolResult switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType, option.Tokens),
            ArgumentResult { Parent: OptionResult option } =>
                (option.Option.Name, option.Option.ValueType, option.Tokens),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType, argument.Tokens),
            _ => ("the command line", typeof(string), []),
        };
        if (choice >= 0)
        {
            var words = error.Message[(choice + OneOf.Length)..].Split('\'').Where(w => w.Trim().Length > 0);
            return $"{name} {string.Join(' ', tokens.Select(t => t.Value))}: one " +
                $"of {string.Join(", ", words)} is needed";
        }

        var needed = Needed(Nullable.GetUnderlyingType(type) ?? type);
        return $"{name} {string.Join(' ', tokens.Select(t => t.Value))}: {needed} is needed";
    }

    /// <summary>" Is '--json' meant?" for a word that no command or option is; nothing if none is near.</summary>
    public static string Meant(ParseResult parsed, string word)
    {
        var command = parsed.CommandResult.Command;
        return Spelling.Hint(word.Split('=')[0], word.StartsWith('-')
            ? command.Options.Where(o => !o.Hidden).Select(o => o.Name)
            : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
    }

    /// <summary>The first option or argument that is given an empty text, as an unset shell variable does; null if none
    /// is.</summary>
    public static string? Empty(ParseResult parsed)
    {
        foreach (var result in parsed.CommandResult.Children)
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
                return result switch
                {
                    OptionResult option => option.Option.Name,
                    ArgumentResult argument => $"<{argument.Argument.Name}>",
                    _ => "an argument",
                };
        return null;
    }

    private static string Needed(Type type)
    {
        // The type code of an enum is that of its numbers.
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}";
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 => Between(int.MinValue, int.MaxValue),
            TypeCode.Int64 => Between(long.MinValue, long.MaxValue),
            TypeCode.UInt32 => Between(0, uint.MaxValue),
            TypeCode.Double or TypeCode.Single or TypeCode.Decimal => "a number",
            TypeCode.Boolean => "true or false",
            _ => "another value",
        };
    }

    private static string Between(long least, long most) =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number between {least} and {most}");
}
