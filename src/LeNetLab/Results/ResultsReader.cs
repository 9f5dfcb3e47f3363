using Dapper;
using LeNetLab.Data;
using LeNetLab.Naming;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>
/// Reads a results folder; writes nothing and holds up nobody. Everything read through one reader is of one moment,
/// that of the first question. Not for use by several threads at once.
/// </summary>
public sealed class ResultsReader : IDisposable
{
    // Parameters of one statement: every SQLite takes so many.
    private const int RunsAtOnce = 500;

    private readonly SqliteConnection connection;

    private ResultsReader(string folder, SqliteConnection connection)
    {
        Folder = new ResultsFolder(folder);
        this.connection = connection;
    }

    /// <summary>What it reads.</summary>
    public ResultsFolder Folder { get; }

    /// <summary>Opens the database of a results folder.</summary>
    /// <exception cref="ResultsException">There is none, or not one that this program reads.</exception>
    public static ResultsReader Open(string folder)
    {
        SqliteConnection opened = DatabaseFile.OpenForReading(new ResultsFolder(folder).Database);
        opened.Execute("begin transaction");
        return new ResultsReader(folder, opened);
    }

    /// <summary>Every experiment that was declared, by name, with how far it has come.</summary>
    public IReadOnlyList<ExperimentSummary> Experiments() =>
    [
        .. connection.Query<ExperimentSummary>(
            """
            select e.name, e.question, e.spec_yaml, e.command, e.declared_at, e.baseline,
                   coalesce(sum(r.status = 'pending'), 0) as pending, coalesce(sum(r.status = 'running'), 0) as running,
                   coalesce(sum(r.status = 'done'), 0) as done, coalesce(sum(r.status = 'diverged'), 0) as diverged,
                   coalesce(sum(r.status = 'failed'), 0) as failed,
                   (select count(*) from experiment_runs t join runs tr on tr.run_id = t.run_id
                    where t.experiment = e.name and t.trial_of is not null
                      and tr.status not in ('done', 'diverged')) as trials_left,
                   (select count(*) from (
                        select t.trial_of from experiment_runs t join runs tr on tr.run_id = t.run_id
                        where t.experiment = e.name and t.trial_of is not null and tr.status <> 'diverged'
                        except select u.tuned_from from experiment_runs u where u.experiment = e.name)) as tuned_later
            from experiments e
            left join experiment_runs m on m.experiment = e.name and m.trial_of is null
            left join runs r on r.run_id = m.run_id
            group by e.name order by e.name
            """),
    ];

    /// <summary>One experiment.</summary>
    /// <exception cref="ResultsException">It was never declared; the message lists those that were.</exception>
    public ExperimentSummary Experiment(string name)
    {
        IReadOnlyList<ExperimentSummary> all = Experiments();
        return all.FirstOrDefault(experiment => experiment.Name == name) ?? throw new ResultsException(
            $"There are no results of an experiment '{name}'. "
            + (all.Count == 0 ? "" : $"There are of: {string.Join(", ", all.Select(known => known.Name))}. ") + "It must be run first.")
        {
            Next = new NextStep("run", name),
        };
    }

    /// <summary>The experiment's rows of <c>run_summary</c>, in the order of its spec.</summary>
    public IReadOnlyList<RunSummary> Runs(string experiment) =>
    [
        .. connection.Query<RunSummary>(
            "select * from run_rows where experiment = @experiment and trial_of is null order by position",
            new { experiment }),
    ];

    /// <summary>The rows of one of the experiment's variants, in the order of its spec.</summary>
    public IReadOnlyList<RunSummary> Runs(string experiment, string variant) =>
    [
        .. connection.Query<RunSummary>(
            """
            select * from run_rows
            where experiment = @experiment and variant = @variant and trial_of is null order by position
            """,
            new { experiment, variant }),
    ];

    /// <summary>The runs that a search finds, a page of them.</summary>
    public FoundRuns Find(RunSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return search.Run(connection);
    }

