using System.Text;

namespace LeNetLab.Cli;

/// <summary>What stands for a letter or sign that a locale lacks, instead of a question mark: an ASCII text like it.</summary>
internal sealed class PlainLetters : EncoderFallback
{
    private static readonly (string Letters, string Plain)[] Likenesses =
    [
        ("–—−─", "-"), ("━", "="), ("│", "|"), ("…", "..."), ("→", "->"), ("±", "+/-"), ("×", "x"), ("·", "."), ("≤", "<="),
        ("≥", ">="), ("≈", "~"), ("²", "^2"), ("√", "sqrt"), ("‘’", "'"), ("“”", "\""), ("\u00A0\u202F", " "),
        ("α", "alpha"), ("γ", "gamma"), ("μ", "mu"), ("σ", "sigma"), ("Δ", "Delta"),

        // The bars of a curve, by their heights.
        ("▁", "1"), ("▂", "2"), ("▃", "3"), ("▄", "4"), ("▅", "5"), ("▆", "6"), ("▇", "7"), ("█", "8"),
    ];

    private static readonly Dictionary<char, string> Plain = Likenesses
        .SelectMany(pair => pair.Letters.Select(letter => (letter, pair.Plain)))
        .ToDictionary(pair => pair.letter, pair => pair.Plain);

    public override int MaxCharCount { get; } = Plain.Values.Max(text => text.Length);

    public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : EncoderFallbackBuffer
    {
        private string text = "";
        private int next;

        public override int Remaining => text.Length - next;

        public override bool Fallback(char charUnknown, int index) => Begin(Plain.GetValueOrDefault(charUnknown, "?"));

        public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) => Begin("?");

        public override char GetNextChar() => next < text.Length ? text[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0)
                return false;
            next--;
            return true;
        }

        public override void Reset() => Begin("");

        private bool Begin(string replacement)
        {
            (text, next) = (replacement, 0);
            return text.Length > 0;
        }
    }
}
