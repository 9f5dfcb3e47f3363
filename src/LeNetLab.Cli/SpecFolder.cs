using LeNetLab.Naming;

namespace LeNetLab.Cli;

/// <summary>The specs in <c>experiments/</c>, and others by path.</summary>
/// <param name="folder">The folder of named specs.</param>
/// <param name="paths">Reads the others' paths.</param>
internal sealed class SpecFolder(string folder, UserPaths paths)
{
    private const string Extension = ".yaml";

    /// <summary>The names that can be given instead of a path, in order.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        .. (Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{Extension}") : [])
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The file of a name in <c>experiments/</c>.</summary>
    public string PathOf(string name) => Path.Combine(folder, $"{name}{Extension}");

    /// <summary>The spec file that a name or a path means.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public string Find(string nameOrPath)
    {
        if (nameOrPath.Length == 0)
            throw new RefusedException($"Name an experiment. {Known()}");
        bool isPath = nameOrPath.Contains('/') || nameOrPath.Contains(Path.DirectorySeparatorChar)
            || Path.GetExtension(nameOrPath) is Extension or ".yml";
        if (isPath)
        {
            if (paths.Problem(nameOrPath) is { } problem)
                throw new RefusedException($"The spec file {nameOrPath} {problem}.");
            string file = paths.Expand(nameOrPath);
            return File.Exists(file) ? file : throw new RefusedException($"There is no spec file {file}.");
        }

        if (Names.Contains(nameOrPath))
            return PathOf(nameOrPath);
        string question = NearestName.Find(nameOrPath, Names) is { } near ? $" Did you mean {near}?" : "";
        throw new RefusedException($"There is no experiment '{nameOrPath}' in {folder}/.{question} {Known()}");
    }

    /// <summary>Refuses a copy of a spec that has kept its name: the two would take each other's results.</summary>
    /// <param name="file">The spec's file.</param>
    /// <param name="name">The name in it.</param>
    /// <exception cref="RefusedException">Another file in the folder is called so.</exception>
    public void RequireOwnName(string file, string name)
    {
        if (Names.Contains(name) && Path.GetFullPath(PathOf(name)) != Path.GetFullPath(file)
            && Path.GetFullPath(Path.GetDirectoryName(file) is { Length: > 0 } own ? own : ".") == Path.GetFullPath(folder))
        {
            throw new RefusedException($"{file} has `name: {name}`, which is that of {PathOf(name)}: each would take the "
                + $"other's results. Give it its own: name: {Path.GetFileNameWithoutExtension(file)}");
        }
    }

    private string Known() => Names.Count > 0
        ? $"There are: {string.Join(", ", Names)}. A path to a YAML file does as well."
        : $"There is no {folder}/ with specs here: change to the folder that has it, or give a path to a YAML file.";
}
