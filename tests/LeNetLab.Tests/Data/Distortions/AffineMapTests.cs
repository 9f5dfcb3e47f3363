using LeNetLab.Data.Distortions;

namespace LeNetLab.Tests.Data.Distortions;

public sealed class AffineMapTests
{
    private static readonly byte[] Image =
    [
        10, 20, 30, 40,
        50, 60, 70, 80,
        90, 100, 110, 120,
        130, 140, 150, 160,
    ];

    [Fact]
    public void Identity_changes_nothing() => Assert.Equal(Image, Warped(AffineMap.Identity));

    [Fact]
    public void A_shift_moves_right_and_down_and_leaves_background() => Assert.Equal(
        [0, 0, 0, 0, 0, 10, 20, 30, 0, 50, 60, 70, 0, 90, 100, 110], Warped(AffineMap.Shifted(1, 1)));

    [Fact]
    public void Half_a_pixel_is_half_of_each_neighbour() => Assert.Equal(
        [5, 15, 25, 35, 25, 55, 65, 75, 45, 95, 105, 115, 65, 135, 145, 155], Warped(AffineMap.Shifted(0.5, 0)));

    [Fact]
    public void A_shift_beyond_the_image_leaves_nothing() =>
        Assert.Equal(new byte[16], Warped(AffineMap.Shifted(-300, 2)));

    [Fact]
    public void A_quarter_turn_goes_clockwise() => Assert.Equal(
        [130, 90, 50, 10, 140, 100, 60, 20, 150, 110, 70, 30, 160, 120, 80, 40], Warped(AffineMap.Rotated(90)));

    [Fact]
    public void Twice_as_large_shows_the_middle()
    {
        byte[] large = Warped(AffineMap.Scaled(2));

        // A quarter of a pixel inside of the four in the middle.
        Assert.Equal(73, large[5]);
        Assert.Equal(98, large[10]);
        Assert.Equal(48, large[0]);
    }

    [Fact]
    public void A_shear_moves_what_is_below_the_middle_to_the_right()
    {
        byte[] sheared = Warped(AffineMap.Sheared(2));

        // Rows are 1.5 and 0.5 from the middle: 3 and 1 columns.
        Assert.Equal([40, 0, 0, 0, 60, 70, 80, 0, 0, 90, 100, 110, 0, 0, 0, 130], sheared);
    }

    private static byte[] Warped(AffineMap map)
    {
        var target = new byte[16];
        new Warp(4, 4).Of(Image, map, null, target);
        return target;
    }
}
