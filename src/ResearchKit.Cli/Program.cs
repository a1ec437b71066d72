using ResearchKit.Cli;

// Exit, not return: a thread that a notebook left running must not keep the process.
Environment.Exit(await Application.RunAsync(args));
