using LeNetLab.Results;

namespace LeNetLab.Tests.Results;

public sealed class DatabasePlaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_that_is_there_or_can_be_made_is_no_problem()
    {
        File.CreateSymbolicLink(folder.At("link"), Directory.CreateDirectory(folder.At("real")).FullName);

        Assert.Null(new ResultsFolder(folder.Path).Problem());
        Assert.Null(new ResultsFolder(folder.At("link")).Problem());
        Assert.Null(new ResultsFolder(folder.At("link", "new", "newer")).Problem());
    }

    [Fact]
    public void What_is_in_the_way_is_named_by_whoever_opens_and_nothing_is_made()
    {
        folder.Write("file", []);
        File.CreateSymbolicLink(folder.At("dangling"), folder.At("nowhere"));
        Directory.CreateDirectory(folder.At("odd", "lenetlab.db"));
        Directory.CreateDirectory(folder.At("linked"));
        File.CreateSymbolicLink(folder.At("linked", "lenetlab.db"), folder.At("nowhere", "lenetlab.db"));
        (string Place, string Problem)[] places =
        [
            (folder.At("file"), $"{folder.At("file")} is a file"),
            (folder.At("file", "below"), $"{folder.At("file")} is a file"),
            (folder.At("dangling"), $"is a symbolic link to {folder.At("nowhere")}, which is not there"),
            (folder.At("dangling", "below"), $"is a symbolic link to {folder.At("nowhere")}, which is not there"),
            (folder.At("linked"), "lenetlab.db is a symbolic link to"),
            (folder.At("odd"), "lenetlab.db is a folder"),
        ];
        foreach ((string place, string problem) in places)
        {
            string[] messages =
            [
                new ResultsFolder(place).Problem()!,
                Assert.Throws<ResultsException>(() => ResultsDatabase.Open(place, TimeProvider.System)).Message,
                Assert.Throws<ResultsException>(() => ResultsReader.Open(place)).Message,
            ];
            Assert.All(messages, message => Assert.Contains(problem, message, StringComparison.Ordinal));
            Assert.All(messages, message => Assert.Contains("RESULTS=<folder>", message, StringComparison.Ordinal));
        }

        Assert.False(Directory.Exists(folder.At("nowhere")));
    }

    [Fact]
    public void SQLites_longest_path_can_be_opened_and_one_byte_more_is_refused_before_anything_is_made()
    {
        const int Longest = 504;
        string most = Deep(Longest - "/lenetlab.db".Length), more = $"{most}x";
        using (ResultsDatabase database = ResultsDatabase.Open(most, TimeProvider.System))
            database.Declare("sweep", "Which?", "name: sweep", [SyntheticResults.Plan("a", 1)]);

        string message =
            Assert.Throws<ResultsException>(() => ResultsDatabase.Open(more, TimeProvider.System)).Message;

        Assert.Contains($"would have {Longest + 1} bytes, and SQLite opens none above {Longest}", message);
        Assert.False(Directory.Exists(more));
    }

    [Fact]
    public void A_database_that_was_cut_short_or_emptied_is_named_with_a_way_out()
    {
        using (ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System))
            database.Declare("sweep", "Which?", "name: sweep", [SyntheticResults.Plan("a", 1)]);
        string path = folder.At("lenetlab.db");
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(file.Length / 2);

        Action[] openings =
            [() => ResultsReader.Open(folder.Path), () => ResultsDatabase.Open(folder.Path, TimeProvider.System)];
        foreach (Action open in openings)
        {
            string message = Assert.Throws<ResultsException>(open).Message;
            Assert.StartsWith($"{path} is damaged or cut short (SQLite Error 11", message);
            Assert.Contains("Put back a copy", message);
        }

        File.WriteAllBytes(path, []);
        Assert.StartsWith(
            $"There are no results yet: {path} is empty (0 bytes).",
            Assert.Throws<ResultsException>(() => ResultsReader.Open(folder.Path)).Message);
    }

    /// <summary>A folder in this one whose path has so many bytes.</summary>
    private string Deep(int length)
    {
        string path = folder.Path;
        while (length - path.Length > 201)
            path += $"/{new string('d', 100)}";
        return $"{path}/{new string('e', length - path.Length - 1)}";
    }
}
