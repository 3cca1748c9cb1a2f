namespace Homeward.Linkage.Families;

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for a seed on every machine and every version of .NET.</summary>
internal sealed class SplitMix(long seed)
{
    private ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15);

    internal ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>A whole number from 0 up to, and without, <paramref name="limit"/>.</summary>
    internal int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>A number from 0 up to, and without, 1.</summary>
    internal double Share() => (Next() >> 11) * (1.0 / (1UL << 53));
}
