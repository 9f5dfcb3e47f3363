using System.Runtime.Versioning;

namespace LeNetLab.Tests.Cli;

/// <summary>
/// The program with programs in Slurm's place that answer as Slurm does; its sbatch executes the tasks at once.
/// </summary>
[UnsupportedOSPlatform("windows")]
[Trait("speed", "slow")]
public sealed class SlurmCommandTests : IDisposable
{
    private const string Config = "scontrol:echo 'MaxArraySize            = 3'";
    private const string Sbatch = """
        sbatch:echo "$*" >> calls
        for option; do case $option in --array=0-*) last=${option#--array=0-};; esac; done
        for task in $(seq 0 "${last%%%*}"); do
          SLURM_ARRAY_JOB_ID=7 SLURM_ARRAY_TASK_ID=$task bash "${@: -2:1}" "${@: -1}" >> output 2>&1
        done
        echo '7;cluster'
        """;

    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void A_sweep_on_Slurm_ends_as_one_on_this_machine()
    {
        Programs(Config, "squeue:", Sbatch, "scancel:");
        Assert.Equal(0, lab.Run("run", "tiny", "--results", "local").Code);

        Answer sent = lab.Run("run", "tiny", "--launcher", "slurm", "--slurm", "throttle=2 extra=--nice");
        Assert.True(sent.Code == 0, sent.Out + sent.Error);
        Assert.Contains("Sent 4 runs as 4 tasks of job arrays 7, 7.", sent.Out, StringComparison.Ordinal);
        Assert.Contains("Next: make collect EXP=tiny", sent.Out, StringComparison.Ordinal);
        Assert.Contains("--array=0-2%2", File.ReadAllText(Path.Combine(lab.Folder, "calls")), StringComparison.Ordinal);

        Answer collected = lab.Run("collect", "tiny");
        Assert.True(collected.Code == 0, collected.Out + collected.Error + Output());
        Assert.Contains("collected 4 runs", collected.Out, StringComparison.Ordinal);
        Assert.Equal(Query("local"), Query("results"));
        Assert.Contains("Nothing is with Slurm", lab.Run("collect").Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(lab.Results, "tiny", "report.md")));
        Assert.Empty(Directory.GetDirectories(Path.Combine(lab.Results, "checkpoints")));

