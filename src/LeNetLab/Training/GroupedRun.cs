using LeNetLab.Engines;

namespace LeNetLab.Training;

/// <summary>One run of a group in training.</summary>
/// <param name="number">Its number in the group.</param>
/// <param name="member">The run, and who hears of it.</param>
/// <param name="course">Its way through the epochs.</param>
/// <param name="parameters">How many its network has.</param>
internal sealed class GroupedRun(int number, GroupMember member, RunCourse course, int parameters)
{
    /// <summary>Its number in the group.</summary>
    public int Number => number;

    /// <summary>Who hears of it.</summary>
    public ITrainingObserver Observer => member.Observer;

    /// <summary>Its way through the epochs.</summary>
    public RunCourse Course => course;

    /// <summary>Whether it has not ended.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>What was found during the pass under way.</summary>
    public PassResult Online { get; set; }

    /// <summary>What it took: the group's time, shared by the runs in it.</summary>
    public TimeSpan Time { get; set; }

    /// <summary>An epoch begins.</summary>
    public void Begin(int epoch)
    {
        course.Begin(epoch);
        (Online, Time) = (default, default);
    }

    /// <summary>An epoch is over: tells of it, and leaves a checkpoint if one is due.</summary>
    public void Tell(IGroupLearner group, EpochResult epoch)
    {
        member.Observer.OnEpoch(epoch);
        if (member.Checkpoints?.IsDue(epoch.Epoch) == true)
            member.Checkpoints.Save(course.Checkpoint(group.ReadState(number)));
    }

    /// <summary>Leaves the group and is handed over.</summary>
    public void End(IGroupLearner group, TrainingEnd end)
    {
        var weights = new float[parameters];
        group.ReadParameters(number, weights);
        group.Close(number);
        IsOpen = false;
        member.OnEnded(course.End(end, weights));
    }
}
