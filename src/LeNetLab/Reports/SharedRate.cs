using LeNetLab.Specs;

namespace LeNetLab.Reports;

/// <summary>
/// A learning rate that variants share although the best one depends on what tells them apart, and none was tuned: what
/// is then compared is also how well the rate happens to suit each.
/// </summary>
/// <param name="Rates">Each rate that several variants share, as settings have it.</param>
/// <param name="Varied">The settings in which those variants differ and on which the best rate depends.</param>
public sealed record SharedRate(IReadOnlyList<string> Rates, IReadOnlyList<string> Varied)
{
    /// <summary>Of an experiment before it is trained; null where rates are tuned, or swept for each variant.</summary>
    public static SharedRate? Of(ExperimentSpec experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.Tuning is not null
            ? null
            : Of([.. experiment.Runs.DistinctBy(run => run.Variant).Select(run => (run.Variant, run.Settings))]);
    }

    /// <summary>Of variants with their settings.</summary>
    public static SharedRate? Of(IReadOnlyList<(string Variant, IReadOnlyList<Setting> Settings)> variants)
    {
        ArgumentNullException.ThrowIfNull(variants);
        string[] dependsOn = [.. SettingTable.All.Where(setting => setting.MovesBestRate).Select(setting => setting.Path)];
        Dictionary<string, string>[] settings =
        [
            .. variants.Select(variant => variant.Settings.ToDictionary(setting => setting.Path, setting => setting.Value))
                .Where(known => known.ContainsKey(SettingTable.LearningRate.Path)),
        ];
        string[] varied = Differing(settings, dependsOn);

        // Where several rates were tried for one and the same network, each had its choice.
        var single = settings.GroupBy(known => string.Join('\n', varied.Select(path => known.GetValueOrDefault(path))))
            .Where(same => same.Select(Rate).Distinct().Count() == 1);
        Dictionary<string, string>[][] shared =
        [
            .. single.Select(same => same.First()).GroupBy(Rate).Where(group => group.Skip(1).Any())
                .Select(group => group.ToArray()),
        ];
        return shared.Length == 0
            ? null
            : new SharedRate(
                [.. shared.Select(group => Rate(group[0]))],
                [.. varied.Where(path => shared.Any(group => Differing(group, [path]).Length > 0))]);
    }

    /// <summary>"the learning rate 0.05", "the learning rates 0.05 and 0.5".</summary>
    public string RatesInWords => Rates.Count == 1
        ? $"the learning rate {Rates[0]}"
        : $"the learning rates {string.Join(", ", Rates.SkipLast(1))} and {Rates[^1]}";

    // What one of them has not, such as Adam a momentum, is no difference of its own.
    private static string[] Differing(IReadOnlyList<Dictionary<string, string>> settings, string[] paths) =>
    [
        .. paths.Where(path => settings.Select(known => known.GetValueOrDefault(path)).OfType<string>().Distinct()
            .Skip(1).Any()),
    ];

    private static string Rate(Dictionary<string, string> settings) => settings[SettingTable.LearningRate.Path];
}
