namespace Homeward.Linkage;

/// <summary>Lines of a text table that travels inside the library.</summary>
internal static class EmbeddedTable
{
    internal static IEnumerable<string> Lines(string resource)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The library was built without its table '{resource}'.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
