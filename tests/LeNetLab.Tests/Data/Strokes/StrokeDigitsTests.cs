using System.Buffers.Binary;
using System.Security.Cryptography;
using LeNetLab.Data;
using LeNetLab.Data.Strokes;

namespace LeNetLab.Tests.Data.Strokes;

public sealed class StrokeDigitsTests
{
    private const int Pixels = 28 * 28;

    // Every machine must draw these bytes. They may change with the digits' design alone, never by accident: results
    // on the old ones would no longer be comparable.
    [Fact]
    public void The_whole_set_has_the_sum_that_it_has_everywhere()
    {
        Dataset digits = StrokeDigits.Open(CancellationToken.None);

        // Drawing checks the sum itself.
        digits.Load();

        Assert.Equal("a8f108cb6c07e0c27df6822918712c835efe184d86da31b5490028119f3110d0", digits.Sha256);
        Assert.Equal((digits.TrainCount, digits.TestCount), (digits.Train.Count, digits.Test.Count));
    }

    [Fact]
    public void The_first_thousand_do_not_depend_on_how_many_are_drawn_or_by_whom()
    {
        ImageSet thousand = StrokeDigits.DrawTraining(1000, CancellationToken.None);
        ImageSet more = StrokeDigits.DrawTraining(1500, CancellationToken.None);

        Assert.Equal("b319eeef975434d6520f8c767714cd4f62668d8d3b9a5e7e2d101bff5ebc65ea", IdxFile.ImageSum(thousand));
        Assert.Equal(thousand.Pixels, more.Pixels[..thousand.Pixels.Length]);
        Assert.Equal(thousand.Labels, more.Labels[..1000]);
    }

    [Fact]
    public void Digits_are_inked_in_the_middle_and_keep_off_the_border()
    {
        ImageSet images = StrokeDigits.DrawTraining(3000, CancellationToken.None);
        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<byte> image = images.Image(i);
            double ink = 0, x = 0, y = 0;
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                ink += image[pixel];
                x += image[pixel] * (pixel % 28);
                y += image[pixel] * (pixel / 28);
            }

            Assert.InRange(ink / 255, 8, 300);
            Assert.InRange(x / ink, 13.5 - 3, 13.5 + 3);
            Assert.InRange(y / ink, 13.5 - 3, 13.5 + 3);
        }
    }

    [Fact]
    public void Every_digit_is_as_frequent_and_no_two_images_are_alike()
    {
        ImageSet train = StrokeDigits.DrawTraining(5000, CancellationToken.None);
        ImageSet test = StrokeDigits.DrawTest(5000, CancellationToken.None);

        HashSet<ulong> sums = [];
        foreach (ImageSet set in new[] { train, test })
        {
            Assert.All(set.Labels.ToArray().CountBy(label => label), digit => Assert.InRange(digit.Value, 400, 600));
            for (int i = 0; i < set.Count; i++)
                Assert.True(sums.Add(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(set.Image(i)))));
        }
    }

    [Fact]
    public void Every_digit_has_several_forms() =>
        Assert.All(StrokeForms.All, forms => Assert.InRange(forms.Count, 4, 6));

    [Fact]
    public void Drawing_can_be_cancelled()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(StrokeDigits.Open(cancelled.Token).Load);
    }

    /// <summary>A quarter of the images is enough to tell 9 % from 5 %, which more of them would not reach either.</summary>
    [Fact]
    [Trait("speed", "hardware")]
    public void A_linear_classifier_learns_them_but_stays_above_five_per_cent_error()
    {
        ImageSet train = StrokeDigits.DrawTraining(15_000, CancellationToken.None);
        ImageSet test = StrokeDigits.DrawTest(4000, CancellationToken.None);

        double errorPct = LinearClassifier.Train(train, epochs: 6).ErrorPct(test);

        Assert.InRange(errorPct, 6, 15);
    }
}
