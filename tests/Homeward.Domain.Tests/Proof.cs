using System.Globalization;

namespace Homeward.Domain.Tests;

/// <summary>
/// How long the random tests run. Every run draws its own seed and prints it; HOMEWARD_SEED repeats one. Under
/// <c>./dev prove</c> (HOMEWARD_PROVE=1) they run many times longer.
/// </summary>
public static class Proof
{
    public static bool Thorough { get; } = Environment.GetEnvironmentVariable("HOMEWARD_PROVE") == "1";

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("HOMEWARD_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next();

    /// <summary>So many in the suite, ten times as many in a proof.</summary>
    public static int Scaled(int inTheSuite) => Thorough ? inTheSuite * 10 : inTheSuite;
}
