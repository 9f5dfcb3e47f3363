using LeNetLab.Data;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Models;

namespace LeNetLab.Tests.Engines.Simd;

public sealed unsafe class InputLayerTests
{
    [Theory]
    [InlineData(28, 28, 8, 8)]
    [InlineData(28, 28, 16, 11)]
    [InlineData(9, 13, 8, 3)]
    [InlineData(5, 6, 16, 16)]
    public void Every_pixel_stands_scaled_in_its_lane_within_the_border(int rows, int columns, int lanes, int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, 20 * rows * columns).Select(i => (byte)((i * 7) + (i / 256)))];
        var images = new ImageSet(pixels, new byte[20], rows, columns);
        int[] indices = [.. Enumerable.Range(0, count).Select(i => (i * 3) % 20)];
        using var arena = new Arena();
        var tensor = new Tensor(new Shape(1, rows + 4, columns + 2), lanes, 2, false, arena);

        new InputLayer(tensor, lanes).Load(images, indices, 1);

        var read = new ReadOnlySpan<float>(tensor.Values(1), tensor.BlockLength);
        for (int lane = 0; lane < lanes; lane++)
        {
            for (int row = 0; row < rows + 4; row++)
            {
                for (int column = 0; column < columns + 2; column++)
                {
                    bool inside = row >= 2 && row < rows + 2 && column >= 1 && column <= columns;
                    int image = lane < count ? indices[lane] : indices[0];
                    float expected = inside
                        ? PixelScaling.Table[images.Image(image)[((row - 2) * columns) + column - 1]]
                        : PixelScaling.Background;
                    Assert.Equal(expected, read[(((row * (columns + 2)) + column) * lanes) + lane]);
                }
            }
        }
    }

    [Fact]
    public void Smaller_images_find_nothing_of_larger_ones_in_their_border()
    {
        using var arena = new Arena();
        var tensor = new Tensor(new Shape(1, 28, 28), 8, 1, false, arena);
        var layer = new InputLayer(tensor, 8);

        layer.Load(new ImageSet([.. Enumerable.Repeat((byte)255, 784)], [0], 28, 28), [0], 0);
        layer.Load(new ImageSet([.. Enumerable.Repeat((byte)255, 400)], [0], 20, 20), [0], 0);

        int inked = new ReadOnlySpan<float>(tensor.Values(0), tensor.BlockLength).Count(PixelScaling.Foreground);
        Assert.Equal(8 * 400, inked);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void An_image_that_does_not_exist_is_refused(int index)
    {
        using var arena = new Arena();
        var tensor = new Tensor(new Shape(1, 28, 28), 8, 1, false, arena);
        var layer = new InputLayer(tensor, 8);
        var images = new ImageSet(new byte[2 * 784], new byte[2], 28, 28);

        Assert.Throws<ArgumentOutOfRangeException>(() => layer.Load(images, [index], 0));
    }
}
