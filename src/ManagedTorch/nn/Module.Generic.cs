namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What can be called with one input.</summary>
        public interface IModule<T, TResult>
        {
            /// <summary>Computes the result from the input.</summary>
            TResult call(T input1);
        }

        /// <summary>What can be called with two inputs.</summary>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Computes the result from the inputs.</summary>
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>What can be called with three inputs.</summary>
        public interface IModule<T1, T2, T3, TResult>
        {
            /// <summary>Computes the result from the inputs.</summary>
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>
        /// A module of one input: derive from it and implement <see cref="forward"/>; use it through
        /// <see cref="call"/>.
        /// </summary>
        public abstract class Module<T, TResult>
            : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>,
            IModule<T, TResult>
        {
            /// <summary>Makes a module of that name.</summary>
            protected Module(string name) : base(name) { }

            /// <summary>Computes the result; implement it here, but use <see cref="call"/>, which runs the hooks
            /// too.</summary>
            public abstract TResult forward(T input);

            /// <summary>Runs <see cref="forward"/> with the hooks around it.</summary>
            public TResult call(T input)
            {
                if (!HasHooks) return forward(input);
                RunModulePreHooks();
                foreach (var (_, hook) in PreHooks ?? []) input = hook(this, input);
                TResult result = forward(input);
                RunModulePostHooks();
                foreach (var (_, hook) in PostHooks ?? []) result = hook(this, input, result);
                return result;
            }
        }

        /// <summary>A module of two inputs.</summary>
        public abstract class Module<T1, T2, TResult>
            : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1,
            T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>,
                IModule<T1, T2, TResult>
        {
            /// <summary>Makes a module of that name.</summary>
            protected Module(string name) : base(name) { }

            /// <summary>Computes the result; implement it here, but use <see cref="call"/>, which runs the hooks
            /// too.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Runs <see cref="forward"/> with the hooks around it.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                if (!HasHooks) return forward(input1, input2);
                RunModulePreHooks();
                foreach (var (_, hook) in PreHooks ?? [])
                    if (hook(this, input1, input2) is { } changed) (input1, input2) = changed;
                TResult result = forward(input1, input2);
                RunModulePostHooks();
                foreach (var (_, hook) in PostHooks ?? []) result = hook(this, input1, input2, result);
                return result;
            }
        }

        /// <summary>A module of three inputs.</summary>
        public abstract class Module<T1, T2, T3, TResult>
            : HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2,
            T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>,
                IModule<T1, T2, T3, TResult>
        {
            /// <summary>Makes a module of that name.</summary>
            protected Module(string name) : base(name) { }

            /// <summary>Computes the result; implement it here, but use <see cref="call"/>, which runs the hooks
            /// too.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>Runs <see cref="forward"/> with the hooks around it.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                if (!HasHooks) return forward(input1, input2, input3);
                RunModulePreHooks();
                foreach (var (_, hook) in PreHooks ?? [])
                    if (hook(this, input1, input2, input3) is { } changed) (input1, input2, input3) = changed;
                TResult result = forward(input1, input2, input3);
                RunModulePostHooks();
                foreach (var (_, hook) in PostHooks ?? []) result = hook(this, input1, input2, input3, result);
                return result;
            }
        }
    }
}
