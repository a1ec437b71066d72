using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Fields that <see cref="RegisterComponents"/> looked at, with what they held; null before it
            /// ran.</summary>
            private List<(FieldInfo Field, object? Value)>? _registeredFields;

            /// <summary>
            /// Registers the fields of this class that hold a parameter, a buffer (any other tensor) or a module, under
            /// the field's name, in the order of their declaration. Call it at the end of the constructor: a field that
            /// is assigned later would be trained by nobody and saved nowhere, so that is an error when the module is
            /// next asked for its parts.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                CheckRegistered(lateIsError: false); // a derived class calls this again after its base class has
                var fields = new List<(FieldInfo, object?)>();
                foreach (FieldInfo field in ComponentFields(GetType()))
                {
                    object? value = field.GetValue(this);
                    fields.Add((field, value));
                    string name = ComponentName(field);
                    if (value is null || IsRegistered(name)) continue;
                    if (value is Module module) register_module(name, module);
                    else if (value is Modules.Parameter parameter) register_parameter(name, parameter);
                    else register_buffer(name, (Tensor)value);
                }
                _registeredFields = fields;
            }

            /// <summary>
            /// Adds a tensor that is saved but not trained. As in TorchSharp it stays in the dispose scope it was made
            /// in:
            /// detach it where the module outlives that scope.
            /// </summary>
            /// <exception cref="ArgumentException">The name is empty, contains a dot or is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckNewName(name);
                _buffersByName.Add(name, (tensor, persistent));
            }

            /// <summary>
            /// Adds a parameter. As in TorchSharp it stays in the dispose scope it was made in, unlike the parameters
            /// of the modules of <c>torch.nn</c>: detach it where the module outlives that scope.
            /// </summary>
            /// <exception cref="ArgumentException">The name is empty, contains a dot or is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                CheckNewName(name);
                _parametersByName.Add(name, param);
            }

            /// <summary>
            /// Adds a submodule, whose parameters and buffers become this module's. As in TorchSharp its fields are
            /// registered first (<see cref="RegisterComponents"/>), where its constructor has not done so.
            /// </summary>
            /// <exception cref="ArgumentException">The name is empty, contains a dot or is taken, or the module would
            /// be its own submodule.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                CheckNewName(name);
                if (ReferenceEquals(submodule, this))
                    throw new ArgumentException($"{GetName()} cannot be its own submodule '{name}'.",
                        nameof(submodule));
                if (submodule._registeredFields is null) submodule.RegisterComponents();
                _submodulesByName.Add(name, submodule);
            }

            /// <inheritdoc cref="register_module"/>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>
            /// Registers a buffer, replaces the one of that name in its place, or removes it when <paramref
            /// name="value"/> is null.
            /// </summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) _buffersByName.Remove(name);
                else if (_buffersByName.ContainsKey(name)) _buffersByName[name] = (value, persistent);
                else register_buffer(name, value, persistent);
            }

            /// <summary>
            /// Registers a parameter, replaces the one of that name in its place, or removes it when <paramref
            /// name="value"/> is null.
            /// </summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) _parametersByName.Remove(name);
                else if (_parametersByName.ContainsKey(name)) _parametersByName[name] = value;
                else register_parameter(name, value);
            }

            /// <summary>Registers a parameter that lives as long as this module, whatever dispose scope it was made
            /// in.</summary>
            private protected void OwnParameter(string name, Parameter parameter)
            {
                parameter.DetachFromDisposeScope();
                register_parameter(name, parameter);
            }

            /// <summary>Registers a buffer that lives as long as this module, whatever dispose scope it was made
            /// in.</summary>
            private protected void OwnBuffer(string name, Tensor buffer)
            {
                buffer.DetachFromDisposeScope();
                register_buffer(name, buffer);
            }

            private protected void ReplaceParameter(string name, Modules.Parameter? value)
            {
                value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(name, value);
            }

            private protected void ReplaceBuffer(string name, Tensor? value)
            {
                value?.DetachFromDisposeScope();
                ConditionallyRegisterBuffer(name, value);
            }

            /// <summary>Forgets the submodules, which are neither disposed of nor changed.</summary>
            protected void ClearModules() => _submodulesByName.Clear();

            private protected void RemoveModule(string name) => _submodulesByName.Remove(name);

            private bool IsRegistered(string name) =>
                _parametersByName.ContainsKey(name) || _buffersByName.ContainsKey(name)
                || _submodulesByName.ContainsKey(name);

            private void CheckNewName(string name)
            {
                if (string.IsNullOrEmpty(name))
                    throw new ArgumentException($"A component of {GetName()} needs a name.", nameof(name));
                if (name.Contains('.'))
                    throw new ArgumentException(
                        $"The name '{name}' in {GetName()} contains a dot, which separates the parts of a path.",
                        nameof(name));
                if (IsRegistered(name))
                    throw new ArgumentException($"{GetName()} already has a component named '{name}'.", nameof(name));
            }

            /// <summary>Fails if a field was given a parameter, module or other buffer that is not
            /// registered.</summary>
            private void CheckRegistration() => CheckRegistered(lateIsError: true);

            private void CheckRegistered(bool lateIsError)
            {
                if (_registeredFields is null) return;
                foreach ((FieldInfo field, object? registered) in _registeredFields)
                {
                    object? now = field.GetValue(this);
                    if (ReferenceEquals(now, registered) || now is null) continue;
                    // a cached tensor is no buffer
                    if (registered is null && (!lateIsError || now is not (Module or Modules.Parameter))) continue;
                    throw new InvalidOperationException(
                        $"Field '{field.Name}' of {GetType().Name} was assigned after RegisterComponents(): what it " +
                        "holds would be neither "
                        + "trained nor saved. Assign every parameter, buffer and submodule before calling " +
                        "RegisterComponents().");
                }
            }

            /// <summary>The instance fields that can hold a component, base classes first, in the order of
            /// declaration.</summary>
            private static IEnumerable<FieldInfo> ComponentFields(Type type)
            {
                if (type.BaseType is null || type.Assembly == typeof(Module).Assembly) return [];
                return ComponentFields(type.BaseType).Concat(type
                    .GetFields(
                        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
                        | BindingFlags.DeclaredOnly)
                    .Where(f => f.FieldType.IsAssignableTo(typeof(Module)) || f.FieldType.IsAssignableTo(typeof(Tensor))
                        || IsModuleInterface(f.FieldType))
                    .OrderBy(f => f.MetadataToken));
            }

            private static bool IsModuleInterface(Type type) =>
                type.IsInterface && type.IsGenericType && type.DeclaringType == typeof(nn)
                && type.Name.StartsWith("IModule`", StringComparison.Ordinal);

            /// <summary>The name given by an attribute, the field's own, or that of the property it stands
            /// behind.</summary>
            private static string ComponentName(FieldInfo field)
            {
                if (field.GetCustomAttribute<ComponentNameAttribute>() is { Name: { Length: > 0 } name }) return name;
                return field.Name[0] == '<' ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
            }
        }
    }
}
