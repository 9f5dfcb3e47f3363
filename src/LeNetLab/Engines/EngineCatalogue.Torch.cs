using LeNetLab.Engines.Torch;

namespace LeNetLab.Engines;

/// <content>The torch engine's part, in builds that have it.</content>
public static partial class EngineCatalogue
{
    static partial void OpenTorch(string device, ref IEngine? engine) => engine = TorchEngine.Open(device);
}
