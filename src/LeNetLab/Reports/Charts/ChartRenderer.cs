using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeNetLab.Reports.Charts;

/// <summary>Draws charts as SVG with Vega, which Node runs.</summary>
/// <param name="script">What Node runs: specifications by name as JSON comes in, SVG by the same names goes out.</param>
/// <param name="node">The program.</param>
internal sealed partial class ChartRenderer(string script, string node = "node")
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Draws them.</summary>
    /// <param name="specifications">By name.</param>
    /// <param name="problem">Why there is nothing, and what it takes; empty if there is.</param>
    /// <returns>SVG by name; null where they could not be drawn.</returns>
    public IReadOnlyDictionary<string, string>? Draw(JsonObject specifications, out string problem)
    {
        string file = Path.Combine(Path.GetTempPath(), $"lenetlab-{Path.GetRandomFileName()}.mjs");
        try
        {
            File.WriteAllText(file, script);
            return Run(file, specifications.ToJsonString(JsonSerializerOptions.Default), out problem);
        }
        catch (Win32Exception)
        {
            problem = $"{node} is not on this machine: with Node 20 or newer, make report draws them";
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            problem = $"{node} did not draw them: {fault.Message}";
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private Dictionary<string, string>? Run(string file, string specifications, out string problem)
    {
        var start = new ProcessStartInfo(node, [file])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> drawn = process.StandardOutput.ReadToEndAsync(), said = process.StandardError.ReadToEndAsync();
        Task given = process.StandardInput.WriteAsync(specifications).ContinueWith(
            _ => process.StandardInput.Close(), TaskScheduler.Default);
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            problem = $"{node} took longer than {Patience.TotalMinutes:0} minutes";
            return null;
        }

        Task.WaitAll(drawn, said, given);
        string why = ErrorLine().Match(said.Result) is { Success: true } line ? line.Value.Trim() : "no word why";
        problem = process.ExitCode == 0 ? "" : $"{node} failed: {why}";
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Dictionary<string, string>>(drawn.Result) : null;
    }

    // Node shows the place first, then what it is: "TypeError: …".
    [GeneratedRegex(@"^\w*Error\b.*", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
