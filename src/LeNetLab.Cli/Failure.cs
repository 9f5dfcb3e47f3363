using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Launchers;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli;

/// <summary>What becomes of an exception that reaches the top: a message and an exit code.</summary>
internal static class Failure
{
    /// <summary>Says what went wrong.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="error">Receives the message.</param>
    /// <param name="word">Words the command that helps.</param>
    /// <param name="withTrace">Whether to add the stack trace (LENETLAB_DEBUG=1).</param>
    public static int Report(
        Exception exception, TextWriter error, Func<NextStep, string> word, bool withTrace)
    {
        bool refused = exception is SpecException or DatasetException or ResultsException or SweepRefusedException
            or EngineUnavailableException or LaunchException or RefusedException;
        if (refused || exception is RecordingException)
            error.WriteLine(exception.Message + Next(exception, word));
        else
            error.WriteLine(StorageFault.Is(exception) ? OutOfReach(exception) : Unexpected(exception));
        if (exception is SpecException { Errors.Count: var count })
            error.WriteLine($"Refused: {Counted.Of(count, "mistake")}; nothing ran.");
        if (withTrace)
            error.WriteLine(exception);
        return refused ? ExitCode.Refused : ExitCode.SomeFailed;
    }

    private static string Next(Exception exception, Func<NextStep, string> word) =>
        exception is ResultsException { Next: { } step } ? $" Next: {word(step)}" : "";

    private static string OutOfReach(Exception exception) =>
        $"Results cannot be written or read: {StorageFault.Describe(exception)} "
        + "What was recorded before stays, and the same command goes on when that is mended.";

    private static string Unexpected(Exception exception) =>
        $"Stopped by an error that should not happen: {exception.Message} ({exception.GetType().Name}) "
        + "What was recorded before stays. LENETLAB_DEBUG=1 shows where it happened.";
}
