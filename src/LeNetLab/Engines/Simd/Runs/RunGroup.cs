using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>Makes learners for groups of runs.</summary>
internal static class RunGroup<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Makes a learner for as many runs of a network as there are optimisers.</summary>
    /// <exception cref="ArgumentException">There are more than lanes, or they differ in kind.</exception>
    public static IGroupLearner Create(Network network, IReadOnlyList<OptimizerSpec> optimizers)
    {
        if (optimizers.Count < 1 || optimizers.Count > TLane.Count)
            throw new ArgumentException($"A group of {optimizers.Count} runs; it holds 1 … {TLane.Count}.");
        var arena = new Arena();
        try
        {
            return optimizers[0] switch
            {
                OptimizerSpec.Sgd => Learner(new RunSgd<TLane>(Alike<OptimizerSpec.Sgd>(optimizers), arena)),
                OptimizerSpec.Sdlm => Learner(new RunSdlm<TLane>(Alike<OptimizerSpec.Sdlm>(optimizers), arena)),
                OptimizerSpec.Adam => Learner(new RunAdam<TLane>(Alike<OptimizerSpec.Adam>(optimizers), arena)),
                _ => throw new ArgumentException($"No kernel for the optimiser {optimizers[0].GetType().Name}."),
            };
        }
        catch
        {
            // Nobody gets hold of a learner that was not finished, so nobody else could free its memory.
            arena.Dispose();
            throw;
        }

        IGroupLearner Learner<TRule>(IRunRules<TLane, TRule> rules)
            where TRule : struct, IRule<TLane> =>
            new RunLearner<TLane, TRule>(network, optimizers, rules, arena);
    }

    private static TSpec[] Alike<TSpec>(IReadOnlyList<OptimizerSpec> optimizers)
        where TSpec : OptimizerSpec
    {
        TSpec[] alike = [.. optimizers.OfType<TSpec>()];
        bool mixed = alike.Length < optimizers.Count
            || alike.OfType<OptimizerSpec.Sgd>().DistinctBy(sgd => sgd.Nesterov).Skip(1).Any();
        return mixed ? throw new ArgumentException("Runs of one group need optimisers of one kind.") : alike;
    }
}
