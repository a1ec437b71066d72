namespace TorchSharp.Utils;

/// <summary>The name under which a module's field is registered, where it should differ from the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    /// <summary>The name in <c>named_parameters</c> and in the state dictionary.</summary>
    public string Name { get; set; } = "";
}
