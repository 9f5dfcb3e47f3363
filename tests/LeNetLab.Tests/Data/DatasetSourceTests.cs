using LeNetLab.Data;
using LeNetLab.Naming;

namespace LeNetLab.Tests.Data;

public sealed class DatasetSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> notices = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("data", true, false)]
    [InlineData("data", false, false)]
    [InlineData("data", true, true)]
    [InlineData("data", false, true)]
    [InlineData("data/first", true, false)]
    [InlineData("data/first", false, false)]
    public async Task A_named_folder_may_hold_the_files_in_any_spelling(string place, bool compressed, bool dotted)
    {
        SmallDigits.First.WriteTo(folder, place, compressed, dotted);

        Dataset dataset = await LoadAsync(Options(plainSumsKnown: true) with { DataFolder = folder.At("data") });

        Assert.Equal(SmallDigits.First.Train.Pixels, dataset.Train.Pixels);
        Assert.Equal(SmallDigits.First.Test.Labels, dataset.Test.Labels);
        Assert.Equal(folder.At(place.Split('/')), dataset.Origin);
        Assert.Empty(notices);
    }

    [Fact]
    public async Task The_sum_covers_the_four_uncompressed_files_in_their_order()
    {
        SmallDigits.First.WriteTo(folder, "data");

        Dataset dataset = await LoadAsync(Options() with { DataFolder = folder.At("data") });

        string lines = string.Concat(SmallDigits.First.Plain.Select(file => $"{SmallDigits.Sum(file)}\n"));
        Assert.Equal(SmallDigits.Sum(System.Text.Encoding.ASCII.GetBytes(lines)), dataset.Sha256);
    }

    [Fact]
    public async Task The_named_folder_wins_over_the_environments_and_that_over_the_cache()
    {
        foreach (string place in new[] { "data", "environment", "cache/first" })
            SmallDigits.First.WriteTo(folder, place);
        DatasetSourceOptions cached = Options() with { DataFolder = "", EnvironmentFolder = "" };
        DatasetSourceOptions environment = cached with { EnvironmentFolder = folder.At("environment") };

        Assert.Equal(folder.At("cache", "first"), (await LoadAsync(cached)).Origin);
        Assert.Equal(folder.At("environment"), (await LoadAsync(environment)).Origin);
        Assert.Equal(folder.At("data"), (await LoadAsync(environment with { DataFolder = folder.At("data") })).Origin);
    }

    [Fact]
    public async Task A_named_folder_without_the_dataset_is_an_error_even_if_the_cache_has_it()
    {
        SmallDigits.First.WriteTo(folder, "cache/first");
        SmallDigits.First.WriteTo(folder, "data");
        File.Delete(folder.At("data", "train-labels-idx1-ubyte.gz"));

        string message = await RefusalAsync(Options() with { DataFolder = folder.At("data") });

        Assert.Contains($"DATA={folder.At("data")} does not hold first: train-labels-idx1-ubyte[.gz] missing", message);
        Assert.Contains("leave DATA out", message);
    }

    [Fact]
    public async Task A_named_folder_that_does_not_exist_is_an_error() => Assert.Contains(
        "there is no such folder", await RefusalAsync(Options() with { DataFolder = folder.At("nowhere") }));

    [Fact]
    public async Task The_environments_folder_may_lack_the_dataset_but_says_so()
    {
        SmallDigits.First.WriteTo(folder, "cache/first");

        Dataset dataset = await LoadAsync(Options() with { EnvironmentFolder = folder.At("nowhere") });

        Assert.Equal(folder.At("cache", "first"), dataset.Origin);
        Assert.Contains("LENETLAB_DATA", Assert.Single(notices));
    }

    [Fact]
    public async Task Another_datasets_files_are_recognised()
    {
        SmallDigits.Second.WriteTo(folder, "data");
        SmallDigits.First.WriteTo(folder, "cache/first");

        string message = await RefusalAsync(Options() with { DataFolder = folder.At("data") });
        Dataset dataset = await LoadAsync(Options() with { EnvironmentFolder = folder.At("data") });

        Assert.Contains("is train-images-idx3-ubyte of second, expected train-images-idx3-ubyte of first", message);
        Assert.Contains("Set dataset: second", message);
        Assert.Equal(folder.At("cache", "first"), dataset.Origin);
        Assert.Contains("holds second, not first", Assert.Single(notices));
    }

    [Fact]
    public async Task Training_and_test_files_under_each_others_names_are_recognised()
    {
        SmallDigits.First.WriteTo(folder, "data");
        folder.Write("data/train-images-idx3-ubyte.gz", SmallDigits.First.Compressed[2]);
        folder.Write("data/t10k-images-idx3-ubyte.gz", SmallDigits.First.Compressed[0]);

        Assert.Contains("is t10k-images-idx3-ubyte, under another name",
            await RefusalAsync(Options() with { DataFolder = folder.At("data") }));
    }

    [Theory]
    [InlineData("data")]
    [InlineData("environment")]
    [InlineData("cache/first")]
    public async Task Files_that_are_there_but_wrong_are_never_passed_over(string place)
    {
        SmallDigits.First.WriteTo(folder, place, compressed: false);
        byte[] changed = [.. SmallDigits.First.Plain[0]];
        changed[5000] ^= 1;
        string path = folder.Write($"{place}/train-images-idx3-ubyte", changed);
        DatasetSourceOptions options = Options(plainSumsKnown: true) with
        {
            DataFolder = place == "data" ? folder.At("data") : null,
            EnvironmentFolder = place == "environment" ? folder.At("environment") : null,
        };

        string message = await RefusalAsync(options);

        Assert.StartsWith(path, message);
        Assert.Contains($"is not first's train-images-idx3-ubyte: its uncompressed bytes have the SHA-256 " +
            $"{SmallDigits.Sum(changed)}; expected {SmallDigits.Sum(SmallDigits.First.Plain[0])}", message);
    }

    [Fact]
    public async Task A_recompressed_file_is_checked_by_its_uncompressed_bytes_where_their_sum_is_known()
    {
        SmallDigits.First.WriteTo(folder, "data");
        folder.Write("data/train-images-idx3-ubyte.gz", SmallDigits.Gzip(
            SmallDigits.First.Plain[0], System.IO.Compression.CompressionLevel.NoCompression));

        await LoadAsync(Options(plainSumsKnown: true) with { DataFolder = folder.At("data") });
        string message = await RefusalAsync(Options(plainSumsKnown: false) with { DataFolder = folder.At("data") });

        Assert.Contains("once it is uncompressed", message);
    }

    [Fact]
    public async Task Uncompressed_files_without_a_published_sum_are_taken_with_a_notice()
    {
        SmallDigits.First.WriteTo(folder, "data", compressed: false);

        Dataset dataset = await LoadAsync(Options(plainSumsKnown: false) with { DataFolder = folder.At("data") });

        Assert.Equal(SmallDigits.TrainCount, dataset.Train.Count);
        Assert.Contains("cannot be checked", Assert.Single(notices));
    }

    [Fact]
    public async Task Without_a_published_sum_the_number_of_items_must_fit()
    {
        SmallDigits.First.WriteTo(folder, "data", compressed: false);
        folder.Write("data/train-images-idx3-ubyte", SmallDigits.Images(SmallDigits.Random(5, "other", 29)));

        Assert.Contains("it holds 29 items; expected 30",
            await RefusalAsync(Options(plainSumsKnown: false) with { DataFolder = folder.At("data") }));
    }

    [Fact]
    public async Task A_path_is_a_folder_of_ones_own()
    {
        SmallDigits.Second.WriteTo(folder, "own", compressed: false);
        DatasetSourceOptions options = Options() with { DataFolder = folder.At("not-looked-at") };

        Dataset dataset = await new DatasetSource(options).LoadAsync(folder.At("own"), CancellationToken.None);

        Assert.Equal((folder.At("own"), SmallDigits.TrainCount), (dataset.Name, dataset.Train.Count));
        Assert.True(DatasetSource.IsFolder(folder.At("own")));
    }

    [Fact]
    public async Task A_folder_of_ones_own_must_be_whole_and_of_28_by_28_pixels_with_as_many_labels()
    {
        string own = folder.At("own");
        Assert.Contains("there is no such folder", (await RefusalAsync<DatasetException>(own)).Message);

        SmallDigits.First.WriteTo(folder, "own", compressed: false);
        folder.Write("own/train-images-idx3-ubyte", SmallDigits.Images(SmallDigits.Random(6, "x", 30, 32, 32)));
        Assert.Contains("32×32 pixels, expected 28×28", (await RefusalAsync<DatasetException>(own)).Message);

        folder.Write("own/train-images-idx3-ubyte", SmallDigits.Images(SmallDigits.Random(6, "x", 31)));
        Assert.Contains("holds 31 images, but", (await RefusalAsync<DatasetException>(own)).Message);

        File.Delete(folder.At("own", "t10k-images-idx3-ubyte"));
        Assert.Contains("t10k-images-idx3-ubyte[.gz] missing", (await RefusalAsync<DatasetException>(own)).Message);
    }

    [Fact]
    public async Task A_folder_of_ones_own_begins_at_home_where_its_name_does()
    {
        SmallDigits.Second.WriteTo(folder, "own", compressed: false);
        DatasetSourceOptions options = Options() with { Paths = new UserPaths(folder.Path) };

        Dataset dataset = await new DatasetSource(options).LoadAsync("~/own", CancellationToken.None);
        DatasetException homeless = await RefusalAsync<DatasetException>("~/own");

        Assert.Equal(("~/own", folder.At("own")), (dataset.Name, dataset.Origin));
        Assert.Contains("neither HOME nor this account names one", homeless.Message);
    }

    [Fact]
    public async Task A_named_folder_stands_in_for_ones_own_that_is_not_there_and_for_no_other()
    {
        SmallDigits.Second.WriteTo(folder, "copies/own", compressed: false);
        SmallDigits.First.WriteTo(folder, "there", compressed: false);
        DatasetSourceOptions options = Options() with { DataFolder = folder.At("copies") };

        Dataset copy = await new DatasetSource(options).LoadAsync(folder.At("gone", "own"), CancellationToken.None);
        Dataset there = await new DatasetSource(options).LoadAsync(folder.At("there"), CancellationToken.None);
        DatasetException neither = await Assert.ThrowsAsync<DatasetException>(() =>
            new DatasetSource(options).LoadAsync(folder.At("gone", "other"), CancellationToken.None));

        Assert.Equal((folder.At("gone", "own"), folder.At("copies", "own")), (copy.Name, copy.Origin));
        Assert.Equal(SmallDigits.First.Train.Pixels, there.Train.Pixels);
        Assert.Contains("is not looked at", Assert.Single(notices));
        Assert.Contains($"DATA={folder.At("copies")} does not hold a copy", neither.Message);
    }

    [Fact]
    public async Task What_was_recorded_is_found_by_its_sum_wherever_it_lies()
    {
        SmallDigits.First.WriteTo(folder, "first", compressed: false);
        SmallDigits.Second.WriteTo(folder, "own", compressed: false);
        SmallDigits.Second.WriteTo(folder, "environment/own", compressed: false);
        Dataset wanted = await new DatasetSource(Options()).LoadAsync(folder.At("first"), CancellationToken.None);
        string own = folder.At("own");
        DatasetSourceOptions environment = Options() with { EnvironmentFolder = folder.At("environment") };

        string message = (await Assert.ThrowsAsync<DatasetException>(() => Recorded(environment))).Message;
        Dataset named = await Recorded(environment with { DataFolder = folder.At("first") });
        Dataset other = await Recorded(environment, folder.At("nowhere"), folder.At("first"));
        SmallDigits.First.WriteTo(folder, "environment/own", compressed: false);

        Assert.Equal((own, folder.At("first"), wanted.Sha256), (named.Name, named.Origin, named.Sha256));
        Assert.Equal(folder.At("first"), other.Origin);
        Assert.Equal(folder.At("environment", "own"), (await Recorded(environment)).Origin);
        Assert.Contains($"was trained on {own} of the sum {wanted.Sha256[..12]}, which is not here:", message);
        Assert.Contains($"\n  {own}: other images, of the sum ", message);
        Assert.Contains($"\n  LENETLAB_DATA={folder.At("environment")}: train-images-idx3-ubyte[.gz]", message);
        Assert.Contains("The same command with DATA=<folder>", message);

        Task<Dataset> Recorded(DatasetSourceOptions options, params string[] others) =>
            new DatasetSource(options).LoadRecordedAsync(own, wanted.Sha256, others, CancellationToken.None);
    }

    [Fact]
    public async Task What_was_recorded_under_a_known_name_must_have_the_recorded_sum_too()
    {
        SmallDigits.First.WriteTo(folder, "data");
        var source = new DatasetSource(Options() with { DataFolder = folder.At("data") });
        Dataset first = await source.LoadAsync("first", CancellationToken.None);

        Assert.Equal("first", (await source.LoadRecordedAsync("first", first.Sha256, [], CancellationToken.None)).Name);
        DatasetException other = await Assert.ThrowsAsync<DatasetException>(() =>
            source.LoadRecordedAsync("first", new string('a', 64), [], CancellationToken.None));

        Assert.Contains($"{folder.At("data")}: other images, of the sum {first.Sha256[..12]}", other.Message);
    }

    [Fact]
    public async Task Without_a_place_for_the_cache_the_files_must_be_named()
    {
        SmallDigits.First.WriteTo(folder, "data");
        DatasetSourceOptions homeless = Options() with { CacheFolder = null };

        string message = await RefusalAsync(homeless);

        Assert.Contains("XDG_CACHE_HOME, an absolute path, or the folder that holds the files with DATA", message);
        Assert.Equal(folder.At("data"), (await LoadAsync(homeless with { DataFolder = folder.At("data") })).Origin);
    }

    [Fact]
    public async Task An_environments_folder_that_is_not_there_is_a_mistake_where_no_other_place_has_the_dataset()
    {
        DatasetSourceOptions options = Options() with { EnvironmentFolder = folder.At("nowhere") };
        Directory.CreateDirectory(folder.At("empty"));

        string message = await RefusalAsync(options);
        await Assert.ThrowsAsync<DatasetUnavailableException>(
            () => LoadAsync(options with { EnvironmentFolder = folder.At("empty") }));

        Assert.Contains($"LENETLAB_DATA={folder.At("nowhere")}: there is no such folder", message);
        Assert.Contains("with DATA or LENETLAB_DATA", message);
    }

    [Theory]
    [InlineData("MNIST", "Did you mean mnist?")]
    [InlineData("fashion_mnist", "Did you mean fashion-mnist?")]
    [InlineData("stroke", "Did you mean strokes?")]
    [InlineData("imagenet-21k-winter", "Known are mnist, fashion-mnist, kmnist, strokes")]
    public async Task An_unknown_name_is_refused_with_the_nearest(string name, string hint) =>
        Assert.Contains(hint, (await RefusalAsync<DatasetException>(name)).Message);

    [Fact]
    public void The_standard_catalogue_is_whole()
    {
        Assert.Equal(["mnist", "fashion-mnist", "kmnist", "strokes"], DatasetSource.KnownNames);
        Assert.All(DatasetCatalogue.Standard.Entries, entry =>
        {
            Assert.All(entry.Mirrors, mirror => Assert.EndsWith("/", mirror.AbsoluteUri));
            Assert.Equal([60_000, 60_000, 10_000, 10_000], entry.Files.Select(file => file.Count));
            Assert.All(entry.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.GzipSha256));
        });
        string[] sums = [.. DatasetCatalogue.Standard.Entries.SelectMany(entry => entry.Files)
            .SelectMany(file => new[] { file.Sha256, file.GzipSha256 }).OfType<string>()];
        Assert.Equal(16, sums.Distinct().Count());
    }

    private DatasetSourceOptions Options(bool plainSumsKnown = true) => new()
    {
        CacheFolder = folder.At("cache"),
        Catalogue = new DatasetCatalogue(
            [SmallDigits.First.Entry(plainSumsKnown), SmallDigits.Second.Entry(plainSumsKnown)]),
        Notice = notices.Add,
    };

    private static Task<Dataset> LoadAsync(DatasetSourceOptions options) =>
        new DatasetSource(options).LoadAsync("first", CancellationToken.None);

    /// <summary>The message of a refusal that no fallback may hide.</summary>
    private static async Task<string> RefusalAsync(DatasetSourceOptions options)
    {
        DatasetException refused = await Assert.ThrowsAnyAsync<DatasetException>(() => LoadAsync(options));
        Assert.IsNotType<DatasetUnavailableException>(refused);
        return refused.Message;
    }

    private Task<T> RefusalAsync<T>(string name)
        where T : DatasetException =>
        Assert.ThrowsAsync<T>(() => new DatasetSource(Options()).LoadAsync(name, CancellationToken.None));
}
