using System.Globalization;
using System.Text.RegularExpressions;
using LeNetLab.Models;
using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>What values a setting can take. Values are kept as canonical text: one text for one value.</summary>
public abstract partial record SettingKind
{
    private SettingKind()
    {
    }

    /// <summary>The values allowed, in words, e.g. <c>a whole number from 1 to 4,096</c>.</summary>
    public abstract string Allowed { get; }

    /// <summary>Reads a value as a user writes it.</summary>
    /// <param name="written">The text, without quotes.</param>
    /// <param name="problem">If it is refused, what it is not, as the predicate of a sentence.</param>
    /// <returns>The canonical text, or null if it is refused.</returns>
    internal abstract string? Read(string written, out string problem);

    /// <summary>A value of a run's records as text: what <see cref="Read"/> takes, if it is one that is allowed.</summary>
    internal virtual string Written(object value) => value switch
    {
        double number => Number.Canonical(number),
        bool truth => truth ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <summary>One of some names.</summary>
    /// <param name="Names">In the order of the values that they stand for.</param>
    public sealed record Choice(IReadOnlyList<string> Names) : SettingKind
    {
        /// <summary>What values are called elsewhere, where other letters say so than a slip of the finger would.</summary>
        public IReadOnlyDictionary<string, string> Synonyms { get; internal init; } = WellKnown.NoSynonyms;

        /// <summary>
        /// Names of the same sort, in small letters, that are known elsewhere and not to be had here: who writes one
        /// means no value that is like it in letters.
        /// </summary>
        public IReadOnlyCollection<string> Others { get; internal init; } = [];

        /// <inheritdoc/>
        public override string Allowed => string.Join(", ", Names);

        /// <summary>A choice among the values of an enumeration.</summary>
        /// <param name="names">One for each value, in the enumeration's order.</param>
        internal static Choice Of<T>(params string[] names)
            where T : struct, Enum => names.Length == Enum.GetValues<T>().Length
                ? new Choice(names)
                : throw new ArgumentException($"{names.Length} names are not those of {typeof(T).Name}.");

        /// <summary>A choice among the values of an enumeration, or a word for one yet to be found.</summary>
        /// <param name="word">The word.</param>
        /// <param name="names">One for each value, in the enumeration's order.</param>
        internal static Choice OrWord<T>(string word, params string[] names)
            where T : struct, Enum => new([.. Of<T>(names).Names, word]);

        /// <inheritdoc/>
        internal override string? Read(string written, out string problem)
        {
            string? meant = Synonyms.GetValueOrDefault(WellKnown.Key(written))
                ?? NearestName.Find(written, Names);
            problem = Others.Contains(WellKnown.Key(written)) ? "is not available"
                : "is none of its values" + (meant is null ? "" : $" (did you mean `{meant}`?)");
            return Names.Contains(written, StringComparer.Ordinal) ? written : null;
        }

        /// <inheritdoc/>
        internal override string Written(object value) =>
            value is Enum && Enum.IsDefined(value.GetType(), value)
                ? Names[Convert.ToInt32(value, CultureInfo.InvariantCulture)]
                : base.Written(value);
    }

    /// <summary>A whole number, or a word that stands for one yet to be found.</summary>
    /// <param name="Min">The smallest allowed.</param>
    /// <param name="Max">The largest allowed.</param>
    /// <param name="Word">The word, or null.</param>
    public sealed record Whole(int Min, int Max, string? Word = null) : SettingKind
    {
        /// <inheritdoc/>
        public override string Allowed =>
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {Min:N0} to {Max:N0}")
            + (Word is null ? "" : $", or `{Word}`");

        /// <inheritdoc/>
        internal override string? Read(string written, out string problem)
        {
            problem = "is not a whole number";
            if (written == Word)
                return written;
            if (!WholeNumber().IsMatch(written))
            {
                if (Meant(written) is { } meant)
                    problem = $"is not a whole number (did you mean `{meant}`?)";
                else if (written.Contains(','))
                    problem = "is not one whole number (several stand in a spec's `grid`; in SET a space parts settings)";
                return null;
            }

            problem = "is out of range";
            return int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
                && value >= Min && value <= Max
                ? value.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        /// <summary>The number in <c>60_000</c>, <c>60,000</c>, <c>6e4</c> and <c>16.0</c>, if it is allowed.</summary>
        private int? Meant(string written) =>
            double.TryParse(Thousands().Replace(written, "").Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture,
                out double value)
            && value >= Min && value <= Max && value == Math.Floor(value)
                ? (int)value
                : null;
    }

    /// <summary>A finite number within bounds.</summary>
    /// <param name="Min">The lower bound.</param>
    /// <param name="MinAllowed">Whether the lower bound itself is allowed.</param>
    /// <param name="Max">The upper bound.</param>
    /// <param name="MaxAllowed">Whether the upper bound itself is allowed.</param>
    /// <param name="Word">A word that stands for a number yet to be found, or null.</param>
    public sealed record Number(double Min, bool MinAllowed, double Max, bool MaxAllowed, string? Word = null)
        : SettingKind
    {
        /// <inheritdoc/>
        public override string Allowed => string.Create(CultureInfo.InvariantCulture,
            $"a number {(MinAllowed ? "of at least" : "greater than")} {Min:#,0.##}, "
            + $"{(MaxAllowed ? "at most" : "less than")} {Max:#,0.##}")
            + (Word is null ? "" : $", or `{Word}`");

        /// <inheritdoc/>
        internal override string? Read(string written, out string problem)
        {
            problem = NotFinite().IsMatch(written) ? "is not a finite number" : "is not a number";
            if (written == Word)
                return written;
            if (!DecimalNumber().IsMatch(written))
                return null;
            double value = double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture);
            problem = "is out of range";
            bool above = value > Min || (MinAllowed && value == Min);
            bool below = value < Max || (MaxAllowed && value == Max);
            if (!above || !below)
                return null;
            problem = "is 0 in the single precision that networks are trained in";
            return value != 0 && (float)value == 0 ? null : Canonical(value);
        }

        /// <summary>The shortest text that reads back as the same number; of zeros there is one.</summary>
        internal static string Canonical(double value) => value == 0
            ? "0"
            : value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-").Replace("E-", "e-");
    }

    /// <summary>Factors and how many epochs each lasts, e.g. <c>1x2/0.4x3/0.1</c>; the last stays to the end.</summary>
    public sealed record Pieces : SettingKind
    {
        private const int Most = 1000;
        private static readonly Number Factor = new(0, false, 1000, true);
        private static readonly Whole Epochs = new(1, 10_000);

        /// <inheritdoc/>
        public override string Allowed => "factors of the rate, each with its epochs, the last alone: 1x2/0.4x3/0.1";

        /// <inheritdoc/>
        internal override string Written(object value) => value is IReadOnlyList<RatePiece> pieces
            ? string.Join('/', pieces.Select((piece, index) => Number.Canonical(piece.Factor)
                + (index == pieces.Count - 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"x{piece.Epochs}"))))
            : base.Written(value);

        /// <summary>The pieces of a canonical text.</summary>
        internal static IReadOnlyList<RatePiece> Parse(string text) =>
        [
            .. text.Split('/').Select(piece => piece.Split('x')).Select(parts => new RatePiece(
                double.Parse(parts[0], CultureInfo.InvariantCulture),
                parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0)),
        ];

        /// <inheritdoc/>
        internal override string? Read(string written, out string problem)
        {
            problem = "is no such list";
            string[] pieces = written.Split('/');
            if (pieces.Length > Most)
                return null;
            var canonical = new List<string>();
            for (int i = 0; i < pieces.Length; i++)
            {
                string[] parts = pieces[i].Split('x');
                bool isLast = i == pieces.Length - 1;
                if (parts.Length != (isLast ? 1 : 2) || Factor.Read(parts[0], out _) is not { } factor)
                    return null;
                string? epochs = isLast ? "" : Epochs.Read(parts[1], out _);
                if (epochs is null)
                    return null;
                canonical.Add(isLast ? factor : $"{factor}x{epochs}");
            }

            return string.Join('/', canonical);
        }
    }

