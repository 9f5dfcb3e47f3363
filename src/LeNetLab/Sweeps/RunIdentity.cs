using System.Security.Cryptography;
using System.Text;
using LeNetLab.Engines;
using LeNetLab.Specs;

namespace LeNetLab.Sweeps;

/// <summary>
/// What makes a run the same run: everything that its final weights follow from, and nothing else. The variant's
/// name, the experiment, the machine and the width of its vectors are left out.
/// </summary>
public static class RunIdentity
{
    /// <summary>The first 16 hex digits of the SHA-256 of <see cref="CanonicalText"/> in UTF-8.</summary>
    public static string Of(RunSpec run, string datasetSha256, EngineIdentity engine)
    {
        string text = CanonicalText(run, datasetSha256, engine);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>
    /// One <c>name=value</c> a line, each ended by a line feed: the settings in ordinal order of their paths, then
    /// seed, dataset's sum, engine, its version and its device.
    /// </summary>
    /// <remarks>The device counts: the same engine adds in another order on a GPU.</remarks>
    /// <exception cref="ArgumentException">A value has a line break: two texts could be taken for one.</exception>
    public static string CanonicalText(RunSpec run, string datasetSha256, EngineIdentity engine)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(engine);
        var text = new StringBuilder();
        foreach (Setting setting in run.Settings.OrderBy(setting => setting.Path, StringComparer.Ordinal))
            Append(setting.Path, setting.Value);
        Append("seed", $"{run.Seed}");
        Append("dataset_sha256", datasetSha256);
        Append("engine", engine.Name);
        Append("engine_version", $"{engine.Version}");
        Append("device", engine.Device);
        return text.ToString();

        void Append(string name, string value)
        {
            if (value.AsSpan().ContainsAny('\n', '\r'))
                throw new ArgumentException($"{name} has a line break in its value \"{value}\".", nameof(run));
            text.Append(name).Append('=').Append(value).Append('\n');
        }
    }
}
