using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines;

/// <summary>
/// Every way of making a learner. Both register widths run everywhere, in software if they must; an engine that this
/// build leaves out is listed with the reason for which its tests are skipped.
/// </summary>
internal static partial class RegisteredEngines
{
    /// <summary>Why tests of the torch engine are skipped.</summary>
    public const string WithoutTorch = "this build leaves TorchSharp out; make test TORCH=cpu brings it in";

    internal const string Torch = "torch";

    private static readonly Dictionary<string, IEngine> Engines = Present();

    public static IEnumerable<string> Names => Engines.Keys;

    /// <summary>One row for each engine.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows =>
    [
        .. Names.Select(name => new TheoryDataRow<string>(name)),
        .. Absent(skip => new TheoryDataRow<string>(Torch) { Skip = skip }),
    ];

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
    [
        .. from name in Names
           from number in Enumerable.Range(0, cases)
           let row = new TheoryDataRow<string, int>(name, number)
           select number < inSoftware ? row : row.WithTrait("speed", "hardware"),
        .. Absent(skip => new TheoryDataRow<string, int>(Torch, 0) { Skip = skip }),
    ];

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
        AddTorch(engines);
        return engines;
    }

    /// <summary>Adds the torch engine, in a build that has it.</summary>
    static partial void AddTorch(Dictionary<string, IEngine> engines);

    private static IEnumerable<TRow> Absent<TRow>(Func<string, TRow> row) =>
        Names.Contains(Torch) ? [] : [row(WithoutTorch)];

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
