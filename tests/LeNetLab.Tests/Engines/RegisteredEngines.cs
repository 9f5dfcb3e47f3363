using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Torch;

namespace LeNetLab.Tests.Engines;

/// <summary>
/// Every way of making a learner. Both register widths run everywhere, in software if they must; the torch engine where
/// LENETLAB_TORCH says that PyTorch's own library is here, as <c>make test-torch</c> does.
/// </summary>
internal static class RegisteredEngines
{
    internal const string Torch = "torch";

    private static readonly bool HasTorch = Environment.GetEnvironmentVariable("LENETLAB_TORCH") is "1";

    private static readonly Dictionary<string, IEngine> Engines = Present();

    public static IEnumerable<string> Names => Engines.Keys;

    /// <summary>One row for each engine.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows =>
        Names.Select(name => Marked(name, new TheoryDataRow<string>(name)));

    /// <summary>
    /// One row for each engine, for tests that take long without vector registers: there the engine alone, at the
    /// width that it chooses.
    /// </summary>
    public static IEnumerable<TheoryDataRow<string>> LongRows =>
        Rows.Select(row => row.Data.StartsWith("simd,", StringComparison.Ordinal)
            ? row.WithTrait("speed", "hardware")
            : row);

    /// <summary>A row for each engine and case.</summary>
    /// <param name="cases">Cases for each engine.</param>
    /// <param name="inSoftware">Those of them that also run without vector registers.</param>
    public static IEnumerable<TheoryDataRow<string, int>> RowsOf(int cases, int inSoftware) =>
        from name in Names
        from number in Enumerable.Range(0, cases)
        let row = Marked(name, new TheoryDataRow<string, int>(name, number))
        select number < inSoftware ? row : row.WithTrait("speed", "hardware");

    public static IEngine Engine(string name) => Engines[name];

    private static Dictionary<string, IEngine> Present()
    {
        var engines = new Dictionary<string, IEngine>
        {
            ["simd"] = new SimdEngine(),
            ["simd, 8 lanes"] = new WidthEngine(
                (network, optimizer, batch) => new SimdLearner<Lane8>(network, optimizer, batch)),
            ["simd, 16 lanes"] = new WidthEngine(
                (network, optimizer, batch) => new SimdLearner<Lane16>(network, optimizer, batch)),
        };
        if (HasTorch)
            engines.Add(Torch, TorchEngine.Open("cpu"));

        return engines;
    }

    /// <summary>PyTorch as a card has it but for the device: large stacks.</summary>
    internal static TorchEngine TorchOnCpu()
    {
        Assert.SkipUnless(HasTorch, "PyTorch's own library is not here; make test-torch runs this with it.");
        return new TorchEngine(new TorchPlace(TorchSharp.torch.CPU, trainedTogether: 16_384, measuredTogether: 512));
    }

    /// <summary>Marks a row of the torch engine, for runs of those alone.</summary>
    internal static TRow Marked<TRow>(string engine, TRow row)
        where TRow : TheoryDataRowBase
    {
        if (engine.StartsWith(Torch, StringComparison.Ordinal))
            row.WithTrait("engine", Torch);
        return row;
    }

    /// <summary>The SIMD engine at a register width of one's own choice.</summary>
    private sealed class WidthEngine(Func<Network, OptimizerSpec, int, ILearner> create) : IEngine
    {
        private readonly SimdEngine simd = new();

        public EngineIdentity Identity => simd.Identity;

        public double SliceMultiplyAdds => simd.SliceMultiplyAdds;

        public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize) =>
            create(network, optimizer, batchSize);
    }
}
