using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Lets the methods and loops of an assembly that was built here ask whether the cell that called them is to stop, as
/// the code of cells does: nothing else can end an endless loop in a library (see <see cref="CellStop"/>).
/// </summary>
internal static class StoppableAssembly
{
    /// <summary>The assembly of a file, which asks if the file was built here: its symbols stand beside it.</summary>
    /// <param name="path">The assembly's file, which stays as it is.</param>
    /// <param name="image">What is in it.</param>
    public static byte[] Of(string path, byte[] image)
    {
        if (!File.Exists(Path.ChangeExtension(path, ".pdb"))) return image;
        try
        {
            using var module = ModuleDefinition.ReadModule(new MemoryStream(image));
            var poll = module.ImportReference(typeof(CellStop).GetMethod(nameof(CellStop.Poll)));
            foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(Asks)) Ask(method, poll);
            using var stoppable = new MemoryStream();
            module.Write(stoppable);
            return stoppable.ToArray();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Code of a kind that is not understood runs as it was built.
            return image;
        }
    }

    // A type whose initializer was stopped could never be used again.
    private static bool Asks(MethodDefinition method) =>
        method.HasBody && !method.IsGetter && !method.IsSetter
        && method is not { IsConstructor: true, IsStatic: true } && method.Name != "Finalize";

    /// <summary>Asks at the start and wherever a jump leads back to.</summary>
    private static void Ask(MethodDefinition method, MethodReference poll)
    {
        var body = method.Body;
        body.SimplifyMacros();
        var at = body.Instructions.Index().ToDictionary(i => i.Item, i => i.Index);
        Instruction[] places =
        [
            .. body.Instructions.SelectMany(jump => Targets(jump).Where(target => at[target] <= at[jump]))
                .Append(body.Instructions[0]).Distinct(),
        ];
        var il = body.GetILProcessor();
        foreach (var place in places)
        {
            // In place: jumps and the borders of exception handlers that name the instruction then name the call.
            var moved = il.Create(OpCodes.Nop);
            (moved.OpCode, moved.Operand) = (place.OpCode, place.Operand);
            (place.OpCode, place.Operand) = (OpCodes.Call, poll);
            il.InsertAfter(place, moved);
        }

        body.OptimizeMacros();
    }

    private static IEnumerable<Instruction> Targets(Instruction jump) => jump.Operand switch
    {
        Instruction target => [target],
        Instruction[] targets => targets,
        _ => [],
    };
}
