using System.Diagnostics;
using LeNetLab.Data.Distortions;
using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>Settings to the records that engines and trainers read.</summary>
internal static class RunAssembler
{
    /// <summary>A cell's runs, one for each seed.</summary>
    public static IEnumerable<RunSpec> Runs(SweepCell cell, IReadOnlyList<long> seeds)
    {
        // Two cells that differ in what has no effect are the same in every record that is made of them.
        SettingValues values = cell.Values.Pruned();
        ModelSpec model = Model(values);
        TrainingSpec training = Training(values);
        var engine = new EngineSpec(values[SettingTable.Engine], values[SettingTable.Device]);
        IReadOnlyList<Setting> settings = values.Recorded();
        return seeds.Select(seed => new RunSpec(cell.Label, model, training, seed, settings) { Engine = engine });
    }

    public static ModelSpec Model(SettingValues cell) => new()
    {
        Preset = cell.Choice<Preset>(SettingTable.Preset),
        Method = Method(cell),
        Activation = cell[SettingTable.Activation] switch
        {
            "sigmoid" => new Activation.Sigmoid(),
            "tanh" => new Activation.Tanh(),
            "scaled_tanh" => new Activation.ScaledTanh(),
            "relu" => new Activation.Relu(),
            "leaky_relu" => new Activation.LeakyRelu(cell.Number(SettingTable.NegativeSlope)),
            "log_relu" => new Activation.LogRelu(),
            var name => throw new UnreachableException(name),
        },
        C3 = cell.Choice<C3Connections>(SettingTable.C3),
        Pooling = cell.Choice<PoolingKind>(SettingTable.Pooling),
        F6 = cell.Whole(SettingTable.F6),
        Hidden = cell.Applies(SettingTable.Hidden) ? SettingKind.Sizes.Parse(cell[SettingTable.Hidden]) : null,
        Output = cell.Choice<OutputKind>(SettingTable.Output),
        Loss = cell[SettingTable.Loss] switch
        {
            "cross_entropy" => new Loss.CrossEntropy(),
            "mse" => new Loss.Mse(),
            "map" => new Loss.Map(cell.Number(SettingTable.MapJ)),
            var name => throw new UnreachableException(name),
        },
    };

    public static TrainingSpec Training(SettingValues cell) => new()
    {
        // What is no network is fitted once, and has neither passes nor batches.
        Epochs = cell.Applies(SettingTable.Epochs) ? cell.Whole(SettingTable.Epochs) : 1,
        BatchSize = cell.Applies(SettingTable.BatchSize) ? cell.Whole(SettingTable.BatchSize) : 1,
        Optimizer = Optimizer(cell),
        LearningRate = cell.Number(SettingTable.LearningRate),
        Schedule = cell[SettingTable.Schedule] switch
        {
            "constant" => new ScheduleSpec.Constant(),
            "step" => new ScheduleSpec.Step(cell.Whole(SettingTable.StepEpochs), cell.Number(SettingTable.StepFactor)),
            "cosine" => new ScheduleSpec.Cosine(),
            "piecewise" => new ScheduleSpec.Piecewise(SettingKind.Pieces.Parse(cell[SettingTable.SchedulePieces])),
            "lenet5-1998" => ScheduleSpec.Piecewise.Of1998,
            var name => throw new UnreachableException(name),
        },
        WarmupEpochs = cell.Number(SettingTable.WarmupEpochs),
        Initialisation = cell.Choice<InitialisationKind>(SettingTable.Initialisation),
        InitialisationGain = cell.Number(SettingTable.InitialisationGain),
        TrainImages = cell[SettingTable.TrainImages] == "all" ? null : cell.Whole(SettingTable.TrainImages),
        ValidationImages = cell.Whole(SettingTable.ValidationImages),
        LayerStats = cell.Toggle(SettingTable.LayerStats),
        Distortion = Distortion(cell),
    };

    private static DistortionStrength Distortion(SettingValues cell)
    {
        string[] kinds = cell[SettingTable.Distortion].Split('+');
        return new DistortionStrength(
            kinds.Contains("affine") ? cell.Number(SettingTable.AffineStrength) : 0,
            kinds.Contains("elastic") ? cell.Number(SettingTable.ElasticAlpha) : 0,
            cell.Number(SettingTable.ElasticSigma));
    }

    private static MethodSpec? Method(SettingValues cell)
    {
        double c = cell.Number(SettingTable.SvmC), tolerance = cell.Number(SettingTable.SvmTolerance);
        return cell[SettingTable.Preset] switch
        {
            "knn" => new MethodSpec.Neighbours(
                cell[SettingTable.K] == "auto" ? null : cell.Whole(SettingTable.K)),
            "svm-linear" => new MethodSpec.LinearSvm(c, tolerance),
            "svm-rbf" => new MethodSpec.RbfSvm(c, cell.Number(SettingTable.SvmGamma), tolerance),
            "hog-linear" => new MethodSpec.HogSvm(cell.Whole(SettingTable.HogCell), c, tolerance),
            _ => null,
        };
    }

    private static OptimizerSpec Optimizer(SettingValues cell)
    {
        double weightDecay = cell.Number(SettingTable.WeightDecay);
        return cell[SettingTable.Optimizer] switch
        {
            "sgd" => new OptimizerSpec.Sgd(
                cell.Number(SettingTable.Momentum), cell.Toggle(SettingTable.Nesterov), weightDecay),
            "sdlm" => new OptimizerSpec.Sdlm(
                cell.Number(SettingTable.Damping), cell.Whole(SettingTable.CurvatureImages), weightDecay),
            "adam" => new OptimizerSpec.Adam(cell.Number(SettingTable.Beta1), cell.Number(SettingTable.Beta2),
                cell.Number(SettingTable.Epsilon), weightDecay),
            var name => throw new UnreachableException(name),
        };
    }
}
