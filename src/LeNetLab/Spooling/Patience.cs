namespace LeNetLab.Spooling;

/// <summary>How long what cannot be written is waited for.</summary>
/// <param name="Calm">A write that takes longer goes on in the background; training does not wait for it.</param>
/// <param name="FirstPause">Before a failed write is tried again; each pause is twice the one before.</param>
/// <param name="LongestPause">No pause is longer.</param>
/// <param name="MostInMemory">
/// Results that are held in memory where not even the spool takes them: of a quarter of a megabyte each. Who brings
/// more waits.
/// </param>
public sealed record Patience(TimeSpan Calm, TimeSpan FirstPause, TimeSpan LongestPause, int MostInMemory)
{
    /// <summary>What is usual.</summary>
    public static readonly Patience Usual =
        new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 256);
}
