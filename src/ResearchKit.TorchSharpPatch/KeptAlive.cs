using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace ResearchKit.TorchSharpPatch;

/// <summary>
/// Makes TorchSharp safe beside the garbage collector. Its methods pass native pointers of tensors, scalars and
/// modules to libtorch and then forget the objects; where the caller forgets them, too, as in <c>(a * 2) + b</c>, their
/// finalizers may free the memory while libtorch reads it, and the process ends with a segmentation fault. Every
/// method that calls native code gets a <see cref="GC.KeepAlive"/> for each of its arguments before it returns, and
/// sequences are made before their pointers are taken. The calls cost nothing: the compiler emits no code for them.
/// </summary>
internal static class KeptAlive
{
    /// <summary>Rewrites TorchSharp.dll.</summary>
    /// <param name="path">The assembly, which is replaced.</param>
    /// <returns>How many methods were changed.</returns>
    public static int Apply(string path)
    {
        int changed = 0;
        using (var module = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true }))
        {
            var references = new References(module);
            foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(CallsNativeCode))
            {
                if (Extend(method, references)) changed++;
            }

            module.Write(path);
        }

        return changed;
    }

    private static bool CallsNativeCode(MethodDefinition method) =>
        method.HasBody && method.Body.Instructions.Any(i =>
            i.OpCode.Code is Code.Call && i.Operand is MethodDefinition { IsPInvokeImpl: true });

    private static bool Extend(MethodDefinition method, References references)
    {
        // A finalizer's own object is dead anyhow; a constructor's is what the caller is about to hold.
        if (method.Name == "Finalize") return false;
        ParameterDefinition[] arguments =
        [
            .. method.HasThis && !method.IsConstructor && !method.DeclaringType.IsValueType
                ? [method.Body.ThisParameter] : (ParameterDefinition[])[],
            .. method.Parameters.Where(p => IsObject(p.ParameterType)),
        ];
        if (arguments.Length == 0) return false;
        var body = method.Body;
        body.SimplifyMacros();
        var il = body.GetILProcessor();
        foreach (var exit in body.Instructions.Where(i => i.OpCode == OpCodes.Ret).ToArray())
            KeepUntil(il, exit, arguments, references.KeepAlive);
        var first = body.Instructions[0];
        foreach (var sequence in arguments.Where(p => References.IsTensorSequence(p.ParameterType)))
            Make(il, first, sequence, references);
        body.OptimizeMacros();
        return true;
    }

    /// <summary>Before a return: branches that led to it lead to the first of the new instructions.</summary>
    private static void KeepUntil(
        ILProcessor il, Instruction exit, ParameterDefinition[] arguments, MethodReference keepAlive)
    {
        var last = exit;
        foreach (var (i, argument) in arguments.Index())
        {
            var load = il.Create(OpCodes.Ldarg, argument);
            if (i == 0) (exit.OpCode, exit.Operand) = (load.OpCode, load.Operand);
            else Append(load);
            Append(il.Create(OpCodes.Call, keepAlive));
        }

        Append(il.Create(OpCodes.Ret));

        void Append(Instruction instruction)
        {
            il.InsertAfter(last, instruction);
            last = instruction;
        }
    }

    /// <summary>A query makes its tensors anew whenever it is gone through: they are made once, and kept.</summary>
    private static void Make(ILProcessor il, Instruction first, ParameterDefinition sequence, References references)
    {
        foreach (var instruction in (Instruction[])
        [
            il.Create(OpCodes.Ldarg, sequence), il.Create(OpCodes.Brfalse, first),
            il.Create(OpCodes.Ldarg, sequence), il.Create(OpCodes.Call, references.ToArray(sequence.ParameterType)),
            il.Create(OpCodes.Starg, sequence),
        ])
            il.InsertBefore(first, instruction);
    }

    private static bool IsObject(TypeReference type) =>
        !type.IsByReference && !type.IsPointer && !type.IsGenericParameter && !type.IsValueType
        && type.MetadataType is not (MetadataType.String or MetadataType.FunctionPointer);

    /// <summary>What the new instructions call, as this module names it.</summary>
    private sealed class References(ModuleDefinition module)
    {
        private readonly MethodReference _toArray = module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<GenericInstanceMethod>()
            .First(m => m is { Name: "ToArray", DeclaringType.FullName: "System.Linq.Enumerable" }).ElementMethod;

        public MethodReference KeepAlive { get; } = new("KeepAlive", module.TypeSystem.Void,
            new TypeReference("System", "GC", module, module.TypeSystem.CoreLibrary))
        {
            Parameters = { new ParameterDefinition(module.TypeSystem.Object) },
        };

        public static bool IsTensorSequence(TypeReference type) =>
            type is GenericInstanceType { ElementType.FullName: "System.Collections.Generic.IEnumerable`1" } sequence
            && sequence.GenericArguments[0].FullName == "TorchSharp.torch/Tensor";

        public MethodReference ToArray(TypeReference sequence) => new GenericInstanceMethod(_toArray)
        {
            GenericArguments = { ((GenericInstanceType)sequence).GenericArguments[0] },
        };
    }
}
