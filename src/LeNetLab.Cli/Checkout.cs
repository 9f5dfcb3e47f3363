using System.ComponentModel;

namespace LeNetLab.Cli;

/// <summary>What git tells of the checkout that the program lies in.</summary>
/// <param name="Commit">Its commit, or null.</param>
/// <param name="IsChanged">Whether it has uncommitted changes; null where that is not known.</param>
/// <param name="Unknown">Why one of them is not known; null where both are.</param>
internal sealed record Checkout(string? Commit, bool? IsChanged, string? Unknown)
{
    /// <summary>Asks git; what cannot be had is said, never waited for.</summary>
    /// <param name="folder">A folder of the checkout.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    public static Checkout Of(string folder, Func<string, string?> environment)
    {
        IReadOnlyDictionary<string, string?> variables = Variables(environment);
        try
        {
            Said head = Said.By("git", ["rev-parse", "HEAD"], folder, variables);
            if (head.Problem is { } unknown)
                return new Checkout(null, null, unknown);
            Said changes = Said.By(
                "git", ["status", "--porcelain", "--", ":/", ":(exclude,top)experiments"], folder, variables);
            bool? changed = changes.Problem is null ? changes.Output.Trim().Length > 0 : null;
            return new Checkout(head.Output.Trim(), changed, changes.Problem);
        }
        catch (Win32Exception)
        {
            return new Checkout(null, null, "there is no git on this machine");
        }
    }

    /// <summary>
    /// What git finds in its environment. It refuses a checkout of another user, whose settings might start programs,
    /// unless told that this one is safe: this program comes from it, and so it runs already what is there. Still no
    /// watching program is started, and nothing is written. Variables of a git that called, as from a hook, mean another
    /// checkout.
    /// </summary>
    private static Dictionary<string, string?> Variables(Func<string, string?> environment)
    {
        (string Name, string Value)[] settings = [("safe.directory", "*"), ("core.fsmonitor", "false")];
        _ = int.TryParse(environment("GIT_CONFIG_COUNT"), out int count);
        var variables = new Dictionary<string, string?>
        {
            ["GIT_CONFIG_COUNT"] = $"{count + settings.Length}",
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_DIR"] = null,
            ["GIT_WORK_TREE"] = null,
            ["GIT_INDEX_FILE"] = null,
            ["LC_ALL"] = "C",
        };
        foreach ((string name, string value) in settings)
        {
            variables[$"GIT_CONFIG_KEY_{count}"] = name;
            variables[$"GIT_CONFIG_VALUE_{count++}"] = value;
        }

        return variables;
    }
}
