using LeNetLab.Export;
using LeNetLab.Results;
using LeNetLab.Tests.Reports;

namespace LeNetLab.Tests.Export;

public sealed class TensorBoardExportTests : IDisposable
{
    private const int Succeeded = 1, Failed = 2;

    private readonly ReportedResults results = new ReportedResults().Sweep(2, unfinished: 1);
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        results.Dispose();
    }

    // RFC 3720, B.4: the sums of 32 zeros, and of 0 … 31.
    [Fact]
    public void The_reader_of_the_tests_adds_up_as_the_standard_says()
    {
        Assert.Equal(0x8a9136aau, EventFile.Crc32C(new byte[32]));
        Assert.Equal(0x46dd794eu, EventFile.Crc32C([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    }

    [Fact]
    public void Every_run_that_began_is_a_folder_with_its_epochs_as_scalars()
    {
        Exported written = Export();

        Assert.Equal(new Exported(1, 5, 1), written);
        using ResultsReader reader = ResultsReader.Open(results.Path);
        foreach (RunSummary run in reader.Runs("sweep").Where(run => run.Status == RunStatus.Done))
        {
            ILookup<string, (long Step, float Value)> scalars = EventFile.Scalars(Events(run));
            IReadOnlyList<EpochRow> epochs = reader.RunEpochs(run.RunId);
            Assert.Equal(
                epochs.Select(epoch => ((long)epoch.Epoch, (float)epoch.TestErrorPct!.Value)),
                scalars["test_error_pct"]);
            Assert.Equal(
                epochs.Select(epoch => ((long)epoch.Epoch, (float)epoch.TrainLoss!.Value)), scalars["train_loss"]);
        }
    }

    [Fact]
    public void A_file_begins_with_its_version_and_time_goes_on()
    {
        Export();
        using ResultsReader reader = ResultsReader.Open(results.Path);
        IReadOnlyList<Message> events = Events(reader.Runs("sweep")[0]);

        Assert.Equal("brain.Event:2", events[0][3].Text);
        double[] times = [.. events.Select(one => one[1].Double)];
        Assert.True(times[0] > 1_000_000_000);
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void Settings_and_the_end_are_there_for_the_page_that_compares_them()
    {
        Export();
        using ResultsReader reader = ResultsReader.Open(results.Path);
        RunSummary run = reader.Runs("sweep")[0];
        Message start = Session(run, "_hparams_/session_start_info")[3].Message;
        Message end = Session(run, "_hparams_/session_end_info")[4].Message;

        Assert.Equal(run.Variant, start[4].Text);
        Dictionary<string, Message> settings = start.Fields.Where(field => field.Number == 1)
            .ToDictionary(field => field.Message[1].Text, field => field.Message[2].Message);
        Assert.Equal(
            reader.Settings(run.RunId).Select(setting => setting.Path).Append("dataset").Order(),
            settings.Keys.Order());
        Assert.Equal("sigmoid", settings["model.activation"][3].Text);
        Assert.True(settings["training.learning_rate"].Has(2));
        Assert.Equal(Succeeded, end[1].Integer);
    }

    [Fact]
    public void What_ended_in_its_first_epoch_is_there_with_its_settings_and_its_end()
    {
        using ReportedResults ended = new ReportedResults().EndedAtOnce();

        Exported written = new ResultsExport(ended.Path, folder.Path).Write(
            ExportFormat.TensorBoard, ["sweep"], CancellationToken.None);

        Assert.Equal(new Exported(1, 3, 0), written);
        using ResultsReader reader = ResultsReader.Open(ended.Path);
        foreach (RunSummary run in reader.Runs("sweep"))
        {
            Assert.Equal(run.Variant, Session(run, "_hparams_/session_start_info")[3].Message[4].Text);
            Assert.Equal(
                run.Status == RunStatus.Done ? Succeeded : Failed,
                Session(run, "_hparams_/session_end_info")[4].Message[1].Integer);
        }
    }

    [Fact]
    public void A_second_export_replaces_the_first()
    {
        Export();
        string[] before = [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order()];
        Export();

        Assert.Equal(before, Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order());
    }

    private Exported Export() =>
        new ResultsExport(results.Path, folder.Path).Write(ExportFormat.TensorBoard, ["sweep"], CancellationToken.None);

    private IReadOnlyList<Message> Events(RunSummary run) => EventFile.Read(Path.Combine(
        folder.Path, "sweep", run.Variant, $"seed-{run.Seed}", "events.out.tfevents.lenetlab"));

    /// <summary>The data of the HParams plugin under a tag.</summary>
    private Message Session(RunSummary run, string tag)
    {
        Message value = Events(run).Where(one => one.Has(5)).Select(one => one[5].Message[1].Message)
            .Single(one => one[1].Text == tag);
        Message plugin = value[9].Message[1].Message;
        Assert.Equal("hparams", plugin[1].Text);
        return plugin[2].Message;
    }
}
