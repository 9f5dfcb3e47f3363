using LeNetLab.Engines;

namespace LeNetLab.Torch;

/// <summary>The program with PyTorch beside the engine that it always has.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) =>
        Cli.Program.RunAsync(arguments, new EngineCatalogue(TorchEngine.Open));
}
