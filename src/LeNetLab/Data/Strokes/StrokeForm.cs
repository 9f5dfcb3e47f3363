using System.Globalization;

namespace LeNetLab.Data.Strokes;

/// <summary>One way of writing a digit, in a box about 0.6 wide and 1 high.</summary>
/// <param name="Digit">0 … 9.</param>
/// <param name="Strokes">In the order of writing.</param>
internal sealed record StrokeForm(byte Digit, IReadOnlyList<Stroke> Strokes)
{
    /// <summary>
    /// Reads <c>x,y x,y / x,y | x,y …</c>: a slash makes the point before it a corner, a bar lifts the pen.
    /// </summary>
    internal static StrokeForm Parse(byte digit, string text) => new(digit,
        [.. text.Split('|').Select(stroke => ParseStroke(stroke.Split(' ', StringSplitOptions.RemoveEmptyEntries)))]);

    private static Stroke ParseStroke(string[] words)
    {
        List<ControlPoint> points = [];
        foreach (string word in words)
        {
            if (word == "/")
            {
                points[^1] = points[^1] with { IsCorner = true };
                continue;
            }

            string[] xy = word.Split(',');
            points.Add(new ControlPoint(Number(xy[0]), Number(xy[1]), false));
        }

        return new Stroke([.. points]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>From pen down to pen up.</summary>
/// <param name="Points">Two or more; the pen goes smoothly through all but the corners.</param>
internal sealed record Stroke(IReadOnlyList<ControlPoint> Points);

/// <summary>A point that the pen goes through; x to the right, y downwards, the digit's height being 1.</summary>
internal readonly record struct ControlPoint(double X, double Y, bool IsCorner);
