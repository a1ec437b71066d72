using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Marks modules that hold no parameters, buffers or submodules.</summary>
public interface IParameterLessModule;

/// <summary>A module of one input that computes and holds nothing: registering anything in it is an error.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    /// <summary>Makes a module of that name.</summary>
    protected ParameterLessModule(string name) : base(name) { }

    /// <summary>Always an error: this module holds nothing.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Rejected(name);

    /// <summary>Always an error: this module holds nothing.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_parameter(string name, Parameter param) => throw Rejected(name);

    /// <summary>Always an error: this module holds nothing.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_module(string name, nn.Module submodule) => throw Rejected(name);

    private InvalidOperationException Rejected(string name) =>
        new($"{GetName()} has no parameters, buffers or submodules; '{name}' cannot be registered in it.");
}

/// <summary>A module of two inputs that computes and holds nothing: registering anything in it is an error.</summary>
public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>, IParameterLessModule
{
    /// <summary>Makes a module of that name.</summary>
    protected ParameterLessModule(string name) : base(name) { }

    /// <summary>Always an error: this module holds nothing.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Rejected(name);

    /// <summary>Always an error: this module holds nothing.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_parameter(string name, Parameter param) => throw Rejected(name);

    /// <summary>Always an error: this module holds nothing.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_module(string name, nn.Module submodule) => throw Rejected(name);

    private InvalidOperationException Rejected(string name) =>
        new($"{GetName()} has no parameters, buffers or submodules; '{name}' cannot be registered in it.");
}