    /// <summary>The experiment's trials, in the order of its spec.</summary>
    public IReadOnlyList<TrialSummary> Trials(string experiment) =>
    [
        .. connection.Query<TrialSummary>(
            "select * from run_rows where experiment = @experiment and trial_of is not null order by position",
            new { experiment }),
    ];

    /// <summary>All that the experiment asks for: its runs, and those that only try a setting.</summary>
    public IReadOnlyList<RunSummary> Members(string experiment) =>
    [
        .. connection.Query<RunSummary>(
            "select * from run_rows where experiment = @experiment order by position", new { experiment }),
    ];

    /// <summary>Every experiment's row of one run, of those too for which it only tries a setting.</summary>
    public IReadOnlyList<RunSummary> RowsOf(string runId) =>
    [
        .. connection.Query<RunSummary>(
            "select * from run_rows where run_id = @runId order by experiment, variant", new { runId }),
    ];

    /// <summary>
    /// One run: as the first experiment that asks for it has it, or else as the last one had it that did, as far as that
    /// was recorded.
    /// </summary>
    public RunSummary Run(string runId) => RowsOf(runId) is [RunSummary first, ..]
        ? first
        : connection.QuerySingle<RunSummary>(
            """
            select v.*, coalesce(a.former_experiment, '') as experiment, coalesce(a.variant, 'of no experiment') as variant
            from run_figures v join all_runs a on a.run_id = v.run_id where v.run_id = @runId
            """,
            new { runId });

    /// <summary>The runs that no experiment asks for any longer, by what they were part of.</summary>
    /// <param name="experiment">Only those whose last experiment this was; null for all.</param>
    public IReadOnlyList<RecordedRun> FormerRuns(string? experiment = null) =>
        RecordedRun.Former(connection, experiment);

    /// <summary>The status of every run that was ever declared, by run id, whether or not an experiment names it.</summary>
    public IReadOnlyDictionary<string, RunStatus> Statuses() => connection
        .Query<(string RunId, string Status)>("select run_id, status from runs")
        .ToDictionary(row => row.RunId, row => Enum.Parse<RunStatus>(row.Status, ignoreCase: true));

    /// <summary>Every network that is done, by run id.</summary>
    public IReadOnlyDictionary<string, FinishedRun> Finished() => connection
        .Query<FinishedRun>(
            """
            select r.run_id, cast(t.value as integer) as epochs,
                   exists (select 1 from layer_stats l where l.run_id = r.run_id) as has_layers
            from runs r join settings t on t.run_id = r.run_id and t.path = 'training.epochs'
            where r.status = 'done'
            """)
        .ToDictionary(run => run.RunId, StringComparer.Ordinal);

    /// <summary>
    /// Every experiment's row of every run recorded as running, whether its runner lives or not; a row too for one that no
    /// experiment asks for any longer.
    /// </summary>
    public IReadOnlyList<RunUnderWay> UnderWay() =>
    [
        .. connection.Query<RunUnderWay>(
            """
            select r.run_id, coalesce(m.experiment, '') as experiment, coalesce(m.variant, r.run_id) as variant, r.seed,
                   r.started_at, r.runner_id,
                   (select count(*) from epochs e where e.run_id = r.run_id) as epochs_done,
                   coalesce(cast(t.value as integer), 0) as epochs_in_all
            from runs r
            left join experiment_runs m on m.run_id = r.run_id
            left join settings t on t.run_id = r.run_id and t.path = 'training.epochs'
            where r.status = 'running' order by r.runner_id, r.started_at, m.experiment, m.position
            """),
    ];

    /// <summary>
    /// The runners, by number, that have not said that they ended. Whether they live is another question: see
    /// <see cref="RunnerGlance"/>.
    /// </summary>
    public IReadOnlyDictionary<long, RunnerRow> Runners() =>
        RunnerTable.Open(connection).ToDictionary(runner => runner.RunnerId);

