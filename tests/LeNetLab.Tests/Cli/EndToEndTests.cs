using System.Diagnostics;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Cli;

public sealed class EndToEndTests : IDisposable
{
    private const string Hashes = "select variant, seed, weights_sha256 from run_summary order by variant, seed";
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void An_experiment_runs_from_its_spec_to_its_tables_and_is_not_trained_twice()
    {
        Answer first = lab.Run("run", "tiny");
        Assert.True(first.Code == 0, first.Out + first.Error);
        Assert.Contains("4 to do, 0 already done", first.Out, StringComparison.Ordinal);
        Assert.Contains("[4/4]", first.Out, StringComparison.Ordinal);
        Assert.All(
            new[] { "runs.csv", "epochs.csv", "summary.csv", "report.md" },
            file => Assert.True(File.Exists(Path.Combine(lab.Results, "tiny", file)), file));
        Assert.All(first.Out.Split('\n'), line => Assert.DoesNotContain('\u001b', line));

        string hashes = Query(Hashes);
        long start = Stopwatch.GetTimestamp();
        Answer second = lab.Run("run", "tiny");
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Assert.Equal(0, second.Code);
        Assert.Contains("0 to do, 4 already done", second.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("[1/", second.Out, StringComparison.Ordinal);
        Assert.Equal(hashes, Query(Hashes));
        Assert.True(took < TimeSpan.FromSeconds(5), $"A finished sweep took {took}.");

        // The same numbers from SQL and from the file, to the last digit.
        Assert.Equal(
            File.ReadAllText(Path.Combine(lab.Results, "tiny", "runs.csv")),
            Query($"""
                select run_id, experiment, variant, activation, c3, pooling, width, engine, device, dataset, dataset_sha256,
                       train_images, seed, status, epochs, parameters, train_loss, test_loss, train_error_pct,
                       test_error_pct, gap_pct, train_seconds, images_per_second, weights_sha256, started_at, finished_at,
                       predict_seconds, "model.activation", "training.initialisation"
                from run_summary where experiment = 'tiny' order by variant = 'activation=relu', seed
                """));
        Assert.StartsWith("8 rows", lab.Run("query", "select * from epochs").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_method_runs_in_the_same_spec_database_and_report()
    {
        File.WriteAllText(Path.Combine(lab.Folder, "experiments", "methods.yaml"), """
            name: methods
            question: Do the traditional ways run as networks do?
            dataset: ./digits
            seeds: 2
            base:
              training: {epochs: 2, learning_rate: 0.02, validation_images: 50}
            variants:
              lenet: {}
              logistic: {model.preset: logistic}
              mlp: {model.preset: mlp, model.hidden: [20, 10]}
              knn: {model.preset: knn, model.k: auto}
              svm-linear: {model.preset: svm-linear}
              svm-rbf: {model.preset: svm-rbf}
              hog-linear: {model.preset: hog-linear, model.hog_cell: 7}
            """);
        const string Methods = "select variant, seed, weights_sha256 from run_summary where experiment = 'methods' "
            + "and status = 'done' and predict_seconds > 0 and gap_pct is not null order by variant, seed";

        Answer first = lab.Run("run", "methods");
        Assert.True(first.Code == 0, first.Out + first.Error);
        Answer again = lab.Run("run", "methods", "--results", "again", "--workers", "1");
        Answer altered = lab.Run("robustness", "methods", "--images", "20");
        Assert.True(altered.Code == 0, altered.Out + altered.Error);
        Assert.Contains("Measured 6 runs", altered.Out, StringComparison.Ordinal);

        string hashes = Query(Methods);
        Assert.Equal(0, again.Code);
        Assert.Equal(15, hashes.TrimEnd().Split('\n').Length);
        Assert.Equal(hashes, lab.Run("query", Methods, "--results", "again", "--format", "csv").Out);
        Assert.Contains("0 to do, 14 already done", lab.Run("run", "methods").Out, StringComparison.Ordinal);
        string report = File.ReadAllText(Path.Combine(lab.Results, "methods", "report.md"));
        Assert.Contains("hog-linear", report, StringComparison.Ordinal);
        Answer verified = lab.Run("verify", "methods");
        Assert.True(verified.Code == 0, verified.Out + verified.Error);
        Assert.Contains("14 runs", verified.Out, StringComparison.Ordinal);
        Assert.Equal(
            "knn,none,none,none,1,,0\n",
            Query("select width, activation, c3, pooling, epochs, train_loss, count(distinct parameters) - 1 "
                + "from run_summary where variant = 'knn' and experiment = 'methods' group by 1").Split('\n', 2)[1]);
    }

    [Fact]
    public void Report_compare_and_list_read_what_a_run_left()
    {
        lab.Run("run", "tiny");
        string report = Path.Combine(lab.Results, "tiny", "report.md");
        File.Delete(report);

        Assert.Equal(0, lab.Run("report", "tiny").Code);
        Assert.Contains("Does the whole way work?", File.ReadAllText(report), StringComparison.Ordinal);
        Answer comparison = lab.Run("compare", "activation=tanh", "activation=relu");
        Assert.Contains("model.activation", comparison.Out, StringComparison.Ordinal);
        Assert.Contains("tiny  (4 done)", lab.Run("list").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_sweep_says_so_and_goes_on_to_the_same_weights()
    {
        if (OperatingSystem.IsWindows())
            return;
        lab.WriteSpec("tiny", epochs: 20);
        Answer whole = lab.Run("run", "tiny", "--results", "undisturbed");
        Assert.True(whole.Code == 0, whole.Out + whole.Error);

        foreach (string signal in new[] { "INT", "TERM" })
        {
            using Process running = StartAndAwaitFirstRun();
            using Process kill = Process.Start("kill", [$"-{signal}", $"{running.Id}"]);
            Answer interrupted = Lab.End(running);
            Assert.True(interrupted.Code == 130, interrupted.Out + interrupted.Error);
            Assert.Contains("Interrupted with", interrupted.Out, StringComparison.Ordinal);
            Assert.Contains("pending", Query("select status from run_summary"), StringComparison.Ordinal);
        }

        Answer rest = lab.Run("run", "tiny");
        Assert.True(rest.Code == 0, rest.Out + rest.Error);
        Assert.Equal(Query(Hashes, "undisturbed"), Query(Hashes));
    }

    [Fact]
    [Trait("speed", "slow")]
    public void A_process_that_was_killed_goes_on_from_its_last_checkpoint()
    {
        lab.WriteSpec("tiny", epochs: 40);
        Assert.Equal(0, lab.Run("run", "tiny", "--results", "undisturbed").Code);
        string checkpoints = Path.Combine(lab.Results, "checkpoints");
        using (Process running = StartAndAwaitFirstRun())
        {
            // In the middle of the second run: no sooner than its fifth epoch.
            bool seen = SpinWait.SpinUntil(
                () => Checkpoints().Any(file => file.Contains("epoch-0005")), TimeSpan.FromSeconds(60));
            Assert.True(seen, "No checkpoint was seen.");
            running.Kill();
            running.WaitForExit();
        }

        Assert.NotEmpty(Checkpoints());
        Answer rest = lab.Run("run", "tiny");
        Assert.True(rest.Code == 0, rest.Out + rest.Error);
        Assert.Contains("3 to do (1 of them from a checkpoint), 1 already done", rest.Out, StringComparison.Ordinal);
        Assert.Equal("status,count(*)\ndone,4\n", Query("select status, count(*) from run_summary group by status"));
        Assert.Equal(Query(Hashes, "undisturbed"), Query(Hashes));
        const string Epochs = "select run_id, epoch, learning_rate, train_loss, train_error_online_pct, "
            + "train_error_pct, validation_error_pct, test_loss, test_error_pct, gap_pct from epochs order by 1, 2";
        Assert.Equal(Query(Epochs, "undisturbed"), Query(Epochs));
        Assert.Empty(Checkpoints());

        string[] Checkpoints() => Directory.Exists(checkpoints)
            ? Directory.GetFiles(checkpoints, "epoch-*", SearchOption.AllDirectories)
            : [];
    }

    [Fact]
    [Trait("speed", "slow")]
    public void A_program_killed_at_any_moment_loses_nothing()
    {
        lab.WriteSpec("tiny", epochs: 40);
        Assert.Equal(0, lab.Run("run", "tiny", "--results", "undisturbed").Code);
        var random = SeedStream.Open(1, "kills");
        int kills = 0;
        for (int i = 0; i < 6; i++)
        {
            using Process running = lab.Start("run", "tiny", "--workers", "2");
            if (running.WaitForExit(400 + random.NextInt32(600)))
                continue;
            running.Kill();
            running.WaitForExit();
            kills++;
        }

        Answer rest = lab.Run("run", "tiny");
        Assert.True(rest.Code == 0, rest.Out + rest.Error);
        Assert.True(kills > 1, $"Only {kills} were killed.");
        Assert.Equal(Query(Hashes, "undisturbed"), Query(Hashes));
        Assert.Equal("count(*)\n160\n", Query("select count(*) from epochs"));
        Assert.Empty(Directory.GetDirectories(Path.Combine(lab.Results, "checkpoints")));
    }

    [Fact]
    public void A_run_that_diverges_is_recorded_and_answered_with_1()
    {
        string[] tooFast = ["training.learning_rate=100", "model.activation=leaky_relu", "seeds=1"];
        Answer answer = lab.Run(["run", "tiny", "--set", .. tooFast]);

        Assert.True(answer.Code == 1, answer.Out + answer.Error);
        Assert.Contains("diverged", answer.Out, StringComparison.Ordinal);
        Assert.Equal("status\ndiverged\n", Query("select status from run_summary"));
        Assert.Equal(1, lab.Run("run", "tiny", "--set", string.Join(' ', tooFast)).Code);
    }

    [Fact]
    public void A_dry_run_lists_and_leaves_nothing_behind()
    {
        Answer answer = lab.Run("run", "tiny", "--dry-run");

        Assert.Equal(0, answer.Code);
        Assert.Contains("activation=relu seed 2", answer.Out, StringComparison.Ordinal);
        Assert.Contains("estimate", answer.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(lab.Results));
    }

    [Fact]
    public void What_is_wrong_is_refused_with_2_before_anything_runs()
    {
        lab.WriteSpec("broken", epochs: 2, grid: "[tanh, rellu]");
        (string Expected, string[] Arguments)[] mistakes =
        [
            ("broken.yaml:9:", ["run", "broken"]),
            ("Did you mean tiny?", ["run", "tinny"]),
            ("SET:1:", ["run", "tiny", "--set", "training.epoch=2"]),
            ("`training.train_images: 601` is more than the 600", ["run", "tiny", "--set", "training.train_images=601"]),
            ("ENGINE=trch: `compute.engine: trch` is none", ["run", "tiny", "--engine", "trch"]),
            ("--workers is a whole number, 1 … 1024, not '0'", ["run", "tiny", "--workers", "0"]),
            ("--checkpoint-every is a whole number, 0 or more, not '-1'", ["run", "tiny", "--checkpoint-every", "-1"]),
            ("--workers is a whole number, 1 … 1024, not 'many'", ["run", "tiny", "--workers", "many"]),
            ("Required command", []),
            ("make run", ["report", "nothing"]),
            ("make run", ["query", "select 1"]),
        ];

        foreach ((string expected, string[] arguments) in mistakes)
        {
            Answer answer = lab.Run(arguments);
            string what = $"{string.Join(' ', arguments)}: {answer.Code}\n{answer.Out}{answer.Error}";
            Assert.True(answer.Code == 2 && answer.Error.Contains(expected, StringComparison.Ordinal), what);
            Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(Path.Combine(lab.Results, "lenetlab.db")));
    }

    [Fact]
    public void A_tilde_that_no_shell_has_replaced_is_the_home_folder()
    {
        lab.Variables["HOME"] = lab.Folder;

        Answer answer = lab.Run("run", "tiny", "--set", "seeds=1", "--results", "~/kept");

        Assert.True(answer.Code == 0, answer.Error);
        Assert.True(File.Exists(Path.Combine(lab.Folder, "kept", "lenetlab.db")));
        Assert.False(Directory.Exists(Path.Combine(lab.Folder, "~")));
    }

    [Fact]
    public void A_query_may_begin_with_what_looks_like_an_option_or_a_file()
    {
        lab.Run("run", "tiny", "--set", "seeds=1");

        Assert.Equal("1\n1\n", lab.Run("query", "--format", "csv", "--", "-- a comment\nselect 1").Out);
        Assert.DoesNotContain("file", lab.Run("query", "@nowhere").Error, StringComparison.OrdinalIgnoreCase);
    }

    private Process StartAndAwaitFirstRun()
    {
        Process running = lab.Start("run", "tiny", "--workers", "1");
        while (running.StandardOutput.ReadLine() is { } line && !line.StartsWith("[1/", StringComparison.Ordinal))
        {
        }

        return running;
    }

    private string Query(string sql, string results = "results") => lab.Query(sql, results);
}
