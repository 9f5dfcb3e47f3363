using LeNetLab.Engines;
using LeNetLab.Engines.Torch;
using TorchSharp;

namespace LeNetLab.Tests.Engines;

/// <content>The torch engine on a CPU, with convolutions put in either form.</content>
internal static partial class RegisteredEngines
{
    static partial void AddTorch(Dictionary<string, IEngine> engines)
    {
        engines.Add(Torch, TorchEngine.Open("cpu"));
        engines.Add($"{Torch}, products", TorchOnCpu(ConvolutionForm.Products));
    }

    /// <summary>As a card has it but for the device: large stacks, of either form.</summary>
    internal static TorchEngine TorchOnCpu(ConvolutionForm form) =>
        new(new TorchPlace(torch.CPU, form, trainedTogether: 16_384, measuredTogether: 512));
}
