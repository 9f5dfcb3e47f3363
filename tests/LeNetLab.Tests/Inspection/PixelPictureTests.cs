using System.Text.Json.Nodes;
using LeNetLab.Data;
using LeNetLab.Inspection;

namespace LeNetLab.Tests.Inspection;

public sealed class PixelPictureTests
{
    [Fact]
    public void An_image_is_its_bytes()
    {
        var images = new ImageSet([9, 9, 9, 9, 0, 1, 128, 255], [3, 4], 2, 2);

        PixelPicture picture = PixelPicture.Of(images, 1);

        Assert.Equal((2, 2, PixelScale.Ink), (picture.Rows, picture.Columns, picture.Scale));
        Assert.Equal([0, 1, 128, 255], picture.Values);
    }

    [Fact]
    public void Zero_lies_in_the_middle_and_the_groups_largest_magnitude_at_an_end()
    {
        PixelPicture[] pictures =
            [.. PixelPicture.Together([new Picture(1, 3, [-2, 0, 1]), new Picture(1, 2, [0.5f, -0.5f])])];

        Assert.Equal([1, 128, 192], pictures[0].Values);
        Assert.Equal([160, 96], pictures[1].Values);
        Assert.All(pictures, picture => Assert.Equal(PixelScale.AboutZero, picture.Scale));
    }

    [Fact]
    public void What_is_not_finite_spoils_nothing_else()
    {
        PixelPicture picture = Assert.Single(PixelPicture.Together(
            [new Picture(1, 5, [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1, -1])]));

        Assert.Equal([128, 255, 1, 255, 1], picture.Values);
    }

    [Fact]
    public void Nothing_but_zeros_is_paper() =>
        Assert.Equal([128, 128], Assert.Single(PixelPicture.Together([new Picture(1, 2, [0, -0f])])).Values);

    [Fact]
    public void Json_is_what_pages_read()
    {
        JsonObject json = new PixelPicture(1, 3, PixelScale.AboutZero, [1, 128, 255]).ToJson();

        Assert.Equal("""{"rows":1,"columns":3,"scale":"signed","data":"AYD/"}""",
            json.ToJsonString());
    }
}
