using LeNetLab.Models;

namespace LeNetLab.Methods.Kernels;

/// <summary>Two of ten classes at a time.</summary>
internal static class ClassPairs
{
    /// <summary>Classes but for one's own.</summary>
    public const int Others = LeNet5.Classes - 1;

    /// <summary>Every pair, the smaller class first: 0–1, 0–2, …, 8–9.</summary>
    public static IEnumerable<(int First, int Second)> All =>
        from first in Enumerable.Range(0, LeNet5.Classes)
        from second in Enumerable.Range(first + 1, LeNet5.Classes - first - 1)
        select (first, second);

    /// <summary>Where another class stands among those that are not one's own.</summary>
    public static int Place(int own, int other) => other < own ? other : other - 1;
}
