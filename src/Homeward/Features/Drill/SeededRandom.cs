namespace Homeward.Features.Drill;

/// <summary>
/// Random numbers that a seed fixes for ever: SplitMix64 (Steele, Lea and Flood, 2014). <see cref="Random"/> promises
/// no such thing from one .NET version to the next, and a drill is repeated, measured and argued about by its seed.
/// Only integer arithmetic and exact binary fractions are used, so that every machine agrees.
/// </summary>
internal sealed class SeededRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    private SeededRandom(ulong state) => _state = state;

    /// <summary>
    /// A sequence of its own for one purpose and one thing, such as the noise of household 12. Because each thing has
    /// its own sequence, one household can be made again without the others, and louder noise leaves the truth alone.
    /// </summary>
    public static SeededRandom For(long seed, string purpose, long number = 0)
    {
        unchecked
        {
            var mixed = Mix((ulong)seed + Step);
            foreach (var letter in purpose) { mixed = Mix(mixed ^ letter); }

            return new(Mix(mixed ^ ((ulong)number * Step)));
        }
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            _state += Step;
            return Mix(_state);
        }
    }

    /// <summary>A whole number from 0 up to, and without, <paramref name="limit"/>.</summary>
    public int Below(int limit) => limit > 0
        ? (int)Math.BigMul(NextBits(), (ulong)limit, out _)
        : throw new ArgumentOutOfRangeException(nameof(limit), limit, "There is no number below this; at least 1 is needed.");

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>Like <see cref="Between"/>, but the middle comes up more often than the ends (the mean of two draws).</summary>
    public int Around(int low, int high) => (Between(low, high) + Between(low, high)) / 2;

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => (NextBits() >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>One of these.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>The index of one of these weights, each as often as it weighs.</summary>
    public int Weighted(params ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights) { total += weight; }

        var left = Below(total);
        for (var i = 0; ; i++)
        {
            left -= weights[i];
            if (left < 0) { return i; }
        }
    }

    /// <summary>An id as clients make them: 128 random bits, marked as version 8 ("made our own way", RFC 9562).</summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, NextBits());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], NextBits());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