    /// <summary>Units of layers, e.g. <c>300-100</c>; in YAML a list of them, too.</summary>
    public sealed record Sizes : SettingKind
    {
        private static readonly Whole Units = new(1, HiddenUnits.MostUnits);

        /// <inheritdoc/>
        public override string Allowed =>
            $"1 to {HiddenUnits.MostLayers} layers of {Units.Min} to {Units.Max:#,0} units: 300, 300-100 or [300, 100]";

        /// <summary>The units in a canonical text.</summary>
        internal static HiddenUnits Parse(string text) =>
            new([.. text.Split('-').Select(units => int.Parse(units, CultureInfo.InvariantCulture))]);

        /// <inheritdoc/>
        internal override string? Read(string written, out string problem)
        {
            problem = "is no such list";
            string[] layers = written.Split('-', HiddenUnits.MostLayers + 1);
            string?[] units = [.. layers.Select(layer => Units.Read(layer, out _))];
            return layers.Length <= HiddenUnits.MostLayers && units.All(unit => unit is not null)
                ? string.Join('-', units)
                : null;
        }
    }

    /// <summary>On or off.</summary>
    public sealed record Toggle : SettingKind
    {
        /// <inheritdoc/>
        public override string Allowed => "true or false";

        /// <inheritdoc/>
        internal override string? Read(string written, out string problem)
        {
            problem = written.ToLowerInvariant() switch
            {
                "yes" or "on" or "y" or "1" => "is not a truth value (did you mean `true`?)",
                "no" or "off" or "n" or "0" => "is not a truth value (did you mean `false`?)",
                _ => "is not a truth value",
            };
            return written switch
            {
                "true" or "True" or "TRUE" => "true",
                "false" or "False" or "FALSE" => "false",
                _ => null,
            };
        }
    }

    // A leading zero would be octal to some YAML readers and decimal to others.
    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex WholeNumber();

    // The commas of 60,000; not that of 16,64.
    [GeneratedRegex(@"(?<=^[-+]?\d{1,3}(,\d{3})*),(?=\d{3}(,\d{3})*\z)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(@"^[-+]?\.?(nan|inf|infinity|∞)\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NotFinite();
}
