namespace ResearchKit.Notebooks.Tests.Sessions;

/// <summary>A library's call that cannot be woken.</summary>
public static class Stubborn
{
    private static readonly ManualResetEventSlim Gate = new();

    /// <summary>Returns after <see cref="Release"/>, whatever interrupts it.</summary>
    /// <param name="begun">Called first.</param>
    public static void Wait(Action begun)
    {
        begun();
        while (!Gate.IsSet)
        {
            try
            {
                Gate.Wait();
            }
            catch (ThreadInterruptedException)
            {
                // On purpose.
            }
        }
    }

    /// <summary>Lets <see cref="Wait"/> return.</summary>
    public static void Release() => Gate.Set();
}
