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
    private readonly int slice;
    private readonly int[] order;
    private readonly float[] rates;
    private readonly float[] weights;
    private Lane[] open;

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
        slice = Math.Min(lanes[0].Course.TrainingSlice, lanes[0].Course.Order.Length);
        order = new int[slice * lanes.Length];
        rates = new float[order.Length];
        weights = new float[group.Network.VectorLength];
        open = lanes;
    }

    /// <summary>Trains until every run has ended; each is handed over when it ends.</summary>
    public void Run()
    {
        for (int epoch = 1; epoch <= epochs && open.Length > 0; epoch++)
        {
            foreach (Lane lane in open)
                lane.Begin(epoch);
            TrainingPass(epoch);
            foreach (Lane lane in open)
                Measure(lane, epoch);
        }

        foreach (Lane lane in open)
            End(lane, TrainingEnd.Done);
    }

    private void TrainingPass(int epoch)
    {
        int images = lanes[0].Course.Order.Length;
        for (int start = 0; start < images && open.Length > 0; start += slice)
        {
            cancellation.ThrowIfCancellationRequested();
            int steps = Math.Min(slice, images - start), patterns = steps * lanes.Length;
            Interleave(start, steps);
            long begin = clock.GetTimestamp();
            group.Train(dataset.Train, order.AsSpan(0, patterns), rates.AsSpan(0, patterns), results);
            TimeSpan share = clock.GetElapsedTime(begin) / open.Length;
            foreach (Lane lane in open)
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
        group.ReadParameters(lane.Run, weights);
        measuring.WriteParameters(weights);
        if (lane.Course.Complete(measuring, epoch, lane.Online, lane.Time) is { } result)
            lane.Member.Observer.OnEpoch(result);
        else
            End(lane, TrainingEnd.Diverged);
    }

    private void End(Lane lane, TrainingEnd end)
    {
        group.ReadParameters(lane.Run, weights);
        float[] last = [.. weights];
        lane.IsOpen = false;
        open = [.. lanes.Where(other => other.IsOpen)];

        // A lane without a run stands still at 0: what diverged would go on, slowly, through subnormal numbers and NaN.
        weights.AsSpan().Clear();
        group.WriteParameters(lane.Run, weights);
        lane.Member.OnEnded(lane.Course.End(end, last));
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
