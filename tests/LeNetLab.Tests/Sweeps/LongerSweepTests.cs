using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Results.Trash;
using LeNetLab.Sweeps.Verification;

namespace LeNetLab.Tests.Sweeps;

/// <summary>A run goes on from the end of one with fewer epochs, to the records of one that did not.</summary>
public sealed class LongerSweepTests : IDisposable
{
    private const string Constant = "batch_size: 16, schedule: constant";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("batch_size: 16, momentum: 0.9, schedule: constant", 1)]
    [InlineData("batch_size: 16, momentum: 0.9, nesterov: true, schedule: constant, warmup_epochs: 0.5", 2)]
    [InlineData("batch_size: 8, optimizer: adam, learning_rate: 1e-3, schedule: step, step_epochs: 1", 2)]
    [InlineData(
        "batch_size: 1, optimizer: adam, learning_rate: 1e-4, schedule: piecewise, schedule_pieces: 1x1/0.5x2/0.1", 1)]
    [InlineData("batch_size: 1, optimizer: sdlm, learning_rate: 5e-4, curvature_images: 20, schedule: lenet5-1998", 1)]
    [InlineData("batch_size: 1, momentum: 0.9, learning_rate: 0.005, schedule: constant, distortion: elastic", 2)]
    [InlineData("batch_size: 16, optimizer: sdlm, learning_rate: 1e-3, curvature_images: 20, schedule: constant", 2)]
    public void It_trains_what_is_left_to_the_same_bits_and_its_row_says_so(string training, int workers)
    {
        LongerSweep chain = Sweep("chain", training), whole = Sweep("whole", training);
        Assert.Equal(12, whole.Train("4", workers, alone: true));

        Assert.Equal((3, 3, 6), (chain.Train("1", workers), chain.Train("2", workers), chain.Train("4", workers)));

        Assert.Equal(whole.Outcome(4), chain.Outcome(4));
        Assert.NotEmpty(chain.Rows("select * from layer_stats"));
        Assert.Equal(["null", "null", "null"], chain.ContinuedAfter(1));
        Assert.Equal(["1", "1", "1"], chain.ContinuedAfter(2));
        Assert.Equal(["2", "2", "2"], chain.ContinuedAfter(4));
        Assert.Equal(chain.Ids(2), chain.Rows(
            "select continued_from from runs where continued_after = 2 order by seed"));
        Assert.Empty(chain.Told.Told);
        Assert.Empty(Directory.GetDirectories(folder.At("chain", "checkpoints")));
    }

    [Fact]
    public void Its_times_are_those_of_all_its_epochs()
    {
        LongerSweep chain = Sweep("chain", Constant);
        chain.Train("1");
        chain.Train("3");

        Assert.Equal(["3"], chain.Rows("""
            select count(*) from runs longer
            join epochs a on a.run_id = longer.run_id
            join epochs b on b.run_id = longer.continued_from and b.epoch = a.epoch and b.seconds = a.seconds
            """));
        Assert.Equal(["6"], chain.Rows("""
            select count(*) from (
                select r.train_seconds, r.images_per_second, r.train_images, sum(e.seconds) as sum, count(*) as epochs
                from runs r join epochs e on e.run_id = r.run_id group by r.run_id)
            where abs(train_seconds - sum) < 1e-9 and abs(images_per_second * sum / (train_images * epochs) - 1) < 1e-9
            """));
    }

    [Fact]
    public void Under_a_cosine_every_rate_depends_on_the_length_so_nothing_is_kept_and_each_run_begins_itself()
    {
        LongerSweep chain = Sweep("chain", "batch_size: 16, schedule: cosine"),
            whole = Sweep("whole", "batch_size: 16, schedule: cosine");
        whole.Train("4", alone: true);

        Assert.Equal(6, chain.Train("2"));
        Assert.Empty(chain.States());
        Assert.Equal(12, chain.Train("4"));

        Assert.Equal(whole.Outcome(4), chain.Outcome(4));
        Assert.Equal(["null", "null", "null"], chain.ContinuedAfter(4));
    }

    [Theory]
    [InlineData("batch_size: 1, learning_rate: 0.005, schedule: constant")]
    [InlineData(Constant)]
    public void An_end_that_is_missing_or_damaged_is_passed_over_for_a_shorter_one_and_the_beginning(string training)
    {
        LongerSweep chain = Sweep("chain", training), whole = Sweep("whole", training);
        whole.Train("4", alone: true);
        chain.Train("1");
        chain.Train("2");
        string[] one = chain.Ids(1), two = chain.Ids(2);
        foreach (string id in new[] { two[0], one[1], two[1] })
        {
            byte[] bytes = File.ReadAllBytes(chain.State(id));
            bytes[^5] ^= 1;
            File.WriteAllBytes(chain.State(id), bytes);
        }

        File.Delete(chain.State(two[2]));

        Assert.Equal(3 + 4 + 3, chain.Train("4"));

        Assert.Equal(["1", "null", "1"], chain.ContinuedAfter(4));
        Assert.Equal(whole.Outcome(4), chain.Outcome(4));
        string[] told = [.. chain.Told.Told.Order(StringComparer.Ordinal)];
        Assert.Equal(2, told.Length);
        Assert.Contains(told, text => text.Contains($"{chain.State(two[0])} is damaged", StringComparison.Ordinal)
            && text.EndsWith("seed 1 goes on after epoch 1.", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains($"{chain.State(one[1])} is damaged", StringComparison.Ordinal)
            && text.EndsWith("seed 2 begins anew.", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_was_stopped_goes_on_from_its_own_checkpoint_and_still_says_where_it_began()
    {
        LongerSweep chain = Sweep("chain", Constant, seeds: 1), whole = Sweep("whole", Constant, seeds: 1);
        whole.Train("5", alone: true);
        chain.Train("1");

        Assert.Equal(2, chain.Train("5", stopAfter: 2));
        Assert.Equal(["pending|1|3"], chain.Rows("""
            select status, continued_after, (select count(*) from epochs e where e.run_id = r.run_id)
            from runs r where continued_from is not null
            """));
        File.Delete(chain.States().Single());

        Assert.Equal(2, chain.Train("5"));
        Assert.Equal(["1"], chain.ContinuedAfter(5));
        Assert.Equal(whole.Outcome(5), chain.Outcome(5));
    }

    [Fact]
    public void One_that_was_stopped_beyond_the_shorter_ones_end_keeps_its_own_beginning()
    {
        LongerSweep chain = Sweep("chain", Constant, seeds: 1);
        chain.Train("4", alone: true, stopAfter: 3);
        chain.Train("2");

        Assert.Equal(1, chain.Train("4"));

        Assert.Equal(["null"], chain.ContinuedAfter(4));
    }

    [Fact]
    public void Lengths_of_one_sweep_go_on_from_each_other()
    {
        LongerSweep chain = Sweep("chain", Constant), whole = Sweep("whole", Constant);
        Assert.Equal(3 * 7, whole.Train("1, 2, 4", alone: true));

        Assert.Equal(3 * 4, chain.Train("1, 2, 4"));

        foreach (int epochs in new[] { 1, 2, 4 })
            Assert.Equal(whole.Outcome(epochs), chain.Outcome(epochs));
        Assert.Equal(["2", "2", "2"], chain.ContinuedAfter(4));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Layers_that_the_shorter_one_did_not_look_into_are_no_beginning(bool planSeesThem)
    {
        var chain = new LongerSweep(folder.At("chain"), Constant, 1)
        {
            Finished = run => new FinishedRun
            {
                RunId = run.RunId,
                Epochs = run.Epochs,
                HasLayers = run.HasLayers || planSeesThem,
            },
        };
        LongerSweep whole = Sweep("whole", Constant, seeds: 1);
        whole.Train("3", alone: true);
        chain.Train("1", set: ", layer_stats: false");

        Assert.Equal(3, chain.Train("3"));

        Assert.Equal(whole.Outcome(3), chain.Outcome(3));
    }

    [Fact]
    public void Layers_that_a_longer_one_does_not_ask_for_are_not_taken_over()
    {
        LongerSweep chain = Sweep("chain", Constant, seeds: 1), whole = Sweep("whole", Constant, seeds: 1);
        whole.Train("3", alone: true, set: ", layer_stats: false");
        chain.Train("1");

        Assert.Equal(2, chain.Train("3", set: ", layer_stats: false"));

        Assert.Equal(whole.Outcome(3), chain.Outcome(3));
    }

    [Fact]
    public void An_end_is_verified_and_goes_to_the_trash_and_back_with_its_run_alone()
    {
        LongerSweep chain = Sweep("chain", Constant, seeds: 1);
        chain.Train("1");
        chain.Train("2");
        string results = folder.At("chain"), id = chain.Ids(1)[0], state = chain.State(id);
        Assert.Equal(2, chain.States().Length);
        Assert.Empty(Findings());

        byte[] whole = File.ReadAllBytes(state);
        File.WriteAllBytes(state, whole[..^8]);
        Finding damaged = Assert.Single(Findings());
        Assert.Contains($"{state} is damaged", damaged.What, StringComparison.Ordinal);
        Assert.Equal($"rm '{state}'; a longer run then begins itself", damaged.Remedy);
        File.WriteAllBytes(state, whole);

        string orphan = chain.State("0000000000000000");
        File.Copy(state, orphan);
        Assert.StartsWith(
            $"{orphan}: weights of a run that is not recorded", Assert.Single(Findings()).What,
            StringComparison.Ordinal);
        File.Delete(orphan);

        var trash = new TrashFolder(results, TimeProvider.System);
        var remover = new Remover(results, trash, new RunnerGlance(new ProcessTable(), TimeProvider.System));
        TrashEntry gone;
        using (ResultsReader reader = ResultsReader.Open(results))
            gone = remover.Remove(Removal.Of(reader, id, null));
        Assert.Equal([chain.State(chain.Ids(2)[0])], chain.States());
        Assert.Empty(Findings());
        Assert.Equal([id], remover.Undo(gone).Runs);
        Assert.Equal(whole, File.ReadAllBytes(state));
        Assert.Empty(Findings());

        Finding[] Findings()
        {
            using ResultsReader reader = ResultsReader.Open(results);
            return
            [
                .. new Verifier(results, reader, TimeProvider.System).Find(
                    reader.Recorded(), _ => LongerSweep.Dataset, CancellationToken.None),
            ];
        }
    }

    [Fact]
    public void The_runs_page_says_it_in_words()
    {
        LongerSweep chain = Sweep("chain", Constant, seeds: 1);
        foreach (string epochs in new[] { "1", "2", "3" })
            chain.Train(epochs);
        using ResultsReader reader = ResultsReader.Open(folder.At("chain"));

        Assert.DoesNotContain("Its first", RunPage.Render(reader, chain.Ids(1)[0]), StringComparison.Ordinal);
        Assert.Contains(
            $"\n\nIts first epoch, with its seconds, is that of run `{chain.Ids(1)[0]}`:\nit went on from that run's",
            RunPage.Render(reader, chain.Ids(2)[0]), StringComparison.Ordinal);
        Assert.Contains(
            $"\n\nIts first 2 epochs, with their seconds, are those of run `{chain.Ids(2)[0]}`:\nit went on",
            RunPage.Sections(reader, chain.Ids(3)[0])[0].Markdown, StringComparison.Ordinal);
    }

    private LongerSweep Sweep(string name, string training, int seeds = 3) => new(folder.At(name), training, seeds);
}
