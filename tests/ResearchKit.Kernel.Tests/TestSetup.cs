// Every test speaks to a kernel of its own: side by side they would only wait for each other's cores.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
