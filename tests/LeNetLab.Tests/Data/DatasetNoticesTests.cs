using LeNetLab.Data;
using LeNetLab.Data.Strokes;

namespace LeNetLab.Tests.Data;

public sealed class DatasetNoticesTests
{
    private static readonly ImageSet
        Train = StrokeDigits.DrawTraining(2000, CancellationToken.None),
        Test = StrokeDigits.DrawTest(400, CancellationToken.None);

    [Fact]
    public void Digits_as_they_should_be_give_no_notice() => Assert.Empty(DatasetNotices.Of(Train, Test));

    [Fact]
    public void Light_paper_is_noticed_in_the_set_that_has_it()
    {
        Assert.Equal(
            [
                "2,000 of 2,000 training images (100 %) have a light background",
                "400 of 400 test images (100 %) have a light background",
            ],
            Beginnings(DatasetNotices.Of(Inverted(Train), Inverted(Test))));
        Assert.StartsWith(
            "400 of 400 test images (100 %) have a light background: the networks expect 0 there",
            Assert.Single(DatasetNotices.Of(Train, Inverted(Test))));
    }

    [Fact]
    public void Labels_that_are_all_the_same_and_classes_without_images_are_noticed()
    {
        Assert.Equal(
            ["All 2,000 training labels are 0.", "All 400 test labels are 3."],
            DatasetNotices.Of(Labelled(Train, _ => 0), Labelled(Test, _ => 3)));
        Assert.Equal(
            ["No test image is of class 4, 7; the networks tell 10 classes apart all the same."],
            DatasetNotices.Of(Train, Labelled(Test, label => label is 4 or 7 ? 1 : label)));
        Assert.StartsWith(
            "No training image is of class 0;",
            Assert.Single(DatasetNotices.Of(Labelled(Train, label => Math.Max(1, label)), Test)));
    }

    [Fact]
    public void A_class_ten_times_as_frequent_as_another_is_noticed()
    {
        int[] kept = [.. Enumerable.Range(0, Train.Count).Where(i => Train.Labels[i] != 5)];
        int[] some = [.. Enumerable.Range(0, Train.Count).Where(i => Train.Labels[i] == 5).Take(10)];

        Assert.StartsWith(
            "Classes differ much in size: ", Assert.Single(DatasetNotices.Of(Chosen(Train, [.. kept, .. some]), Test)));
        Assert.EndsWith("training images are of class 6, 10 of class 5.", DatasetNotices.Of(
            Labelled(Chosen(Train, [.. kept, .. some]), label => label == 5 ? 5 : label >= 8 ? 6 : label), Test)[^1]);
    }

    [Fact]
    public void Test_images_among_the_training_images_are_counted()
    {
        ImageSet leaky = Joined(Chosen(Test, [.. Enumerable.Range(0, 397)]), Chosen(Train, [5, 5, 1999]));

        Assert.Equal(
            ["3 of 400 test images (0.75 %) are among the training images, pixel for pixel: the test error is no error "
                + "on images never seen before."],
            DatasetNotices.Of(Train, leaky));
    }

    [Fact]
    public void Equal_training_images_with_unequal_labels_are_counted_and_with_equal_ones_are_not()
    {
        ImageSet again = Chosen(Train, [0, 1, 2]);

        Assert.Empty(DatasetNotices.Of(Joined(Train, again), Test));
        Assert.StartsWith(
            "6 of 2,003 training images (0.3 %) are there again, pixel for pixel, with another label.",
            Assert.Single(DatasetNotices.Of(Joined(Train, Labelled(again, label => (label + 1) % 10)), Test)));
    }

    [Fact]
    public void Blank_and_faint_images_are_noticed()
    {
        var blank = new ImageSet(new byte[Train.Count * 784], Train.Labels.ToArray(), 28, 28);

        Assert.StartsWith(
            "2,000 of 2,000 training images (100 %) are blank", DatasetNotices.Of(blank, Test)[0]);
        Assert.StartsWith(
            "No pixel of the training images is above 1, and the networks expect ink at 255.",
            Assert.Single(DatasetNotices.Of(Mapped(Train, level => level > 127 ? 1 : 0), Test)));
    }

    [Fact]
    public void The_whole_of_strokes_gives_no_notice()
    {
        Dataset strokes = StrokeDigits.Open(CancellationToken.None);

        Assert.Empty(DatasetNotices.Of(strokes.Train, strokes.Test));
    }

    private static string[] Beginnings(IReadOnlyList<string> notices) =>
        [.. notices.Select(notice => notice.Split(':')[0])];

    private static ImageSet Inverted(ImageSet images) => Mapped(images, level => 255 - level);

    private static ImageSet Mapped(ImageSet images, Func<int, int> map) =>
        new([.. images.Pixels.ToArray().Select(level => (byte)map(level))], images.Labels.ToArray(), 28, 28);

    private static ImageSet Labelled(ImageSet images, Func<int, int> map) =>
        new(images.Pixels.ToArray(), [.. images.Labels.ToArray().Select(label => (byte)map(label))], 28, 28);

    private static ImageSet Chosen(ImageSet images, int[] which) => new(
        [.. which.SelectMany(i => images.Image(i).ToArray())], [.. which.Select(i => images.Labels[i])], 28, 28);

    private static ImageSet Joined(ImageSet one, ImageSet other) => new(
        [.. one.Pixels, .. other.Pixels], [.. one.Labels, .. other.Labels], 28, 28);
}
