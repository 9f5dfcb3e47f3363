using LeNetLab.Benchmarks.Loads;
using LeNetLab.Benchmarks.Programs;

namespace LeNetLab.Benchmarks.Peer;

/// <summary>LeNet-5 in PyTorch, one process a core, as its README says that it is fastest.</summary>
/// <param name="python">The Python that runs it.</param>
/// <param name="script">The script.</param>
/// <param name="digits">A folder with the four compressed IDX files.</param>
/// <param name="clock">Times it.</param>
internal sealed class PeerScript(string python, string script, string digits, TimeProvider clock)
{
    // Without the first two, the BLAS threads of several processes fight each other for the cores.
    private static readonly Dictionary<string, string> OneThread = new()
    {
        ["OMP_NUM_THREADS"] = "1",
        ["OPENBLAS_NUM_THREADS"] = "1",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    };

    /// <summary>Why it cannot be run, in a phrase; null if it can.</summary>
    public static string? Missing(string python, string? script, TimeProvider clock)
    {
        if (script is null)
            return "--peer <script> names the peer (make bench PEER=…; ../shared/peer/lenet5_pytorch.py is looked for)";
        if (!File.Exists(script))
            return $"there is no {script}";
        ProgramEnd? end = RunningProgram.TryRun(new ProgramCommand(python, ["-c", "import torch, numpy"]), clock);
        if (end is null)
            return $"there is no {python}; PYTHON=<program> names another";
        return end.ExitCode == 0
            ? null
            : $"{python} has no torch (Debian: apt-get install python3-torch; PYTHON=<program> names another)";
    }

    /// <summary>One process on one core: what it says of its own training.</summary>
    public PeerOutput Train(int images) => Train(images, epochs: 1, processes: 1, evaluate: false).Outputs[0];

    /// <summary>One process on an NVIDIA card.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public PeerOutput TrainOnCard(int images)
    {
        ProgramCommand command = Command(images, epochs: 1, evaluate: false, seed: 0);
        using RunningProgram program = RunningProgram.Start(
            command with { Arguments = [.. command.Arguments, "--device", "cuda"] }, clock);
        ProgramEnd end = program.Wait();
        return end.ExitCode == 0
            ? PeerOutput.Parse(end.Output)
            : throw new InvalidOperationException($"{script}: {end.Failure}");
    }

    /// <summary>Several processes side by side, each with the whole of its work.</summary>
    /// <returns>What they printed, and the time from before the first's start to after the last's exit.</returns>
    /// <exception cref="InvalidOperationException">One of them failed.</exception>
    public (IReadOnlyList<PeerOutput> Outputs, TimeSpan Elapsed) Train(
        int images, int epochs, int processes, bool evaluate)
    {
        long begin = clock.GetTimestamp();
        var running = new List<RunningProgram>();
        ProgramEnd[] ends;
        TimeSpan elapsed;
        try
        {
            for (int seed = 0; seed < processes; seed++)
                running.Add(RunningProgram.Start(Command(images, epochs, evaluate, seed), clock));
            ends = [.. running.Select(program => program.Wait())];
            elapsed = clock.GetElapsedTime(begin);
        }
        finally
        {
            running.ForEach(program => program.Dispose());
        }

        if (ends.FirstOrDefault(end => end.ExitCode != 0) is { } failed)
            throw new InvalidOperationException($"{script}: {failed.Failure}");
        return ([.. ends.Select(end => PeerOutput.Parse(end.Output))], elapsed);
    }

    private ProgramCommand Command(int images, int epochs, bool evaluate, int seed)
    {
        string[] evaluation = evaluate ? ["--eval"] : [];
        return new ProgramCommand(
            python,
            [
                script, "--data", digits, "--batch", $"{TrainingLoad.UsualBatch}", "--threads", "1", "--channels-last",
                "--limit", $"{images}", "--epochs", $"{epochs}", "--seed", $"{seed}", .. evaluation,
            ])
        {
            Environment = OneThread,
        };
    }
}
