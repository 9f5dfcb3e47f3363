using LeNetLab.Specs;

namespace LeNetLab.Engines;

/// <summary>The engines that a sweep needs, each opened once and all of them before anything else is done.</summary>
public sealed class EngineSet : IDisposable
{
    private readonly OrderedDictionary<EngineSpec, IEngine> engines = [];

    private EngineSet()
    {
    }

    /// <summary>Opens every engine that is named.</summary>
    /// <param name="specs">Which; may repeat.</param>
    /// <param name="open">Opens one, as <see cref="EngineCatalogue.Open"/> does.</param>
    /// <exception cref="EngineUnavailableException">One cannot be had; those before it are closed again.</exception>
    public static EngineSet Open(IEnumerable<EngineSpec> specs, Func<EngineSpec, IEngine> open)
    {
        ArgumentNullException.ThrowIfNull(specs);
        ArgumentNullException.ThrowIfNull(open);
        var set = new EngineSet();
        try
        {
            foreach (EngineSpec spec in specs.Distinct())
                set.engines.Add(spec, open(spec));
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>What each of them is, in the order in which they were named.</summary>
    public IReadOnlyList<EngineIdentity> Identities => [.. engines.Values.Select(engine => engine.Identity)];

    /// <summary>What the engine is that a spec names.</summary>
    /// <exception cref="KeyNotFoundException">It was not opened.</exception>
    public EngineIdentity Identity(EngineSpec spec) => engines[spec].Identity;

    /// <summary>The engine that trains runs of that identity.</summary>
    /// <exception cref="KeyNotFoundException">It was not opened.</exception>
    public IEngine Engine(EngineIdentity identity) =>
        engines.Values.FirstOrDefault(engine => engine.Identity == identity)
        ?? throw new KeyNotFoundException($"No engine {identity} was opened.");

    /// <summary>Closes those that hold something.</summary>
    public void Dispose()
    {
        foreach (IDisposable engine in engines.Values.OfType<IDisposable>())
            engine.Dispose();
    }
}
