using LeNetLab.Models;

namespace LeNetLab.Methods.Neighbours;

/// <summary>What neighbours agree on.</summary>
internal static class Vote
{
    /// <summary>
    /// The class of most of them; of classes with as many votes, that of the nearest neighbour among theirs.
    /// </summary>
    /// <param name="labels">Their classes, the nearest first.</param>
    public static byte Of(ReadOnlySpan<byte> labels)
    {
        Span<int> votes = stackalloc int[LeNet5.Classes];
        votes.Clear();
        foreach (byte label in labels)
            votes[label]++;
        byte winner = labels[0];
        foreach (byte label in labels)
            winner = votes[label] > votes[winner] ? label : winner;
        return winner;
    }
}
