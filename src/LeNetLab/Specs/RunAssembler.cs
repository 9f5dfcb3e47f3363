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
        Activation = Activation.Named(cell[SettingTable.Activation]) switch
        {
            Activation.LeakyRelu leaky => leaky with { NegativeSlope = cell.Number(SettingTable.NegativeSlope) },
            var plain => plain,
        },
        C3 = cell.Choice<C3Connections>(SettingTable.C3),
        Pooling = cell.Choice<PoolingKind>(SettingTable.Pooling),
        F6 = cell.Whole(SettingTable.F6),
        Hidden = cell.Applies(SettingTable.Hidden) ? SettingKind.Sizes.Parse(cell[SettingTable.Hidden]) : null,
        Output = cell.Choice<OutputKind>(SettingTable.Output),
        Loss = Loss.Named(cell[SettingTable.Loss]) switch
        {
            Loss.Map map => map with { J = cell.Number(SettingTable.MapJ) },
            var plain => plain,
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
        return MethodSpec.Usual(cell.Choice<Preset>(SettingTable.Preset)) switch
        {
            MethodSpec.Neighbours => new MethodSpec.Neighbours(
                cell[SettingTable.K] == "auto" ? null : cell.Whole(SettingTable.K)),
            MethodSpec.LinearSvm => new MethodSpec.LinearSvm(c, tolerance),
            MethodSpec.RbfSvm => new MethodSpec.RbfSvm(c, cell.Number(SettingTable.SvmGamma), tolerance),
            MethodSpec.HogSvm => new MethodSpec.HogSvm(cell.Whole(SettingTable.HogCell), c, tolerance),
            null => null,
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static OptimizerSpec Optimizer(SettingValues cell)
    {
        OptimizerSpec rule = OptimizerSpec.Named(cell[SettingTable.Optimizer]) switch
        {
            OptimizerSpec.Sgd sgd => sgd with
            {
                Momentum = cell.Number(SettingTable.Momentum),
                Nesterov = cell.Toggle(SettingTable.Nesterov),
            },
            OptimizerSpec.Sdlm sdlm => sdlm with
            {
                Damping = cell.Number(SettingTable.Damping),
                CurvatureImages = cell.Whole(SettingTable.CurvatureImages),
            },
            OptimizerSpec.Adam adam => adam with
            {
                Beta1 = cell.Number(SettingTable.Beta1),
                Beta2 = cell.Number(SettingTable.Beta2),
                Epsilon = cell.Number(SettingTable.Epsilon),
            },
            var plain => plain,
        };
        return rule with { WeightDecay = cell.Number(SettingTable.WeightDecay) };
    }
}
