using System.Globalization;
using CsvHelper;

namespace Homeward.Features.Drill;

/// <summary>The drill's own tables, which travel inside the executable so that a drill needs nothing but it.</summary>
internal static class EmbeddedCsv
{
    /// <summary>The rows after the heading. <paramref name="name"/> is the path below Features/Drill with dots for slashes.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        var full = $"Homeward.Features.Drill.{name}";
        using var stream = typeof(EmbeddedCsv).Assembly.GetManifestResourceStream(full)
            ?? throw new ArgumentException($"The executable holds no table {full}.", nameof(name));
        using var reader = new StreamReader(stream);
        using var parser = new CsvParser(reader, CultureInfo.InvariantCulture);
        parser.Read();
        while (parser.Read()) { yield return parser.Record!; }
    }

    /// <summary>The names of the scenarios the executable holds.</summary>
    public static IReadOnlyList<string> ScenarioNames { get; } = [.. typeof(EmbeddedCsv).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("Homeward.Features.Drill.Scenarios.", StringComparison.Ordinal) && n.EndsWith(".places.csv", StringComparison.Ordinal))
        .Select(n => n["Homeward.Features.Drill.Scenarios.".Length..^".places.csv".Length])];
}
