using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ManagedTorch.Tests.Api;

/// <summary>
/// Lists what an assembly offers to its users, a line per type and member:
/// <c>Namespace.Type | kind | public static Result Name(Type parameter = default)</c>.
/// Parameter names, default values, nullability and constraints are part of a line: they are part of the contract.
/// </summary>
internal sealed class ApiListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
        | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();
    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);

    /// <summary>The lines for every visible type whose namespace is <paramref name="root"/> or below it,
    /// sorted.</summary>
    public static IReadOnlyCollection<string> Of(Assembly assembly, string root)
    {
        var listing = new ApiListing();
        foreach (Type type in assembly.GetTypes())
            if (IsVisible(type)
                && (type.Namespace == root || type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true))
                listing.Add(type);
        return listing._lines;
    }

    /// <summary>Whether code outside the assembly can name the type.</summary>
    public static bool IsVisible(Type type) =>
        (type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem)
        && (type.DeclaringType is null || IsVisible(type.DeclaringType));

    private void Add(Type type)
    {
        string name = CSharpName.Of(type);
        void Line(string kind, string text) => _lines.Add($"{name} | {kind} | {text}");
        string access = type.IsNestedFamily ? "protected " : type.IsNestedFamORAssem ? "protected internal "
            : "public ";
        if (type.IsSubclassOf(typeof(MulticastDelegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            Line("0type", $"{access}delegate {Result(invoke)} {name}{Parameters(invoke)}{Constraints(type)}");
            return;
        }
        if (type.IsEnum)
        {
            Line("0type", $"{access}enum {name} : {CSharpName.Of(Enum.GetUnderlyingType(type))}");
            foreach (FieldInfo member in type.GetFields(BindingFlags.Public | BindingFlags.Static))
                Line("enum",
                    $"{member.Name} = {Convert.ToInt64(member.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
            return;
        }
        Line("0type", $"{access}{Keyword(type)} {name}{Bases(type)}{Constraints(type)}");
        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(IsVisible))
            Line("ctor", Access(constructor) + CSharpName.Simple(type) + Parameters(constructor));
        foreach (FieldInfo field in type.GetFields(Declared))
            if (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) Line("field", Describe(field));
        foreach (PropertyInfo property in type.GetProperties(Declared))
            if (Describe(property) is { } text) Line("property", text);
        foreach (EventInfo item in type.GetEvents(Declared))
            if (item.AddMethod is { } add && IsVisible(add))
                Line("event", Describe(item, add));
        foreach (MethodInfo method in type.GetMethods(Declared))
            if (IsVisible(method) && method.Name[0] != '<'
                && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)))
                Line("method", Describe(method));
    }

    private static string Keyword(Type type) =>
        type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static class",
            (true, false) => "abstract class",
            (false, true) => "sealed class",
            _ => "class",
        };

    private static string Bases(Type type)
    {
        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        IEnumerable<string> interfaces = type.GetInterfaces()
            .Where(i => !inherited.Contains(i) && IsVisible(i.IsGenericType ? i.GetGenericTypeDefinition() : i))
            .Select(i => CSharpName.Of(i)).Order(StringComparer.Ordinal);
        IEnumerable<string> parent = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType)
            ? [CSharpName.Of(b)] : [];
        string all = string.Join(", ", parent.Concat(interfaces));
        return all.Length > 0 ? " : " + all : "";
    }

    private string Describe(FieldInfo field)
    {
        string access = field.IsPublic ? "public " : field.IsFamily ? "protected " : "protected internal ";
        string modifier = field.IsLiteral ? "const "
            : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        string value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue(), field.FieldType) : "";
        var type = CSharpName.Of(field.FieldType, _nullability.Create(field), TupleNames(field));
        return $"{access}{modifier}{type} {field.Name}{value}";
    }

    private static string Describe(EventInfo item, MethodInfo add) =>
        $"{Access(add)}{Modifier(add)}event {CSharpName.Of(item.EventHandlerType!)} {item.Name}";

    private string? Describe(PropertyInfo property)
    {
        MethodInfo? getter = property.GetGetMethod(true) is { } g && IsVisible(g) ? g : null;
        MethodInfo? setter = property.GetSetMethod(true) is { } s && IsVisible(s) ? s : null;
        if ((getter ?? setter) is not { } accessor) return null;
        // The accessor's own parameters: the property's throw where the nullability of a type parameter is asked for.
        ParameterInfo[] index = accessor.GetParameters()[..property.GetIndexParameters().Length];
        string name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Describe))}]" : property.Name;
        string get = getter is null ? "" : " get;";
        string set = setter is null ? ""
            : (getter is not null && Access(getter) != Access(setter) ? " " + Access(setter).TrimEnd() : "") +
            (IsInit(setter) ? " init;" : " set;");
        string type = CSharpName.Of(property.PropertyType, _nullability.Create(property), TupleNames(property));
        return $"{Access(accessor)}{Modifier(accessor)}{type} {name} {{{get}{set} }}";
    }

    private string Describe(MethodInfo method)
    {
        string generics = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        string signature = method.Name switch
        {
            "op_Implicit" => $"implicit operator {Result(method)}",
            "op_Explicit" => $"explicit operator {Result(method)}",
            ['o', 'p', '_', ..] => $"{Result(method)} operator {Operator(method.Name)}",
            _ => $"{Result(method)} {method.Name}{generics}",
        };
        string constraints = generics.Length > 0 ? Constraints(method.GetGenericArguments()) : "";
        return Access(method) + Modifier(method) + signature + Parameters(method) + constraints;
    }

    private string Describe(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        var text = new StringBuilder();
        if (parameter.IsDefined(typeof(ParamArrayAttribute), false)) text.Append("params ");
        if (type.IsByRef) text.Append(parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ");
        text.Append(CSharpName.Of(type, _nullability.Create(parameter), TupleNames(parameter))).Append(' ')
            .Append(parameter.Name);
        if (parameter.HasDefaultValue) text.Append(" = ").Append(Literal(parameter.RawDefaultValue, type));
        else if (parameter.IsOptional) text.Append(" = default");
        return text.ToString();
    }

    private string Result(MethodInfo method) =>
        CSharpName.Of(method.ReturnType, _nullability.Create(method.ReturnParameter),
            TupleNames(method.ReturnParameter));

    private string Parameters(MethodBase method)
    {
        string receiver = method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "";
        return $"({receiver}{string.Join(", ", method.GetParameters().Select(Describe))})";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Access(MethodBase method) =>
        method.IsPublic ? "public " : method.IsFamily ? "protected " : "protected internal ";

    private static string Modifier(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface) return "";
        if (method.IsStatic) return "static ";
        if (!method.IsVirtual) return "";
        bool overrides = method.GetBaseDefinition() != method;
        return (method.IsAbstract, overrides, method.IsFinal) switch
        {
            (true, true, _) => "abstract override ",
            (true, false, _) => "abstract ",
            (_, true, true) => "sealed override ",
            (_, true, false) => "override ",
            (_, false, false) => "virtual ",
            _ => "",
        };
    }

    private static string Constraints(Type type) =>
        type.IsGenericTypeDefinition ? Constraints(type.GetGenericArguments()) : "";

    private static string Constraints(Type[] parameters)
    {
        var text = new StringBuilder();
        foreach (Type parameter in parameters)
        {
            GenericParameterAttributes special =
                parameter.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask;
            bool isStruct = special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            var constraints = new List<string>();
            if (parameter.GetCustomAttributesData().Any(a => a.AttributeType.Name == "IsUnmanagedAttribute"))
                constraints.Add("unmanaged");
            else if (isStruct) constraints.Add("struct");
            else if (special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) constraints.Add("class");
            constraints.AddRange(parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType))
                .Select(c => CSharpName.Of(c)));
            if (special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
                constraints.Add("new()");
            if (constraints.Count > 0)
                text.Append(" where ").Append(parameter.Name).Append(" : ").AppendJoin(", ", constraints);
        }
        return text.ToString();
    }

    private static Queue<string?>? TupleNames(ICustomAttributeProvider member) =>
        member.GetCustomAttributes(typeof(TupleElementNamesAttribute), false) is [TupleElementNamesAttribute names]
            ? new Queue<string?>(names.TransformNames) : null;

    private static string Literal(object? value, Type type)
    {
        Type? nullable = Nullable.GetUnderlyingType(type);
        if (value is null or Missing) return type.IsValueType && nullable is null ? "default" : "null";
        Type plain = nullable ?? type;
        if (plain.IsEnum)
            return Enum.GetName(plain, Enum.ToObject(plain, value)) is { } name
                ? $"{CSharpName.Of(plain)}.{name}" : $"({CSharpName.Of(plain)}){value}";
        return value switch
        {
            string s =>
                "\"" + s.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r") + "\"",
            bool b => b ? "true" : "false",
            char c => $"'{c}'",
            float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
            double d => WithPoint(d.ToString("R", CultureInfo.InvariantCulture)),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    /// <summary>A double that prints as a whole number gets <c>.0</c>, so that it cannot be read as an
    /// integer.</summary>
    private static string WithPoint(string number) =>
        number.All(c => char.IsDigit(c) || c == '-') ? number + ".0" : number;

    private static string Operator(string method) => method switch
    {
        "op_Addition" => "+",
        "op_Subtraction" => "-",
        "op_Multiply" => "*",
        "op_Division" => "/",
        "op_Modulus" => "%",
        "op_UnaryNegation" => "-",
        "op_UnaryPlus" => "+",
        "op_LogicalNot" => "!",
        "op_OnesComplement" => "~",
        "op_Equality" => "==",
        "op_Inequality" => "!=",
        "op_LessThan" => "<",
        "op_GreaterThan" => ">",
        "op_LessThanOrEqual" => "<=",
        "op_GreaterThanOrEqual" => ">=",
        "op_BitwiseAnd" => "&",
        "op_BitwiseOr" => "|",
        "op_ExclusiveOr" => "^",
        "op_LeftShift" => "<<",
        "op_RightShift" => ">>",
        "op_True" => "true",
        "op_False" => "false",
        "op_Increment" => "++",
        "op_Decrement" => "--",
        _ => method,
    };
}
