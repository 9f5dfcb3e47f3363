using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>The learning rate of each step of a training.</summary>
public sealed class LearningRateSchedule
{
    private readonly TrainingSpec spec;
    private readonly double warmupSteps;

    /// <param name="spec">Rate, schedule, warm-up and number of epochs.</param>
    /// <param name="stepsPerEpoch">Batches in an epoch, at least 1.</param>
    public LearningRateSchedule(TrainingSpec spec, int stepsPerEpoch)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerEpoch, 1);
        this.spec = spec;
        StepsPerEpoch = stepsPerEpoch;
        warmupSteps = spec.WarmupEpochs * stepsPerEpoch;
    }

    /// <summary>Batches in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps in the whole training.</summary>
    public long TotalSteps => (long)spec.Epochs * StepsPerEpoch;

    /// <summary>
    /// Whether trainings that differ in their number of epochs alone have the same rates in the first so many of them:
    /// then one can go on from the end of another that has only those.
    /// </summary>
    /// <param name="spec">Either of them.</param>
    /// <param name="epochs">How many, at most as many as the shorter one has.</param>
    public static bool SharesFirst(TrainingSpec spec, int epochs)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return !spec.Schedule.DependsOnLength || epochs <= spec.WarmupEpochs;
    }

    /// <summary>
    /// The rate of a step. Warm-up over W steps takes (step + 1)/(W + 1) of the rate: never 0, which would waste a
    /// step, and whole where the schedule takes over. The cosine falls over what the warm-up leaves, from the rate
    /// to 0 at the step after the last; schedules of steps and pieces count their epochs from the beginning.
    /// </summary>
    /// <param name="step">From 0.</param>
    public double Rate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, TotalSteps);
        if (step < warmupSteps)
            return spec.LearningRate * ((step + 1) / (warmupSteps + 1));
        return spec.Schedule switch
        {
            ScheduleSpec.Constant => spec.LearningRate,
            ScheduleSpec.Step(var everyEpochs, var factor) =>
                spec.LearningRate * Power(factor, step / StepsPerEpoch / everyEpochs),
            ScheduleSpec.Piecewise(var pieces) => spec.LearningRate * Factor(pieces, step / StepsPerEpoch),
            ScheduleSpec.Cosine => spec.LearningRate * HalfCosine((step - warmupSteps) / (TotalSteps - warmupSteps)),
            _ => throw new NotSupportedException($"No rule for a schedule of kind {spec.Schedule.GetType().Name}."),
        };
    }

    /// <summary>The rates of one epoch's steps.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="rates">Receives one for each step of the epoch.</param>
    public void Fill(int epoch, Span<float> rates)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rates.Length, StepsPerEpoch);
        long first = (long)(epoch - 1) * StepsPerEpoch;
        for (int step = 0; step < rates.Length; step++)
            rates[step] = (float)Rate(first + step);
    }

    /// <summary>Of the epoch, counted from 0.</summary>
    private static double Factor(IReadOnlyList<RatePiece> pieces, long epoch)
    {
        int piece = 0;
        for (long left = epoch; piece < pieces.Count - 1 && left >= pieces[piece].Epochs; piece++)
            left -= pieces[piece].Epochs;
        return pieces[piece].Factor;
    }

    /// <summary>1 at progress 0, 0 at progress 1.</summary>
    private static double HalfCosine(double progress) => 0.5 * (1 + PortableMath.Cos(Math.PI * progress));

    /// <summary>A whole power by multiplication: the platform's would not be the same everywhere.</summary>
    private static double Power(double factor, long exponent)
    {
        double power = 1;
        for (long i = 0; i < exponent && power > 0; i++)
            power *= factor;
        return power;
    }
}
