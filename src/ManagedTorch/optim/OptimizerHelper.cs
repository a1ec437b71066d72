using ManagedTorch.Saving;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Groups, states and their saving, which all optimizers share.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private protected OptimizerOptions Defaults = null!;

    /// <summary>An optimizer without groups.</summary>
    public OptimizerHelper() { }

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters() => Groups.SelectMany(g => g.Slots).Select(s => s.Parameter);

    /// <inheritdoc/>
    public override void zero_grad()
    {
        foreach (ParamGroup group in Groups)
            foreach ((Parameter parameter, _) in group.Slots) parameter.ClearGradient(setToNone: true);
    }

    /// <summary>Options and state as they are now: live objects, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (ParamGroup group in Groups)
        {
            dictionary.Options.Add(group.Options);
            dictionary.StateIndexRef.Add(Enumerable.Range(dictionary.State.Count, group.Slots.Length).ToList());
            dictionary.State.AddRange(group.Slots.Select(s => s.State));
        }
        return dictionary;
    }

    /// <summary>
    /// Takes over a copy of the options and states of an optimizer of the same kind over parameters of the same shapes.
    /// </summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        int[] here = Groups.Select(g => g.Slots.Length).ToArray();
        int[] there = state_dict.StateIndexRef.Select(r => r.Count).ToArray();
        if (!here.AsSpan().SequenceEqual(there))
            throw new ArgumentException(
                $"The state is of groups with {string.Join(", ", there)} parameters; this optimizer's " +
                $"have {string.Join(", ", here)}.", nameof(state_dict));
        for (int g = 0; g < Groups.Count; g++)
        {
            Groups[g].Options.LoadStateDict(state_dict.Options[g]);
            for (int p = 0; p < here[g]; p++)
                Groups[g].Slots[p].State.LoadStateDict(state_dict.State[state_dict.StateIndexRef[g][p]]);
        }
    }

    /// <summary>Saves options and state in TorchSharp's own format.</summary>
    /// <param name="location">The file; it is complete or not there.</param>
    public void save_state_dict(string location) => WholeFile.Write(location, save_state_dict);

    /// <summary>Writes options and state in TorchSharp's own format.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        StateDictionary state = state_dict();
        writer.Write(GetType().Name);
        Leb128.Write(writer, state.Options.Count);
        Leb128.Write(writer, state.State.Count);
        foreach (OptimizerOptions options in state.Options) options.SaveStateDict(writer);
        foreach (OptimizerState one in state.State) one.SaveStateDict(writer);
    }

    /// <summary>
    /// Loads what <see cref="save_state_dict(string)"/> wrote, here or in TorchSharp; steps go on as if they had never
    /// been interrupted. Nothing is changed when anything is wrong.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another optimizer or model.</exception>
    public void load_state_dict(string location) => Take(WholeFile.Read(location, ReadState));

    /// <exception cref="InvalidDataException">The bytes are damaged, or of another optimizer or model.</exception>
    public void load_state_dict(BinaryReader reader) => Take(ReadState(reader));

    private void Take(StateDictionary saved)
    {
        load_state_dict(saved);
        Free(saved);
    }

    private static void Free(StateDictionary saved)
    {
        foreach (OptimizerState state in saved.State) (state as IDisposable)?.Dispose();
    }

    private StateDictionary ReadState(BinaryReader reader)
    {
        StateDictionary here = state_dict();
        string name = TensorFormat.ReadName(reader);
        if (name != GetType().Name)
            throw new InvalidDataException($"The file holds the state of '{name}', not of {GetType().Name}.");
        (long options, long states) = (Leb128.Read(reader), Leb128.Read(reader));
        if (options != here.Options.Count || states != here.State.Count)
            throw new InvalidDataException(
                $"The file holds {options} parameter groups " +
                $"with {states} parameters; this optimizer has {here.Options.Count} with {here.State.Count}.");
        var saved = new StateDictionary();
        saved.StateIndexRef.AddRange(here.StateIndexRef);
        try
        {
            foreach (OptimizerOptions one in here.Options)
            {
                saved.Options.Add(one.Clone());
                saved.Options[^1].LoadStateDict(reader);
            }
            foreach ((Parameter parameter, _) in Groups.SelectMany(g => g.Slots))
            {
                saved.State.Add(NewState(parameter));
                saved.State[^1].LoadStateDict(reader);
            }
            return saved;
        }
        catch
        {
            Free(saved);
            throw;
        }
    }

    /// <summary>Of the first group; set for all.</summary>
    private protected double MomentumOfAll
    {
        get => ((optim.IMomentum)Groups[0]).Momentum;
        set
        {
            foreach (ParamGroup group in Groups) ((optim.IMomentum)group).Momentum = value;
        }
    }

    /// <summary>Of the first group; set for all.</summary>
    private protected (double, double) BetasOfAll
    {
        get => ((optim.IBetas)Groups[0]).Betas;
        set
        {
            foreach (ParamGroup group in Groups) ((optim.IBetas)group).Betas = value;
        }
    }

    private protected virtual OptimizerState NewState(Parameter parameter) =>
        throw new NotImplementedException($"{GetType().Name} keeps no state.");

    private protected void AddGroup(ParamGroup group)
    {
        Parameter[] parameters = group.Parameters.ToArray();
        HashSet<Parameter> known = [.. this.parameters()];
        if (parameters.Any(p =>
            !known.Add(p)))
            throw new ArgumentException($"A parameter is given to {GetType().Name} twice.", nameof(group));
        if (parameters.FirstOrDefault(p => p._dtype is not (ScalarType.Float32 or ScalarType.Float64)) is { } wrong)
            throw new ArgumentException($"{GetType().Name} updates float32 and float64; a parameter is {wrong._dtype}.",
                nameof(group));
        group.Options.Complete(Defaults);
        if (group.Options.InitialLearningRate == 0) group.Options.InitialLearningRate = group.LearningRate;
        group.Slots = parameters.Select(p => (p, NewState(p))).ToArray();
        foreach ((_, OptimizerState state) in group.Slots) state.Initialize(group.Options);
        Groups.Add(group);
    }

    /// <summary>Runs the closure with gradients on, then <see cref="Update"/> for every group, outside
    /// autograd.</summary>
    private protected Tensor Step(Func<Tensor>? closure)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using IDisposable _ = enable_grad();
            loss = closure();
        }
        using (no_grad())
        {
            foreach (ParamGroup group in Groups) Update(group);
        }
        return loss!;
    }

    private protected virtual void Update(ParamGroup group) =>
        throw new NotImplementedException($"{GetType().Name} does not implement step.");
}
