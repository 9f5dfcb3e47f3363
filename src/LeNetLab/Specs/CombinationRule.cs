using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>Something that several settings must be together.</summary>
/// <param name="Settings">Those it is about; it holds where the first has an effect.</param>
/// <param name="Problem">What is wrong in a cell, and the way out; null if nothing is.</param>
internal sealed record CombinationRule(IReadOnlyList<SettingDefinition> Settings, Func<SettingValues, string?> Problem)
{
    /// <summary>Every rule that can be held before the dataset is known.</summary>
    public static readonly IReadOnlyList<CombinationRule> All =
    [
        new([SettingTable.Schedule, SettingTable.StepEpochs], cell =>
            cell[SettingTable.Schedule] == "step" && cell[SettingTable.StepEpochs].Length == 0
                ? $"{Written(cell, SettingTable.Schedule)} needs `{SettingTable.StepEpochs}`, "
                    + "the epochs between two falls"
                : null),
        new([SettingTable.Schedule, SettingTable.SchedulePieces], cell =>
            cell[SettingTable.Schedule] == "piecewise" && cell[SettingTable.SchedulePieces].Length == 0
                ? $"{Written(cell, SettingTable.Schedule)} needs `{SettingTable.SchedulePieces}`, "
                    + "such as `1x2/0.4x3/0.1`"
                : null),
        new([SettingTable.Nesterov, SettingTable.Momentum, SettingTable.Optimizer], cell =>
            cell.Applies(SettingTable.Nesterov) && cell.Toggle(SettingTable.Nesterov)
                && cell.Number(SettingTable.Momentum) == 0
                ? $"{Written(cell, SettingTable.Nesterov)} has no effect with {Written(cell, SettingTable.Momentum)}; "
                    + "give it momentum, or leave it out"
                : null),
        new([SettingTable.WarmupEpochs, SettingTable.Epochs], cell =>
            cell.Number(SettingTable.WarmupEpochs) > cell.Whole(SettingTable.Epochs)
                ? $"{Written(cell, SettingTable.WarmupEpochs)} is longer than {Written(cell, SettingTable.Epochs)}; "
                    + "shorten the one or train longer"
                : null),
        new([SettingTable.ValidationImages, SettingTable.TrainImages], cell => TrainImages(cell) is { } images
            ? SpecLimits.ValidationProblem(cell.Whole(SettingTable.ValidationImages), images)
            : null),
        new([SettingTable.BatchSize, SettingTable.ValidationImages, SettingTable.TrainImages], cell =>
            TrainImages(cell) is { } images
                ? SpecLimits.BatchProblem(
                    cell.Whole(SettingTable.BatchSize), cell.Whole(SettingTable.ValidationImages), images)
                : null),
        new([SettingTable.AffineStrength, SettingTable.Distortion], cell =>
            Unused(cell, SettingTable.AffineStrength, "affine")),
        new([SettingTable.ElasticAlpha, SettingTable.Distortion], cell =>
            Unused(cell, SettingTable.ElasticAlpha, "elastic")),
        new([SettingTable.ElasticSigma, SettingTable.Distortion], cell =>
            Unused(cell, SettingTable.ElasticSigma, "elastic")),
        new([SettingTable.Loss, SettingTable.Output], cell =>
            cell[SettingTable.Loss] == "mse" && cell.Effect(SettingTable.Output) != "rbf"
                ? $"{Written(cell, SettingTable.Loss)} has no minimum with "
                    + (cell.Applies(SettingTable.Output)
                        ? $"{Written(cell, SettingTable.Output)}; take `{SettingTable.Output.With("rbf")}`, or "
                            + "another loss"
                        : $"{Written(cell, SettingTable.Preset)}; take another loss")
                : null),
        new([SettingTable.Output, SettingTable.F6], cell =>
            cell[SettingTable.Output] == "rbf" && cell.Whole(SettingTable.F6) != DigitBitmaps.Codes.Units
                ? $"{Written(cell, SettingTable.Output)} compares {DigitBitmaps.Codes.Units} units with bitmaps, not "
                    + $"those of {Written(cell, SettingTable.F6)}; take `{SettingTable.F6.With("84")}`"
                : null),
        new([SettingTable.K, SettingTable.ValidationImages], cell =>
            cell[SettingTable.K] == "auto" && cell.Whole(SettingTable.ValidationImages) == 0
                ? $"{Written(cell, SettingTable.K)} needs `{SettingTable.ValidationImages}`, on which it is chosen"
                : null),
        new([SettingTable.Engine, SettingTable.Preset], cell =>
            cell[SettingTable.Engine] == EngineSpec.Torch && !cell.Applies(SettingTable.Epochs)
                ? $"{Written(cell, SettingTable.Preset)} is no network, and the engine `{EngineSpec.Torch}` trains "
                    + $"nothing else; take `{SettingTable.Engine.With(EngineSpec.Simd)}` for it"
                : null),
        new([SettingTable.Engine, SettingTable.Optimizer], cell =>
            cell[SettingTable.Engine] == EngineSpec.Torch && cell.Effect(SettingTable.Optimizer) == "sdlm"
                ? $"{Written(cell, SettingTable.Optimizer)} takes second derivatives, which the engine "
                    + $"`{EngineSpec.Torch}` does not; take `{SettingTable.Engine.With(EngineSpec.Simd)}` for it"
                : null),
        new([SettingTable.Engine, SettingTable.Device], cell =>
            cell[SettingTable.Engine] == EngineSpec.Simd && cell[SettingTable.Device] == EngineSpec.Cuda
                ? $"{Written(cell, SettingTable.Engine)} cannot use {Written(cell, SettingTable.Device)}; "
                    + $"take `{SettingTable.Engine.With(EngineSpec.Torch)}` for it, or leave the device at "
                    + $"`{EngineSpec.Cpu}`"
                : null),
    ];

    /// <summary>A strength of what the images do not get.</summary>
    private static string? Unused(SettingValues cell, SettingDefinition strength, string kind) =>
        cell[strength] != strength.Default && !cell[SettingTable.Distortion].Contains(kind, StringComparison.Ordinal)
            ? $"{Written(cell, strength)} has no effect with {Written(cell, SettingTable.Distortion)}; take "
                + $"`{SettingTable.Distortion.With(kind)}` for it, or leave it out"
            : null;

    private static int? TrainImages(SettingValues cell) =>
        cell[SettingTable.TrainImages] == "all" ? null : cell.Whole(SettingTable.TrainImages);

    private static string Written(SettingValues cell, SettingDefinition setting) => $"`{setting.With(cell[setting])}`";
}
