using System.Text;
using LeNetLab.Naming;
using LeNetLab.Specs;

namespace LeNetLab.Launchers.Slurm;

/// <summary>The script that each task executes.</summary>
public static class JobScript
{
    /// <summary>The script's text.</summary>
    /// <param name="slurm">What is asked of Slurm.</param>
    /// <param name="program">The program and what it is given first, each by itself.</param>
    /// <param name="batch">What is sent away.</param>
    public static string Of(SlurmSpec slurm, IReadOnlyList<string> program, BatchFolder batch)
    {
        ArgumentNullException.ThrowIfNull(slurm);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(batch);
        var script = new StringBuilder("#!/bin/bash\n");
        Ask("partition", slurm.Partition);
        Ask("time", slurm.Time);
        Ask("gpus", slurm.Gpus);
        Ask("ntasks", "1");
        Ask("cpus-per-task", $"{slurm.Cpus ?? 1}");
        Ask("mem", slurm.Memory);
        foreach (string option in slurm.Extra ?? [])
            script.Append($"#SBATCH {option}\n");
        script.Append("# Slurm executes a copy of this: every path is a whole one. $1 is the array's first task.\n");
        foreach (string line in slurm.Setup ?? [])
            script.Append(line).Append('\n');
        string command = string.Join(' ', program.Select(ShellWord.Quoted));
        return script.Append(
            $"exec {command} work {ShellWord.Quoted(batch.Path)} --task \"$(($1 + SLURM_ARRAY_TASK_ID))\"\n").ToString();

        void Ask(string option, string? value)
        {
            if (value is not null)
                script.Append($"#SBATCH --{option}={value}\n");
        }
    }
}
