using LeNetLab.Engines;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

/// <summary>Hears of a training and does nothing.</summary>
internal sealed class SilentObserver : ITrainingObserver
{
    public void OnProgress(int epoch, PassResult soFar)
    {
    }

    public void OnEpoch(EpochResult epoch)
    {
    }
}
