namespace LeNetLab.Tests.Cli;

/// <summary>Folders and files as people give them, wherever they can.</summary>
public sealed class PathsTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("/path/that/is/wrong", "/path/that/is/wrong: there is no such folder")]
    [InlineData("~/nowhere", "~/nowhere: there is no such folder")]
    [InlineData("~nobody/digits", "begins with another user's home folder")]
    [InlineData("file:///tmp/digits", "is an address; as a path it is /tmp/digits")]
    [InlineData("./experiments", "./experiments is not a folder of IDX files")]
    public void No_fallback_covers_up_a_dataset_whose_path_is_wrong(string dataset, string expected)
    {
        lab.Variables["HOME"] = lab.Folder;

        Refused(expected, "run", "tiny", "--set", $"dataset={dataset}", "offline_fallback=strokes");

        Assert.False(Directory.Exists(lab.Results));
    }

    [Fact]
    public void No_fallback_covers_up_damaged_files()
    {
        string images = Path.Combine(lab.Folder, "digits", "train-images-idx3-ubyte");
        File.WriteAllBytes(images, File.ReadAllBytes(images)[..5000]);

        Refused("is truncated", "run", "tiny", "--set", "offline_fallback=strokes");
        Refused("DATA=/nowhere: there is no such folder",
            "run", "tiny", "--set", "dataset=mnist", "offline_fallback=strokes", "--data", "/nowhere");
        Assert.False(Directory.Exists(lab.Results));
    }

    [Fact]
    public void A_tilde_is_the_home_folder_wherever_a_path_is_given()
    {
        lab.Variables["HOME"] = lab.Folder;
        lab.Variables["LENETLAB_DATA"] = "~/environment";
        lab.Variables["XDG_CACHE_HOME"] = "~/caches";
        File.WriteAllText(Path.Combine(lab.Folder, "profile.yaml"), "slurm: {time: never}");

        Answer run = lab.Run(
            "run", "~/experiments/tiny.yaml", "--set", "dataset=~/digits", "seeds=1", "--results", "~/kept");
        Answer export = lab.Run("export", "--format", "csv", "--to", "~/tables", "--results", "~/kept");
        string cache = Path.Combine(lab.Folder, "caches", "lenetlab", "mnist");
        Directory.CreateDirectory(cache);
        foreach (string file in Directory.GetFiles(Path.Combine(lab.Folder, "digits")))
            File.Copy(file, Path.Combine(cache, Path.GetFileName(file)));
        Answer wrong = lab.Run("run", "tiny", "--set", "dataset=mnist");

        Assert.True(run.Code == 0, run.Out + run.Error);
        Assert.Contains($"dataset   ~/digits, 600 + 100 images, {lab.Folder}/digits", run.Out, StringComparison.Ordinal);
        Assert.True(export.Code == 0, export.Out + export.Error);
        Assert.True(File.Exists(Path.Combine(lab.Folder, "kept", "lenetlab.db")));
        Assert.True(Directory.Exists(Path.Combine(lab.Folder, "tables")));
        Assert.Contains(
            $"LENETLAB_DATA={lab.Folder}/environment: there is no such folder", wrong.Out, StringComparison.Ordinal);
        Assert.StartsWith($"{cache}/train-images-idx3-ubyte: is not mnist's", wrong.Error, StringComparison.Ordinal);
        Refused("profile.yaml:1:", "run", "tiny", "--launcher", "slurm", "--profile", "~/profile.yaml");
        Refused($"DATA={lab.Folder}/experiments does not hold mnist",
            "run", "tiny", "--set", "dataset=mnist", "--data", "~/experiments");
        Assert.False(Directory.Exists(Path.Combine(lab.Folder, "~")));
    }

    [Fact]
    public void What_is_no_path_is_refused_wherever_a_path_is_given()
    {
        string address = $"file://{lab.Folder}/x", path = $"as a path it is {lab.Folder}/x";

        Refused($"--results {address} is an address; {path}", "run", "tiny", "--results", address);
        Refused($"--results {address} is an address; {path}", "list", "--results", address);
        Refused($"--data {address} is an address; {path}", "reproduce", "a", "--data", address);
        Refused($"--to {address} is an address; {path}", "export", "--format", "csv", "--to", address);
        Refused("begins with another user's home folder", "status", "--results", "~nobody/results");
        Refused($"is an address; {path}.yaml", "run", $"{address}.yaml");
        lab.Variables["LENETLAB_DATA"] = address;
        Refused($"LENETLAB_DATA={address} is an address; {path}", "run", "tiny");
        Assert.False(Directory.Exists(lab.Results));
        Assert.False(Directory.Exists(Path.Combine(lab.Folder, "file:")));
    }

    [Fact]
    public void Results_that_cannot_be_anywhere_are_refused_before_anything_is_looked_at()
    {
        string link = Path.Combine(lab.Folder, "link"), target = Path.Combine(lab.Folder, "gone");
        File.CreateSymbolicLink(link, target);
        File.WriteAllText(Path.Combine(lab.Folder, "file"), "");
        string longest = string.Join('/', Enumerable.Repeat(new string('x', 200), 3));
        foreach (string verb in (string[])["list", "status"])
            Refused($"{link} is a symbolic link to {target}, which is not there", verb, "--results", "link");
        Refused("is a file. RESULTS=<folder> names another.", "run", "tiny", "--dry-run", "--results", "file");
        Refused("and SQLite opens none above 504", "run", "tiny", "--results", longest);

        Assert.False(Directory.Exists(Path.Combine(lab.Folder, longest.Split('/')[0])));
        File.CreateSymbolicLink(lab.Results, target);
        Refused("which is not there", "run", "tiny");
    }

    [Fact]
    public void What_is_odd_about_ones_own_images_is_said_before_and_after_training_and_in_the_report_and_changes_nothing()
    {
        string labels = Path.Combine(lab.Folder, "digits", "train-labels-idx1-ubyte");
        byte[] bytes = File.ReadAllBytes(labels);
        bytes.AsSpan(8).Clear();
        File.WriteAllBytes(labels, bytes);

        Answer plan = lab.Run("run", "tiny", "--dry-run");
        Answer run = lab.Run("run", "tiny", "--only", "seed=1 activation=tanh");

        Assert.Contains("\n  notice    All 600 training labels are 0.\n", plan.Out, StringComparison.Ordinal);
        Assert.True(run.Code == 0, run.Out + run.Error);
        Assert.Contains("\n  notice    All 600 training labels are 0.\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\nNotice on the data: All 600 training labels are 0.\n", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "> Look at the images of `./digits` before you trust the errors. All 600 training labels are 0.\n",
            File.ReadAllText(Path.Combine(lab.Results, "tiny", "report.md")), StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(labels));
    }

    private void Refused(string expected, params string[] arguments)
    {
        Answer answer = lab.Run(arguments);
        Assert.True(answer.Code == 2, answer.Out + answer.Error);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }
}