    /// <summary>Every run with what its identity rests on.</summary>
    /// <param name="experiment">Only those of this one; null for all that are recorded.</param>
    public IReadOnlyList<RecordedRun> Recorded(string? experiment = null) => RecordedRun.All(connection, experiment);

    /// <summary>One run with what its identity rests on.</summary>
    public RecordedRun RecordOf(string runId) => RecordedRun.One(connection, runId);

    /// <summary>What SQLite finds wrong with the database itself, a line each.</summary>
    public IReadOnlyList<string> Damage() => DatabaseDamage.Of(connection);

    /// <summary>The epochs of an experiment's runs, by run and epoch.</summary>
    public IReadOnlyList<EpochRow> Epochs(string experiment) =>
        RowsOfRuns<EpochRow>("epochs", experiment, "run_id, epoch");

    /// <summary>The layers of an experiment's runs, by run, epoch and position.</summary>
    public IReadOnlyList<LayerRow> Layers(string experiment) =>
        RowsOfRuns<LayerRow>("layer_stats", experiment, "run_id, epoch, position");

    /// <summary>How soon each of an experiment's runs came to what part of the test images right.</summary>
    public IReadOnlyList<AccuracyRow> Accuracy(string experiment) =>
        RowsOfRuns<AccuracyRow>("epochs_to_accuracy", experiment, "run_id");

    /// <summary>The errors of an experiment's runs on test images that were altered.</summary>
    public IReadOnlyList<RobustnessRow> Robustness(string experiment) =>
        RowsOfRuns<RobustnessRow>("robustness", experiment, "run_id, transform, amount");

    /// <summary>The layers of one run, by epoch and position.</summary>
    public IReadOnlyList<LayerRow> RunLayers(string runId) =>
    [
        .. connection.Query<LayerRow>(
            "select * from layer_stats where run_id = @runId order by epoch, position", new { runId }),
    ];

    /// <summary>The epochs of one run.</summary>
    public IReadOnlyList<EpochRow> RunEpochs(string runId) =>
        [.. connection.Query<EpochRow>("select * from epochs where run_id = @runId order by epoch", new { runId })];

    /// <summary>The epochs of some runs, by run and epoch.</summary>
    public IReadOnlyList<EpochRow> EpochsOf(IEnumerable<string> runIds) =>
    [
        .. runIds.Distinct().Chunk(RunsAtOnce).SelectMany(some => connection.Query<EpochRow>(
            "select * from epochs where run_id in @some order by run_id, epoch", new { some })),
    ];

    /// <summary>Every setting in effect in one run, in their fixed order, those included that were not recorded once.</summary>
    public IReadOnlyList<Setting> SettingsInEffect(string runId) => RecordedSettings.Complete(Settings(runId));

    /// <summary>The recorded settings of one run, in their fixed order.</summary>
    public IReadOnlyList<Setting> Settings(string runId) =>
    [
        .. connection.Query<Setting>(
            "select path, value from settings where run_id = @runId order by position", new { runId }),
    ];

    /// <summary>Where each run of an experiment was trained, in the order of its spec.</summary>
    public IReadOnlyList<RunOrigin> Origins(string experiment) =>
    [
        .. connection.Query<RunOrigin>(
            """
            select r.* from experiment_runs m join runs r on r.run_id = m.run_id
            where m.experiment = @experiment and m.trial_of is null order by m.position
            """,
            new { experiment }),
    ];

    /// <summary>Where one run was trained.</summary>
    public RunOrigin Origin(string runId) =>
        connection.QuerySingle<RunOrigin>("select * from runs where run_id = @runId", new { runId });

    /// <summary>The class that the final network gave each test image; null unless the run is done.</summary>
    public byte[]? Predictions(string runId) => connection.QuerySingleOrDefault<byte[]>(
        "select predictions from predictions where run_id = @runId", new { runId });

