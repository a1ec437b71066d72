using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Groups, states and their saving, which all optimizers share.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private protected OptimizerOptions Defaults = null!;

    public OptimizerHelper() { }

    public override IEnumerable<Parameter> parameters() => Groups.SelectMany(g => g.Slots).Select(s => s.Parameter);

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
            throw new ArgumentException($"The state is of groups with {string.Join(", ", there)} parameters; this optimizer's have {string.Join(", ", here)}.", nameof(state_dict));
        for (int g = 0; g < Groups.Count; g++)
        {
            Groups[g].Options.LoadStateDict(state_dict.Options[g]);
            for (int p = 0; p < here[g]; p++) Groups[g].Slots[p].State.LoadStateDict(state_dict.State[state_dict.StateIndexRef[g][p]]);
        }
    }

    private protected void AddGroup(ParamGroup group, Func<Parameter, OptimizerState> newState)
    {
        Parameter[] parameters = group.Parameters.ToArray();
        HashSet<Parameter> known = [.. this.parameters()];
        if (parameters.Any(p =>
            !known.Add(p))) throw new ArgumentException($"A parameter is given to {GetType().Name} twice.", nameof(group));
        if (parameters.FirstOrDefault(p => p._dtype is not (ScalarType.Float32 or ScalarType.Float64)) is { } wrong)
            throw new ArgumentException($"{GetType().Name} updates float32 and float64; a parameter is {wrong._dtype}.", nameof(group));
        group.Options.Complete(Defaults);
        if (group.Options.InitialLearningRate == 0) group.Options.InitialLearningRate = group.LearningRate;
        group.Slots = parameters.Select(p => (p, newState(p))).ToArray();
        foreach ((_, OptimizerState state) in group.Slots) state.Initialize(group.Options);
        Groups.Add(group);
    }

    /// <summary>Runs the closure with gradients on, then <see cref="Update"/> for every group, outside autograd.</summary>
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
