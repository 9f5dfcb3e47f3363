using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Cli;

public sealed class ReproduceTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void A_run_is_trained_again_from_its_row_alone()
    {
        lab.Run("run", "tiny");
        Directory.Delete(Path.Combine(lab.Folder, "experiments"), recursive: true);
        string id = Id("activation=relu", 2);

        Answer same = lab.Run("reproduce", id[..6]);
        Assert.True(same.Code == 0, same.Out + same.Error);
        Assert.Contains($"Training {id} (activation=relu, seed 2) again", same.Out, StringComparison.Ordinal);
        Assert.Contains("epoch 2/2", same.Out, StringComparison.Ordinal);
        Assert.Contains("\nidentical: weights ", same.Out, StringComparison.Ordinal);

        Change("update epochs set train_loss = train_loss + 1e-12 where epoch = 2");
        Change("update runs set weights_sha256 = 'ab', cpu = 'An abacus'");
        Answer other = lab.Run("reproduce", id);
        Assert.True(other.Code == 1, other.Out + other.Error);
        Assert.Contains("epoch 2's train_loss: recorded", other.Out, StringComparison.Ordinal);
        Assert.Contains("weights_sha256: recorded ab, now", other.Out, StringComparison.Ordinal);
        Assert.Contains("trained elsewhere: processor An abacus", other.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("knn")]
    [InlineData("svm-rbf")]
    public void A_method_is_fitted_again_from_its_row_alone(string preset)
    {
        File.WriteAllText(Path.Combine(lab.Folder, "experiments", "method.yaml"), $$"""
            name: method
            question: Can it be fitted again?
            dataset: ./digits
            seeds: 1
            base:
              model: {preset: {{preset}}}
              training: {train_images: 400}
            """);
        lab.Run("run", "method");
        Directory.Delete(Path.Combine(lab.Folder, "experiments"), recursive: true);

        Answer same = lab.Run("reproduce", lab.Query("select run_id from run_summary").Split('\n')[1]);

        Assert.True(same.Code == 0, same.Out + same.Error);
        Assert.Contains("epoch 1/1", same.Out, StringComparison.Ordinal);
        Assert.Contains("\nidentical: weights ", same.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_images_that_was_moved_is_found_by_its_sum()
    {
        lab.Run("run", "tiny", "--only", "seed=1");
        string id = Id("activation=tanh", 1), elsewhere = Path.Combine(lab.Folder, "elsewhere");
        Directory.CreateDirectory(elsewhere);

        // From another working folder, the recorded ./digits is beside the results.
        Answer beside = lab.RunIn("elsewhere", "reproduce", id, "--results", "../results");
        Assert.True(beside.Code == 0, beside.Out + beside.Error);

        Directory.Move(Path.Combine(lab.Folder, "digits"), Path.Combine(elsewhere, "moved"));
        (string Verb, string Of, string Done)[] verbs =
        [
            ("reproduce", id, "identical: weights "), ("verify", "tiny", "All is as it should be"),
            ("robustness", "tiny", "Measured 2 runs"),
        ];
        foreach ((string verb, string of, string done) in verbs)
        {
            Answer lost = lab.Run(verb, of);
            string said = lost.Out + lost.Error;
            Assert.Contains("trained on ./digits of the sum ", said, StringComparison.Ordinal);
            Assert.Contains($"./digits, seen from {lab.Folder}: there is no such folder", said, StringComparison.Ordinal);
            Assert.Contains("DATA=<folder>", said, StringComparison.Ordinal);
            Answer found = lab.Run(verb, of, "--data", "elsewhere/moved");
            Assert.True(found.Code == 0, found.Out + found.Error);
            Assert.Contains(done, found.Out, StringComparison.Ordinal);
            Assert.DoesNotContain("not computed again", found.Out, StringComparison.Ordinal);
        }

        lab.Variables["LENETLAB_DATA"] = Path.Combine(elsewhere, "moved");
        Assert.Contains("identical: ", lab.Run("reproduce", id).Out, StringComparison.Ordinal);
        Answer again = lab.Run("run", "tiny", "--only", "seed=1", "--data", "elsewhere/moved");
        Assert.True(again.Code == 0, again.Out + again.Error);
        Assert.Contains("0 to do, 2 already done", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_reproduced_is_refused_in_one_sentence()
    {
        lab.Run("run", "tiny", "--only", "seed=1");
        string id = Id("activation=tanh", 1), pending = Id("activation=tanh", 2);
        (string Change, string Run, string Expected)[] refusals =
        [
            ("", pending, "is pending: it has no outcome"),
            ("", "zz", "No run's id begins with 'zz'"),
            ("update runs set seed = 8", id, "is not what its id says"),
            ("update runs set seed = 1; update settings set path = 'model.wings' where path = 'model.c3'", id,
                "`model.wings`, which this program does not have"),
        ];
        foreach ((string change, string run, string expected) in refusals)
        {
            if (change.Length > 0)
                Change(change);
            Answer answer = lab.Run("reproduce", run);
            Assert.True(answer.Code == 2, answer.Out + answer.Error);
            Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        }

        Change("update settings set path = 'model.c3' where path = 'model.wings'");
        string labels = Path.Combine(lab.Folder, "digits", "t10k-labels-idx1-ubyte");
        byte[] bytes = File.ReadAllBytes(labels);
        bytes[^1] = (byte)((bytes[^1] + 1) % 10);
        File.WriteAllBytes(labels, bytes);
        Answer elsewhere = lab.Run("reproduce", id);
        Assert.True(elsewhere.Code == 2, elsewhere.Out + elsewhere.Error);
        Assert.Contains("was trained on ./digits of the sum", elsewhere.Error, StringComparison.Ordinal);
    }

    private string Id(string variant, int seed) => lab.Query(
        $"select run_id from run_summary where variant = '{variant}' and seed = {seed}").Split('\n')[1];

    private void Change(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(lab.Results, "lenetlab.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