    /// <summary>The classes of a dataset's test images; null where they were never recorded.</summary>
    public byte[]? TestLabels(string datasetSha256) => connection.QuerySingleOrDefault<byte[]>(
        "select labels from test_labels where dataset_sha256 = @datasetSha256", new { datasetSha256 });

    /// <summary>What is odd about a dataset, as sentences; none where nothing is.</summary>
    public IReadOnlyList<string> Notices(string datasetSha256) =>
    [
        .. connection.Query<string>(
            "select notice from dataset_notices where dataset_sha256 = @datasetSha256 order by position",
            new { datasetSha256 }),
    ];

    /// <summary>A dataset's test images and their classes; null where they were never recorded.</summary>
    /// <exception cref="ResultsException">What is recorded is no set of images.</exception>
    public ImageSet? TestImages(string datasetSha256)
    {
        StoredPixels? stored = connection.QuerySingleOrDefault<StoredPixels>(
            "select rows, columns, pixels from test_images where dataset_sha256 = @datasetSha256", new { datasetSha256 });
        return stored is not null && TestLabels(datasetSha256) is { } labels ? stored.ToImages(labels) : null;
    }

    /// <summary>The ids of the runs whose id begins with a text, at most <paramref name="limit"/> of them.</summary>
    public IReadOnlyList<string> RunsBeginningWith(string prefix, int limit = 10) =>
    [
        .. connection.Query<string>(
            "select run_id from runs where substr(run_id, 1, length(@prefix)) = @prefix order by run_id limit @limit",
            new { prefix, limit }),
    ];

    /// <summary>The one run whose id begins with a text.</summary>
    /// <exception cref="ResultsException">There is none, or there are several; the message lists them.</exception>
    public string FindRun(string prefix) => RunsBeginningWith(prefix) switch
    {
        [string only] => only,
        [] => throw new ResultsException(
            $"No run's id begins with '{prefix}'. A query lists them all.")
        {
            Next = new NextStep("query", "select run_id, variant, seed from run_summary"),
        },
        IReadOnlyList<string> several => throw new ResultsException(
            $"Several runs' ids begin with '{prefix}': {string.Join(", ", several)}. Give more of the one you mean."),
    };

    /// <summary>The experiments that have a variant of some name.</summary>
    public IReadOnlyList<string> ExperimentsWithVariant(string variant) =>
    [
        .. connection.Query<string>(
            "select distinct experiment from run_summary where variant = @variant order by experiment",
            new { variant }),
    ];

    /// <summary>The settings in which an experiment's runs differ, in the settings' order.</summary>
    public IReadOnlyList<DifferingSetting> DifferingSettings(string experiment) =>
    [
        .. SettingColumns.Differing(connection, "run_summary", experiment).Select(path => new DifferingSetting(
            path,
            connection.Query<(string RunId, object Value)>(
                $"""
                select distinct run_id, {SettingColumns.Quoted(path)} from run_summary
                where experiment = @experiment and {SettingColumns.Quoted(path)} is not null
                """,
                new { experiment }).ToDictionary(row => row.RunId, row => row.Value, StringComparer.Ordinal))),
    ];

    /// <summary>One of an experiment's tables, for files. Read it before the next question.</summary>
    public TableRows Table(ExperimentTable table, string experiment)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = table.Sql(connection, experiment);
        command.Parameters.AddWithValue("@name", experiment);
        return new TableRows(command);
    }

    /// <summary>Writes a copy of the whole database, as it is at this moment, without what lies beside it.</summary>
    /// <param name="path">Where; nothing is there yet.</param>
    public void CopyTo(string path) => DatabaseCopy.Write(connection, path);

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private IReadOnlyList<T> RowsOfRuns<T>(string table, string experiment, string order) =>
    [
        .. connection.Query<T>(
            $"""
            select * from {table} where run_id in (select run_id from experiment_runs where experiment = @experiment)
            order by {order}
            """,
            new { experiment }),
    ];
}
