namespace Homeward.Domain.Tests;

/// <summary>
/// A few names with what a person hears in them, written down by hand: the oracle compares these words and never asks the
/// code under test whether two names are alike.
/// </summary>
public static class NamePool
{
    private static readonly (string Name, string[] Heard)[] Pool =
    [
        ("Rosa Gomez", ["rosa", "gomez"]),
        ("Roza Gómes", ["rosa", "gomez"]),
        ("Rosa María Gómez Díaz", ["rosa", "maria", "gomez", "diaz"]),
        ("Pedro Salas", ["pedro", "salas"]),
        ("Pepe Salas", ["pepe", "salas"]),
        ("Juan Torres", ["juan", "torres"]),
        ("Elena Ruiz Ibarra", ["elena", "ruiz", "ibarra"]),
        ("Maria Lopez", ["maria", "lopez"]),
        ("Lucia Vega", ["lucia", "vega"]),
    ];

    private static readonly Dictionary<string, string[]> Heard = Pool.ToDictionary(p => p.Name, p => p.Heard);

    public static IReadOnlyList<string> Names { get; } = [.. Pool.Select(p => p.Name)];

    public static int InCommon(string? one, string? other) => Words(one).Intersect(Words(other)).Count();

    public static string[] Words(string? name) => name is null ? [] : Heard[name];
}
