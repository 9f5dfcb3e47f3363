namespace LeNetLab.Naming;

/// <summary>The names that Windows keeps for devices: no file and no folder there can have one.</summary>
public static class DeviceName
{
    private static readonly HashSet<string> Names = new(
        [
            "con", "prn", "aux", "nul", "conin$", "conout$",
            .. from port in (string[])["com", "lpt"] from number in "123456789¹²³" select $"{port}{number}",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file's name is one, in whatever letter case and whatever follows its first point.</summary>
    public static bool Is(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return Names.Contains(fileName.Split('.')[0].TrimEnd(' '));
    }
}