        Answer again = lab.Run("run", "tiny", "--launcher", "slurm");
        Assert.Contains("0 to do, 4 already done", again.Out, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(lab.Folder, "calls")).Length);
    }

    [Fact]
    public void Trials_are_sent_first_and_the_runs_that_they_choose_after_them()
    {
        Programs(Config, "squeue:", Sbatch, "scancel:");
        File.AppendAllText(Path.Combine(lab.Folder, "experiments", "tiny.yaml"),
            "\ntune: {training.learning_rate: [0.01, 0.05], validation_images: 50, epochs: 1, seeds: 1}\n");

        Answer trials = lab.Run("run", "tiny", "--launcher", "slurm");
        Assert.True(trials.Code == 0, trials.Out + trials.Error);
        Assert.Contains("Sent 4 runs as ", trials.Out, StringComparison.Ordinal);
        Assert.Contains("These are the trials.", trials.Out, StringComparison.Ordinal);
        Answer runs = lab.Run("run", "tiny", "--launcher", "slurm");
        Assert.True(runs.Code == 0, runs.Out + runs.Error);
        Assert.Contains("Sent 8 runs as ", runs.Out, StringComparison.Ordinal);
        Assert.Equal(0, lab.Run("collect", "tiny").Code);

        Assert.Equal(
            "status,count(*)\ndone,8\n", lab.Query("select status, count(*) from run_summary group by 1"));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("status")]
    public void Every_command_that_looks_takes_in_what_is_finished_and_reports_it(string verb)
    {
        Programs(Config, "squeue:", Sbatch, "scancel:");
        Assert.Equal(0, lab.Run("run", "tiny", "--launcher", "slurm").Code);
        Assert.Equal(0, lab.Run("report", "tiny").Code);

        Answer local = lab.Run(verb, "tiny");

        Assert.Contains("collected 4 runs trained on Slurm", local.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("pending", File.ReadAllText(Path.Combine(lab.Results, "tiny", "runs.csv")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_command_sends_only_what_is_missing_and_not_queued()
    {
        // This Slurm takes jobs, and shows three of the four tasks.
        Programs(
            Config, "sbatch:echo \"$*\" >> calls; echo 7", "scancel:",
            """
            squeue:for jobs in results/tiny/slurm/*/jobs.json; do
              name=$(sed 's/.*"name":"\([^"]*\)-0",.*/\1/' "$jobs")
              echo "$name-0|7|0|RUNNING|None"; echo "$name-0|7|1|PENDING|Resources"
              echo "$name-0|7|2|FAILED|NonZeroExitCode"; echo "$name-3|7|0|PENDING|JobHeldUser"
            done
            """);
        Assert.Equal(0, lab.Run("run", "tiny", "--launcher", "slurm").Code);

        Answer second = lab.Run("run", "tiny", "--launcher", "slurm");

        Assert.Contains("Sent 1 run as 1 task", second.Out, StringComparison.Ordinal);
        Assert.Contains("3 more were with Slurm already", second.Out, StringComparison.Ordinal);
        Answer removed = lab.Run("rm", "tiny");
        Assert.Equal(2, removed.Code);
        Assert.Contains("of tiny are with Slurm, and results would be lost", removed.Error, StringComparison.Ordinal);
        foreach (string verb in (string[])["collect", "status"])
        {
            Answer status = lab.Run(verb, "tiny");
            Assert.True(status.Code == 1, status.Out + status.Error);
            Assert.Contains(
                "tiny on Slurm: 2 running, 1 queued (Resources), 1 stuck", status.Out, StringComparison.Ordinal);
            Assert.Contains("never start (JobHeldUser): scontrol release 7_0", status.Out, StringComparison.Ordinal);
        }

        Assert.Contains("Nothing to send", lab.Run("run", "tiny", "--launcher", "slurm").Out, StringComparison.Ordinal);
        // What was sent long ago, and by another version, is no reason not to train here.
        foreach (string manifest in Directory.GetFiles(lab.Results, "manifest.jsonl", SearchOption.AllDirectories).Take(1))
        {
            string old = Path.Combine(lab.Results, "older", "slurm", "20260101-000000");
            Directory.CreateDirectory(old);
            File.Copy(Path.Combine(Path.GetDirectoryName(manifest)!, "jobs.json"), Path.Combine(old, "jobs.json"));
            File.WriteAllText(Path.Combine(old, "manifest.jsonl"), "{\"format\":\"of another version\"}\n");
        }

        Answer local = lab.Run("run", "tiny");
        Assert.True(local.Code == 0, local.Out + local.Error);
        Assert.Contains("4 runs of these were sent there before", local.Out, StringComparison.Ordinal);
        Assert.Contains("20260101-000000", local.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Slurm_or_its_controller_nothing_is_begun()
    {
        Programs();
        Refused("There is no scontrol here");

        Programs("scontrol:echo 'error: Unable to contact slurm controller (connect failure)' >&2; exit 1");
        Refused("Unable to contact slurm controller");

        // The controller went away in between.
        Programs(Config, "squeue:", "sbatch:echo 'sbatch: error: Batch job submission failed: Unable to contact slurm "
            + "controller (connect failure)' >&2; exit 1");
        Refused("Batch job submission failed");
        Assert.Empty(Directory.GetDirectories(Path.Combine(lab.Results, "tiny", "slurm")));
    }

    [Fact]
    public void Mistakes_of_spec_profile_and_command_line_are_listed_together()
    {
        Programs(Config);
        string spec = Path.Combine(lab.Folder, "experiments", "tiny.yaml");
        File.AppendAllText(spec, "\nslurm: {time: soon}\n");
        File.WriteAllText(Path.Combine(lab.Folder, "cluster.yaml"), "slurm:\n  cpu: 2\n");

        Answer refused = lab.Run(
            "run", "tiny", "--launcher", "slurm", "--profile", "cluster.yaml", "--slurm", "gpus=no");

        Assert.Equal(2, refused.Code);
        Assert.Contains("tiny.yaml:10:15: `time: soon`", refused.Error, StringComparison.Ordinal);
        Assert.Contains("cluster.yaml:2:3: unknown key `cpu`", refused.Error, StringComparison.Ordinal);
        Assert.Contains("SLURM:1:6: `gpus: no`", refused.Error, StringComparison.Ordinal);
        Assert.Contains("3 mistakes", refused.Error, StringComparison.Ordinal);
        Assert.Contains("LAUNCHER=slurm", lab.Run("run", "tiny", "--slurm", "time=1").Error, StringComparison.Ordinal);
    }

    private void Refused(string sentence)
    {
        Answer answer = lab.Run("run", "tiny", "--launcher", "slurm");
        Assert.True(answer.Code == 2, answer.Out + answer.Error);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Trim().Split('\n'));
    }

    private string Query(string results) => lab.Run(
        "query", "--results", results, "--format", "csv", SlurmClusterTests.Everything).Out;

    private string Output() => File.ReadAllText(Path.Combine(lab.Folder, "output"));

    /// <summary>Puts programs where the system's would be: each <c>name:script</c>.</summary>
    private void Programs(params string[] programs)
    {
        string bin = Path.Combine(lab.Folder, "bin");
        if (Directory.Exists(bin))
            Directory.Delete(bin, recursive: true);
        Directory.CreateDirectory(bin);
        foreach (string program in programs)
        {
            string[] parts = program.Split(':', 2);
            string path = Path.Combine(bin, parts[0]);
            File.WriteAllText(path, $"#!/bin/bash\nPATH=/usr/bin:/bin\n{parts[1]}\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        lab.Variables["PATH"] = bin;
    }
}
