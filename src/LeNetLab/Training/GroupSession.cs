using LeNetLab.Data;
using LeNetLab.Engines;

namespace LeNetLab.Training;

/// <summary>
/// Several trainings under way together, pattern by pattern. Each keeps its own order, rates and results; what is
/// measured after a pass is measured on an ordinary learner, one run after the other.
/// </summary>
internal sealed class GroupSession
{
    private readonly IGroupLearner group;
    private readonly ILearner measuring;
    private readonly Dataset dataset;
    private readonly TimeProvider clock;
    private readonly CancellationToken cancellation;
    private readonly Lane[] lanes;
    private readonly int epochs;
    private readonly PassResult[] results;
    private int[] order = [];
    private float[] rates = [];

    /// <param name="group">Trains them; holds the first weights.</param>
    /// <param name="measuring">Measures each.</param>
    /// <param name="members">The runs, alike in all that the learner shares: images of an epoch, epochs.</param>
    /// <param name="dataset">On what.</param>
    /// <param name="clock">Times the training passes.</param>
    /// <param name="threads">How many threads measuring may use, asked before each slice.</param>
    /// <param name="cancellation">Asked between slices.</param>
    public GroupSession(
        IGroupLearner group, ILearner measuring, IReadOnlyList<GroupMember> members, Dataset dataset,
        TimeProvider clock, Func<int> threads, CancellationToken cancellation)
    {
        this.group = group;
        this.measuring = measuring;
        this.dataset = dataset;
        this.clock = clock;
        this.cancellation = cancellation;
        lanes = [.. members.Select((member, run) => new Lane(
            run, member, new RunCourse(member.Run, group.Network, dataset, threads, cancellation)))];
        epochs = members[0].Run.Training.Epochs;
        results = new PassResult[lanes.Length];
    }

    private IEnumerable<Lane> Open => lanes.Where(lane => lane.IsOpen);

    /// <summary>Trains until every run has ended; each is handed over when it ends.</summary>
    public void Run()
    {
        for (int epoch = 1; epoch <= epochs && Open.Any(); epoch++)
        {
            foreach (Lane lane in Open)
                lane.Begin(epoch);
            TrainingPass(epoch);
            foreach (Lane lane in Open)
                Measure(lane, epoch);
        }

        foreach (Lane lane in Open)
            End(lane, TrainingEnd.Done);
    }

    private void TrainingPass(int epoch)
    {
        int images = lanes[0].Course.Order.Length, slice = lanes[0].Course.TrainingSlice;
        for (int start = 0; start < images && Open.Any(); start += slice)
        {
            cancellation.ThrowIfCancellationRequested();
            Interleave(start, Math.Min(slice, images - start));
            long begin = clock.GetTimestamp();
            group.Train(dataset.Train, order, rates, results);
            TimeSpan share = clock.GetElapsedTime(begin) / Open.Count();
            foreach (Lane lane in Open)
            {
                lane.Online += results[lane.Run];
                lane.Time += share;
                lane.Member.Observer.OnProgress(epoch, lane.Online);
                if (!double.IsFinite(lane.Online.LossSum))
                    End(lane, TrainingEnd.Diverged);
            }
        }
    }

    /// <summary>The images and rates of a slice, [step][run].</summary>
    private void Interleave(int start, int steps)
    {
        if (order.Length != steps * lanes.Length)
        {
            order = new int[steps * lanes.Length];
            rates = new float[order.Length];
        }

        foreach (Lane lane in lanes)
        {
            for (int step = 0; step < steps; step++)
            {
                int at = (step * lanes.Length) + lane.Run;
                order[at] = lane.Course.Order[start + step];
                rates[at] = lane.IsOpen ? lane.Course.Rates[start + step] : 0;
            }
        }
    }

    private void Measure(Lane lane, int epoch)
    {
        measuring.WriteParameters(Weights(lane));
        if (lane.Course.Complete(measuring, epoch, lane.Online, lane.Time) is { } result)
            lane.Member.Observer.OnEpoch(result);
        else
            End(lane, TrainingEnd.Diverged);
    }

    private void End(Lane lane, TrainingEnd end)
    {
        float[] weights = Weights(lane);
        lane.IsOpen = false;

        // A lane without a run stands still at 0: what diverged would go on, slowly, through subnormal numbers and NaN.
        group.WriteParameters(lane.Run, new float[weights.Length]);
        lane.Member.OnEnded(lane.Course.End(end, weights));
    }

    private float[] Weights(Lane lane)
    {
        var weights = new float[group.Network.VectorLength];
        group.ReadParameters(lane.Run, weights);
        return weights;
    }

    /// <summary>One run of the group.</summary>
    private sealed class Lane(int run, GroupMember member, RunCourse course)
    {
        public int Run => run;

        public GroupMember Member => member;

        public RunCourse Course => course;

        public bool IsOpen { get; set; } = true;

        /// <summary>What was found during the pass under way.</summary>
        public PassResult Online { get; set; }

        /// <summary>What it took: the group's time, shared by the runs in it.</summary>
        public TimeSpan Time { get; set; }

        public void Begin(int epoch)
        {
            course.Begin(epoch);
            (Online, Time) = (default, default);
        }
    }
}
