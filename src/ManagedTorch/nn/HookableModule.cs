namespace TorchSharp;

public static partial class torch
{
    /// <summary>Modules, their parameters, losses and functions, as in <c>torch.nn</c>.</summary>
    public static partial class nn
    {
        /// <summary>A module whose calls can be observed and changed by hooks before and after
        /// <c>forward</c>.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private protected List<(string Key, TPreHook Hook)>? PreHooks;
            private protected List<(string Key, TPostHook Hook)>? PostHooks;
            private protected List<(string Key, Action<Module> Hook)>? ModulePreHooks;
            private protected List<(string Key, Action<Module> Hook)>? ModulePostHooks;
            private int _hooksMade;

            /// <summary>Makes a module of that name without hooks.</summary>
            protected HookableModule(string name) : base(name) { }

            /// <summary>Whether a call has anything to do besides <c>forward</c>.</summary>
            private protected bool HasHooks =>
                (PreHooks ?? PostHooks ?? ModulePreHooks ?? (object?)ModulePostHooks) is not null;

            /// <summary>Adds a hook that sees, and may replace, the result of every call.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Add(ref PostHooks, hook);

            /// <summary>Adds an action that runs after every call.</summary>
            public HookRemover register_forward_hook(Action<Module> hook) => Add(ref ModulePostHooks, hook);

            /// <summary>Adds a hook that sees, and may replace, the inputs of every call.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(ref PreHooks, hook);

            /// <summary>Adds an action that runs before every call.</summary>
            public HookRemover register_forward_pre_hook(Action<Module> hook) => Add(ref ModulePreHooks, hook);

            private protected void RunModulePreHooks()
            {
                if (ModulePreHooks is null) return;
                foreach ((_, Action<Module> hook) in ModulePreHooks) hook(this);
            }

            private protected void RunModulePostHooks()
            {
                if (ModulePostHooks is null) return;
                foreach ((_, Action<Module> hook) in ModulePostHooks) hook(this);
            }

            private HookRemover Add<THook>(ref List<(string, THook)>? hooks, THook hook)
            {
                ArgumentNullException.ThrowIfNull(hook);
                string key = (_hooksMade++).ToString(System.Globalization.CultureInfo.InvariantCulture);
                (hooks ??= []).Add((key, hook));
                return new HookRemover(this, key);
            }

            private void Remove(string key)
            {
                Drop(ref PreHooks);
                Drop(ref PostHooks);
                Drop(ref ModulePreHooks);
                Drop(ref ModulePostHooks);

                void Drop<THook>(ref List<(string Key, THook)>? hooks)
                {
                    hooks?.RemoveAll(h => h.Key == key);
                    if (hooks is { Count: 0 }) hooks = null;
                }
            }

            /// <summary>Takes a hook off its module again.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> _module;
                private readonly string _key;

                /// <summary>What takes the hook of that key off a module.</summary>
                public HookRemover(HookableModule<TPreHook, TPostHook> module, string key) =>
                    (_module, _key) = (module, key);

                /// <summary>Takes the hook off; a second call does nothing.</summary>
                public void remove() => _module.Remove(_key);
            }
        }
    }
}
