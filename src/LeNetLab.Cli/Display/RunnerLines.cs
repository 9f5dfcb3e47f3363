using LeNetLab.Results.Runners;

namespace LeNetLab.Cli.Display;

/// <summary>What is said of a runner, and of each run that it has.</summary>
internal static class RunnerLines
{
    /// <summary>The runner itself, in one line.</summary>
    /// <param name="runner">Null where a program that knew of no runners left its runs.</param>
    /// <param name="sight">What is seen of it.</param>
    public static string Of(RunnerRow? runner, RunnerSight sight)
    {
        string name = runner is null ? "an older lenetlab" : $"{runner.Host} pid {runner.Pid}";
        return name + sight.State switch
        {
            RunnerState.Alive => $": alive, since {runner!.StartedAt}",
            RunnerState.Stopped => $": stopped (SIGSTOP), since {runner!.StartedAt}",
            RunnerState.Silent => $": no sign of life for {Wording.Duration(sight.Silence)}",
            _ => ": gone",
        };
    }

    /// <summary>One of its runs, in one line.</summary>
    public static string Of(RunUnderWay run, RunnerSight sight)
    {
        int epoch = Math.Min(run.EpochsDone + 1, run.EpochsInAll);
        string how = sight.IsAtWork || sight.State == RunnerState.Silent
            ? $"epoch {epoch}/{run.EpochsInAll}, since {run.StartedAt}"
            : $"interrupted in epoch {epoch}/{run.EpochsInAll}";
        string experiment = run.Experiment.Length > 0 ? run.Experiment : "of no experiment any longer";
        return $"  {experiment}: {run.Variant} seed {run.Seed}  {how}";
    }
}
