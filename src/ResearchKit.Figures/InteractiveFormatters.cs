using System.Reflection;

namespace ResearchKit.Figures;

/// <summary>
/// Shows values of packages in .NET Interactive also where the library is only referred to. Types of ours say by an
/// attribute how they are shown (<see cref="TypeFormatterSourceAttribute"/>); a package's must be registered with its
/// formatter, which is found by name, so that nothing here references it.
/// </summary>
internal static class InteractiveFormatters
{
    private const string Name = "Microsoft.DotNet.Interactive.Formatting";

    /// <summary>Registers a type if this process is one of .NET Interactive's last release; else does
    /// nothing.</summary>
    /// <param name="type">The type, which may be an open generic one.</param>
    /// <param name="display">Gives what is shown for a value of it.</param>
    /// <param name="formatters">How that is shown: all forms in one bundle.</param>
    public static void Register(Type type, Func<object, object> display, IReadOnlyList<IMimeFormatter> formatters)
    {
        var theirs = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == Name);
        var format = theirs?.GetType($"{Name}.FormatDelegate`1")?.MakeGenericType(typeof(object));
        var writer = theirs?.GetType($"{Name}.FormatContext")?.GetProperty("Writer");
        var formatter = theirs?.GetType($"{Name}.Formatter");
        if (format is null || writer is null
            || formatter?.GetMethod("Register", [typeof(Type), format, typeof(string)]) is not { } register
            || formatter.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]) is not { } prefer)
            return;
        var write = typeof(Form).GetMethod(nameof(Form.Write))!;
        foreach (var form in formatters)
        {
            var target = new Form(display, form, writer);
            register.Invoke(null, [type, Delegate.CreateDelegate(format, target, write), form.MimeType]);
        }

        prefer.Invoke(null, [type, formatters.Select(form => form.MimeType).ToArray()]);
    }

    private sealed class Form(Func<object, object> display, IMimeFormatter formatter, PropertyInfo writer)
    {
        public bool Write(object value, object context) =>
            formatter.Format(display(value), (TextWriter)writer.GetValue(context)!);
    }
}
