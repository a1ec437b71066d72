using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses.Catalogue;

/// <summary>A loss in the catalogue.</summary>
/// <param name="Type">The sealed record.</param>
/// <param name="Method">Name, paper and equation.</param>
public sealed record LossEntry(Type Type, MethodAttribute Method)
{
    /// <summary>The unique name.</summary>
    public string Name => Method.Name;

    /// <summary>The hyper-parameters with symbols, defaults and ranges.</summary>
    public IReadOnlyList<HyperParameter> HyperParameters => HyperParameter.Of(Type);

    /// <summary>Whether every hyper-parameter has a default, so that the name alone makes a loss.</summary>
    public bool HasDefaults => HyperParameters.All(p => p.HasDefault);

    /// <summary>Makes the loss from named values; what is not named takes its default.</summary>
    /// <exception cref="LossException">A name is unknown, a value is missing or outside its range.</exception>
    public PreferenceLoss Create(IReadOnlyDictionary<string, object?> values)
    {
        var parameters = HyperParameters;
        var used = 0;
        var arguments = new object?[parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (values.TryGetValue(parameters[i].Name, out arguments[i]))
                used++;
            else if (parameters[i].HasDefault)
                arguments[i] = parameters[i].Default;
            else
                throw new LossException($"{Name}: {parameters[i].Name} has no default and must be given: "
                    + $"{parameters[i].Kind}.");
        }
        if (used < values.Count)
            throw Unknown(values.Keys.First(k => parameters.All(p => p.Name != k)));
        try
        {
            return (PreferenceLoss)HyperParameter.Constructor(Type).Invoke(arguments);
        }
        catch (System.Reflection.TargetInvocationException e) when (e.InnerException is LossException inner)
        {
            throw inner;
        }
    }

    internal LossException Unknown(string setting) => new(
        $"{Name} has no setting '{setting}'.{Spelling.Hint(setting, HyperParameters.Select(p => p.Name))} Settings: "
        + (HyperParameters.Count == 0 ? "none" : string.Join(", ", HyperParameters.Select(p => p.Name))) + ".");
}
