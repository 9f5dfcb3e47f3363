namespace LeNetLab.Benchmarks.Programs;

/// <summary>The built program, run as the Makefile runs it.</summary>
/// <param name="assembly">Its <c>lenetlab.dll</c>, or null.</param>
/// <param name="clock">Times it.</param>
internal sealed class LenetlabProgram(string? assembly, TimeProvider clock)
{
    /// <summary>Why it cannot be run; null if it can.</summary>
    public string? Missing => assembly is null
        ? "--lenetlab <lenetlab.dll> names the program (make bench does)"
        : File.Exists(assembly) ? null : $"there is no {assembly}; make bench builds it";

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It did not answer with 0.</exception>
    public ProgramEnd Run(string? folder, params IReadOnlyList<string> arguments)
    {
        ProgramCommand command = ProgramCommand.Dotnet(Path.GetFullPath(assembly!), arguments) with { Folder = folder };
        using RunningProgram running = RunningProgram.Start(command, clock);
        ProgramEnd end = running.Wait();
        return end.ExitCode == 0 ? end : throw new InvalidOperationException(
            $"lenetlab {string.Join(' ', arguments)}: {end.Failure}");
    }

    /// <summary>Runs a sweep from its spec to its report, in a results folder of its own.</summary>
    /// <param name="folder">Holds <c>digits/</c> and receives spec and results.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="workers">Runs at a time.</param>
    public ProgramEnd Sweep(string folder, string spec, int workers)
    {
        string results = Path.Combine(folder, "results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);
        string file = Path.Combine(folder, "bench.yaml");
        File.WriteAllText(file, spec);
        return Run(folder, "run", file, "--results", results, "--workers", $"{workers}");
    }
}
