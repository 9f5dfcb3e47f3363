using LeNetLab.Data;
using LeNetLab.Results;
using LeNetLab.Tests.Reports;

namespace LeNetLab.Tests.Results;

public sealed class StoredPixelsTests
{
    [Fact]
    public void Test_images_come_back_to_the_last_pixel_and_are_kept_once()
    {
        using PicturedResults results = new("a");
        string sum = new('a', 64);
        ImageSet kept = PicturedResults.TestImages();

        using (ResultsDatabase database = ResultsDatabase.Open(results.Path, TimeProvider.System))
            database.KeepTestImages(sum, () => throw new InvalidOperationException("They are known."));
        using ResultsReader reader = ResultsReader.Open(results.Path);
        ImageSet read = reader.TestImages(sum)!;

        Assert.Equal((kept.Count, 28, 28), (read.Count, read.Rows, read.Columns));
        Assert.Equal(kept.Labels.ToArray(), read.Labels.ToArray());
        Assert.All(Enumerable.Range(0, kept.Count), i => Assert.Equal(kept.Image(i).ToArray(), read.Image(i).ToArray()));
        Assert.Null(reader.TestImages(new string('f', 64)));
    }

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(2, 3, 2)]
    [InlineData(int.MaxValue, int.MaxValue, 2)]
    [InlineData(-1, 4, 2)]
    public void What_is_no_such_set_of_images_is_refused(int rows, int columns, int labels)
    {
        var stored = new StoredPixels { Rows = rows, Columns = columns, Pixels = StoredPixels.Compress(new byte[8]) };

        Assert.Throws<ResultsException>(() => stored.ToImages(new byte[labels]));
    }

    [Fact]
    public void What_is_not_compressed_is_refused() => Assert.Throws<ResultsException>(
        () => new StoredPixels { Rows = 1, Columns = 1, Pixels = [1, 2, 3] }.ToImages([0]));
}
