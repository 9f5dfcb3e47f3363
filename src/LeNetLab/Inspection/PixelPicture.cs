using System.Text.Json.Nodes;
using LeNetLab.Data;

namespace LeNetLab.Inspection;

/// <summary>What the values of a picture mean.</summary>
public enum PixelScale
{
    /// <summary>0 is background, 255 ink.</summary>
    Ink,

    /// <summary>128 is 0; 255, or 1, the largest magnitude of the group that the picture is shown with.</summary>
    AboutZero,
}

/// <summary>A picture as pages paint it (web/src/pictures.js): a byte a value.</summary>
/// <param name="Rows">At least 1.</param>
/// <param name="Columns">At least 1.</param>
/// <param name="Scale">What the values mean.</param>
/// <param name="Values">Row by row.</param>
public sealed record PixelPicture(int Rows, int Columns, PixelScale Scale, byte[] Values)
{
    private const int Zero = 128, Reach = 127;

    /// <summary>An image of a dataset.</summary>
    /// <param name="images">The set that <paramref name="index"/> points into.</param>
    /// <param name="index">Which image.</param>
    public static PixelPicture Of(ImageSet images, int index)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new(images.Rows, images.Columns, PixelScale.Ink, images.Image(index).ToArray());
    }

    /// <summary>Pictures that are shown together: one colour is the same value in each.</summary>
    public static IReadOnlyList<PixelPicture> Together(IReadOnlyList<Picture> group)
    {
        float largest = group.SelectMany(picture => picture.Values).Where(float.IsFinite)
            .Select(MathF.Abs).DefaultIfEmpty().Max();
        return
        [
            .. group.Select(picture => new PixelPicture(
                picture.Rows, picture.Columns, PixelScale.AboutZero,
                [.. picture.Values.Select(value => Level(value, largest))])),
        ];
    }

    /// <summary>What pictures.js reads.</summary>
    public JsonObject ToJson() => new()
    {
        ["rows"] = Rows,
        ["columns"] = Columns,
        ["scale"] = Scale == PixelScale.Ink ? "grey" : "signed",
        ["data"] = Convert.ToBase64String(Values),
    };

    // What is not finite has no colour of its own: not a number is shown as 0, and infinity as the largest there is.
    private static byte Level(float value, float largest)
    {
        if (float.IsNaN(value) || value == 0 || (largest == 0 && !float.IsInfinity(value)))
            return Zero;
        double share = float.IsInfinity(value) ? Math.Sign(value) : (double)value / largest;
        return (byte)(Zero + Math.Round(share * Reach));
    }
}
