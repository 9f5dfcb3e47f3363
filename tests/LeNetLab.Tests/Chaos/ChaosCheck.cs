using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Chaos;

/// <summary>Whether a sweep that came to its end is what it would have been undisturbed.</summary>
internal sealed class ChaosCheck(ChaosLab lab, string experiment, string results)
{
    /// <summary>Makes a database note every end of a run, so that one that is recorded twice is seen.</summary>
    public const string Log = """
        create table chaos_ends (run_id text);
        create trigger chaos_end after update of status on runs when new.status = 'done'
        begin insert into chaos_ends values (new.run_id); end
        """;

    // Everything but when, where, and how fast.
    private static readonly string[] Figures =
    [
        "select run_id, variant, activation, c3, pooling, width, engine, device, dataset, dataset_sha256, train_images, "
            + "seed, status, epochs, parameters, train_loss, test_loss, train_error_pct, test_error_pct, gap_pct, "
            + "weights_sha256 from run_summary order by run_id, variant",
        "select run_id, epoch, learning_rate, train_loss, train_error_online_pct, train_error_pct, validation_error_pct, "
            + "test_loss, test_error_pct, gap_pct from epochs order by 1, 2",
        "select run_id, hex(predictions) from predictions order by 1",
    ];

    public void Count(ChaosTally tally)
    {
        string[] runs = Rows("select run_id from runs order by 1");
        string[] done = Rows("select run_id from runs where status = 'done' order by 1");
        string[] ends = Rows("select run_id from chaos_ends");
        int expected = int.Parse(Rows("select count(*) from runs", lab.Reference(experiment)).Single());
        tally.Sweeps++;
        tally.Runs += expected;
        tally.Lost += expected - done.Length;
        tally.Duplicated += ends.Length - ends.Distinct(StringComparer.Ordinal).Count() + (runs.Length - expected);
        tally.Whole += Rows("PRAGMA integrity_check") is ["ok"] && Rows("PRAGMA foreign_key_check").Length == 0 ? 1 : 0;
        Assert.Equal(ends.Order(StringComparer.Ordinal), done);
        Assert.Equal(["0"], Rows("select count(*) from runs where status = 'running'"));
        foreach (string figures in Figures)
            Assert.Equal(Rows(figures, lab.Reference(experiment)), Rows(figures));
        Assert.Equal(Files(lab.Reference(experiment)), Files(results));
        foreach (string run in done)
            Assert.Equal(Weights(lab.Reference(experiment), run), Weights(results, run));
        Assert.Equal(done.Length + 1, File.ReadAllLines(Path.Combine(results, experiment, "runs.csv")).Length);
        Assert.Empty(Directory.GetDirectories(lab.Temporary));
        tally.Equal++;
    }

    private static byte[] Weights(string folder, string run) =>
        File.ReadAllBytes(Path.Combine(folder, "weights", $"{run}.safetensors"));

    /// <summary>
    /// Every file of a results folder: there are no others than an undisturbed sweep leaves. Whether times are drawn
    /// depends on the times.
    /// </summary>
    private static string[] Files(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !file.EndsWith("-wal") && !file.EndsWith("-shm") && !file.EndsWith("time-against-error.svg"))
            .Order(StringComparer.Ordinal),
    ];

    private string[] Rows(string sql, string? folder = null) =>
        SqlFile.Rows(Path.Combine(folder ?? results, "lenetlab.db"), sql);
}
