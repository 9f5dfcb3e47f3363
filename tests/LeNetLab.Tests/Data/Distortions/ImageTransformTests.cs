using System.Security.Cryptography;
using System.Text;
using LeNetLab.Data;
using LeNetLab.Data.Distortions;
using LeNetLab.Data.Strokes;

namespace LeNetLab.Tests.Data.Distortions;

public sealed class ImageTransformTests
{
    private static readonly ImageSet Digits = StrokeDigits.DrawTest(30, CancellationToken.None);

    [Fact]
    public void The_neutral_amount_changes_nothing_and_every_other_changes_images() =>
        Assert.All(ImageTransform.All, transform =>
        {
            Assert.Equal(Digits.Pixels.ToArray(), transform.Of(Digits, 30, transform.Neutral).Pixels.ToArray());
            Assert.DoesNotContain(transform.Neutral, transform.Amounts);
            Assert.Equal(transform.Amounts.Order(), transform.Amounts);
            Assert.All(transform.Amounts, amount =>
            {
                ImageSet altered = transform.Of(Digits, 20, amount);
                Assert.Equal(20, altered.Count);
                Assert.Equal(Digits.Labels[..20].ToArray(), altered.Labels.ToArray());
                Assert.NotEqual(Digits.Pixels[..(20 * 784)].ToArray(), altered.Pixels.ToArray());
            });
        });

    [Fact]
    public void Thickness_adds_a_pixel_on_each_side_or_takes_one_away()
    {
        var dot = new ImageSet(Cross(200, 0), [0], 5, 5);
        ImageTransform thickness = ImageTransform.All.Single(transform => transform.Name == "thickness");

        Assert.Equal(Cross(200, 200), thickness.Of(dot, 1, 1).Pixels.ToArray());
        Assert.Equal(Cross(200, 100), thickness.Of(dot, 1, 0.5).Pixels.ToArray());
        Assert.Equal(new byte[25], thickness.Of(dot, 1, -1).Pixels.ToArray());
        Assert.Equal(Cross(100, 0), thickness.Of(dot, 1, -0.5).Pixels.ToArray());
        Assert.Equal(Cross(200, 0), thickness.Of(new ImageSet(Cross(200, 200), [0], 5, 5), 1, -1).Pixels.ToArray());
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for_where_nothing_is_cut_off()
    {
        var grey = new ImageSet([.. Enumerable.Repeat((byte)128, 20 * 784)], new byte[20], 28, 28);
        ImageTransform noise = ImageTransform.All.Single(transform => transform.Name == "noise");

        byte[] pixels = noise.Of(grey, 20, 0.1).Pixels.ToArray();

        double mean = pixels.Average(pixel => pixel);
        double deviation = Math.Sqrt(pixels.Average(pixel => (pixel - mean) * (pixel - mean)));
        Assert.Equal(128, mean, 1.0);
        Assert.Equal(25.5, deviation, 0.6);
        Assert.NotEqual(pixels[..784], pixels[784..1568]);
    }

    /// <summary>On every machine; <c>Goldens/transforms.txt</c> has the sums.</summary>
    [Fact]
    public void The_grey_levels_are_those_on_record()
    {
        var text = new StringBuilder();
        foreach (ImageTransform transform in ImageTransform.All)
        {
            foreach (double amount in transform.Amounts)
            {
                byte[] sum = SHA256.HashData(transform.Of(Digits, 30, amount).Pixels);
                text.Append($"{transform.Name} {amount}: {Convert.ToHexStringLower(sum)}\n");
            }
        }

        Golden.Matches(text.ToString(), "transforms");
    }

    /// <summary>5×5: one grey level in the middle, another at its four sides.</summary>
    private static byte[] Cross(byte middle, byte sides)
    {
        var image = new byte[25];
        image[12] = middle;
        image[7] = image[11] = image[13] = image[17] = sides;
        return image;
    }
}
