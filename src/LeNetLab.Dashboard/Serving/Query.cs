using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LeNetLab.Dashboard.Serving;

/// <summary>What an address asks for behind its question mark.</summary>
internal static class Query
{
    /// <summary>A text; null where it is not given, or empty.</summary>
    public static string? Text(this HttpRequest request, string name)
    {
        string text = request.Query[name].ToString();
        return text.Length == 0 ? null : text;
    }

    /// <summary>A number that is at least 0.</summary>
    /// <exception cref="BadQuestionException">It is none.</exception>
    public static int Number(this HttpRequest request, string name, int usual) => request.Text(name) switch
    {
        null => usual,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => number,
        { } text => throw new BadQuestionException($"{name} is a number, not '{text}'."),
    };

    /// <summary>One of some names.</summary>
    /// <exception cref="BadQuestionException">It is none of them.</exception>
    public static T? Choice<T>(this HttpRequest request, string name)
        where T : struct, Enum => request.Text(name) switch
        {
            null => null,
            { } text when Array.Find(Enum.GetNames<T>(), known => IsSame(known, text)) is { } found =>
                Enum.Parse<T>(found),
            { } text => throw new BadQuestionException(
                $"{name} is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}, not '{text}'."),
        };

    /// <summary>A part of the address's path.</summary>
    public static string Part(this HttpRequest request, string name) => (string)request.RouteValues[name]!;

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
