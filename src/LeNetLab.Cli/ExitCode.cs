namespace LeNetLab.Cli;

/// <summary>What the program answers its caller with.</summary>
internal static class ExitCode
{
    /// <summary>All that was asked for was done.</summary>
    public const int Done = 0;

    /// <summary>Some runs failed or diverged, or the program broke down.</summary>
    public const int SomeFailed = 1;

    /// <summary>The input was refused; nothing ran.</summary>
    public const int Refused = 2;

    /// <summary>Stopped by Ctrl-C or SIGTERM; the same command goes on.</summary>
    public const int Interrupted = 130;
}
