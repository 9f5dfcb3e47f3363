using LeNetLab.Inspection;

namespace LeNetLab.Reports.Pictures;

/// <summary>A test image.</summary>
/// <param name="Index">Its place in the test set, from 0.</param>
/// <param name="Label">What it is.</param>
/// <param name="Image">It.</param>
public sealed record Digit(int Index, int Label, PixelPicture Image);

/// <summary>What the networks of one variant say of an image.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Classes">Each class that any of them said, the most frequent first, and how many said it.</param>
public sealed record Votes(string Variant, IReadOnlyList<(int Class, int Runs)> Classes)
{
    /// <summary>Networks that were asked.</summary>
    public int Runs => Classes.Sum(said => said.Runs);

    /// <summary>Those that said something else than what it is.</summary>
    public int Wrong(int label) => Classes.Where(said => said.Class != label).Sum(said => said.Runs);
}

/// <summary>An image and what each variant says of it.</summary>
/// <param name="Digit">The image.</param>
/// <param name="Votes">By variant.</param>
public sealed record JudgedDigit(Digit Digit, IReadOnlyList<Votes> Votes);
