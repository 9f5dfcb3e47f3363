using System.Text;
using Spectre.Console;

namespace LeNetLab.Cli;

/// <summary>The only door to the console.</summary>
/// <param name="Out">What was asked for.</param>
/// <param name="Error">What went wrong, and asides that must not mix with it.</param>
/// <param name="IsLive">Whether lines may be redrawn: a terminal, and neither NO_COLOR nor CI is set.</param>
/// <param name="Width">Columns to keep to.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsLive, int Width)
{
    /// <summary>What other programs read, such as CSV: always UTF-8, whatever the locale. Flush it.</summary>
    public TextWriter Data { get; init; } = Out;

    /// <summary>Whether somebody looks at it, with colours or without: no file, and no other program.</summary>
    public bool IsScreen { get; init; }

    /// <summary>Columns of a line that is cut rather than wrapped: in a file nothing is.</summary>
    public int LineWidth => IsScreen ? Width : int.MaxValue;

    private const int PlainWidth = 80;
    private const int MinWidth = 40;

    /// <summary>The process's own.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public static Terminal OfProcess(Func<string, string?> environment)
    {
        bool screen = !Console.IsOutputRedirected;
        bool live = screen && string.IsNullOrEmpty(environment("NO_COLOR"))
            && string.IsNullOrEmpty(environment("CI")) && environment("TERM") != "dumb";
        // A terminal that does not know its size says 0.
        int width = screen && Console.WindowWidth > 0 ? Math.Max(MinWidth, Console.WindowWidth) : PlainWidth;
        return new Terminal(
            Readable(Console.Out, Console.OpenStandardOutput), Readable(Console.Error, Console.OpenStandardError),
            live, width)
        {
            IsScreen = screen,
            Data = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)),
        };
    }

    /// <summary>The console as it is, or, where its locale lacks letters, with others in their places.</summary>
    private static TextWriter Readable(TextWriter console, Func<Stream> open)
    {
        if (console.Encoding is UTF8Encoding or UnicodeEncoding)
            return console;
        var lacking = (Encoding)console.Encoding.Clone();
        lacking.EncoderFallback = new PlainLetters();
        return TextWriter.Synchronized(new StreamWriter(open(), lacking) { AutoFlush = true });
    }

    /// <summary>Does something that may print on its own account: TorchSharp prints pages before it throws.</summary>
    public static T Quietly<T>(Func<T> work)
    {
        TextWriter console = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            return work();
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    /// <summary>Spectre's console on <see cref="Out"/>.</summary>
    /// <param name="width">Columns; null keeps to <see cref="Width"/>.</param>
    public IAnsiConsole Rich(int? width = null)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsLive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsLive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsLive ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(Out),
        });
        console.Profile.Width = width ?? Width;
        return console;
    }
}
