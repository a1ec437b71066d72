using System.Reflection;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// The token that the compiler lets every method and every turn of a loop of a cell ask, so that a cell can be
/// stopped at a place where the runtime is sure to cope with it. Functions of earlier cells ask it, too, and so do the
/// tasks that earlier cells have left running.
/// </summary>
internal sealed class CellModules
{
    // Emitted by EmitOptions' InstrumentationKind.ModuleCancellation.
    private const string TypeName = "<PrivateImplementationDetails>";
    private const string FieldName = "ModuleCancellationToken";

    private readonly List<FieldInfo> _tokens = [];
    private CancellationTokenSource _source = new();

    /// <summary>Adds what a cell was compiled to.</summary>
    public void Add(Assembly assembly)
    {
        // In a script the name has a number.
        var field = assembly.GetTypes().FirstOrDefault(t => t.Name.StartsWith(TypeName, StringComparison.Ordinal))
            ?.GetField(FieldName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        // Code without a method body has nothing to ask.
        if (field is null) return;
        field.SetValue(null, _source.Token);
        _tokens.Add(field);
    }

    /// <summary>Stops what runs in cells, on every thread.</summary>
    public void Stop() => _source.Cancel();

    /// <summary>After a stop, lets cells run again.</summary>
    public void Renew()
    {
        // All cells ask one token for as long as it lives: a running loop need not look again which one it asks.
        if (!_source.IsCancellationRequested) return;
        _source = new CancellationTokenSource();
        foreach (var field in _tokens) field.SetValue(null, _source.Token);
    }
}
