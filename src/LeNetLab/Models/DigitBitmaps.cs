namespace LeNetLab.Models;

/// <summary>
/// Stylised digits of 7×12 pixels, the targets of the output units (LeCun et al. 1998, §II.B, Fig. 3). The paper prints
/// its bitmaps too small to be copied; these are this project's own drawing. Strokes of two pixels keep any two digits
/// at least 19 pixels apart.
/// </summary>
public static class DigitBitmaps
{
    /// <summary>Columns of a bitmap.</summary>
    public const int Columns = 7;

    /// <summary>Rows of a bitmap.</summary>
    public const int Rows = 12;

    private const string Picture = """
        ..###..  ...##..  .#####.  #######  ....##.  #######  ..####.  #######  .#####.  .#####.
        .##.##.  ..###..  ##...##  .....##  ...###.  ##.....  .##....  .....##  ##...##  ##...##
        ##...##  .####..  .....##  ....##.  ..####.  ##.....  ##.....  .....##  ##...##  ##...##
        ##...##  ...##..  .....##  ...##..  ..#.##.  ##.....  ##.....  ....##.  ##...##  ##...##
        ##...##  ...##..  .....##  ..##...  .##.##.  ######.  ##.....  ....##.  .##.##.  ##...##
        ##...##  ...##..  ....##.  ..####.  .#..##.  .....##  ######.  ....##.  ..###..  .######
        ##...##  ...##..  ...##..  .....##  ##..##.  .....##  ##...##  ...##..  .##.##.  .....##
        ##...##  ...##..  ..##...  .....##  #######  .....##  ##...##  ...##..  ##...##  .....##
        ##...##  ...##..  .##....  .....##  #######  .....##  ##...##  ...##..  ##...##  .....##
        ##...##  ...##..  ##.....  ##...##  ....##.  .....##  ##...##  ..##...  ##...##  .....##
        .##.##.  ...##..  ##.....  ##...##  ....##.  ##...##  ##...##  ..##...  ##...##  ....##.
        ..###..  .######  #######  .#####.  ....##.  .#####.  .#####.  ..##...  .#####.  .####..
        """;

    /// <summary>The ten digits' codes of 84, row by row: 1 where there is ink, −1 where there is none.</summary>
    public static CodeTable Codes { get; } = Read();

    private static CodeTable Read()
    {
        string[][] rows = [.. Picture.Split('\n').Select(row => row.Split("  "))];
        return CodeTable.FromBits(Enumerable.Range(0, LeNet5.Classes).Select(
            digit => rows.SelectMany(row => row[digit].TrimEnd('\r').Select(pixel => pixel == '#')).ToArray()));
    }
}
