using System.Runtime.InteropServices;

namespace Homeward.Linkage;

/// <summary>
/// Comparison vectors with how often each occurred. Millions of pairs have some thousand different vectors, and all that
/// is estimated is estimated from those.
/// </summary>
/// <remarks>A vector holds a level for each field; level 0 says nothing (a value is missing, or the field was not looked at).</remarks>
public sealed class PatternCounts
{
    /// <summary>Fields a vector can have.</summary>
    public const int MostFields = 16;

    private readonly Dictionary<UInt128, double> counts = [];

    /// <summary>Makes an empty count.</summary>
    public PatternCounts(int fields)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fields);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fields, MostFields);
        Fields = fields;
    }

    /// <summary>Levels in each vector.</summary>
    public int Fields { get; }

    /// <summary>How many different vectors were seen.</summary>
    public int Distinct => counts.Count;

    /// <summary>How many vectors were seen.</summary>
    public double Total { get; private set; }

    /// <summary>Counts one comparison vector.</summary>
    public void Add(ReadOnlySpan<byte> levels, double count = 1)
    {
        if (levels.Length != Fields)
        {
            throw new ArgumentException($"The vector has {levels.Length} levels and must have {Fields}.", nameof(levels));
        }

        Add(Pack(levels), count);
    }

    /// <summary>Adds another count.</summary>
    public void Add(PatternCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (pattern, count) in other.counts)
        {
            Add(pattern, count);
        }
    }

    /// <summary>Each vector with its count, in an order that depends on the vectors alone.</summary>
    public IReadOnlyList<(byte[] Levels, double Count)> InOrder() =>
        [.. counts.OrderBy(pair => pair.Key).Select(pair => (Unpack(pair.Key), pair.Value))];

    internal static UInt128 Pack(ReadOnlySpan<byte> levels)
    {
        UInt128 packed = 0;
        for (var field = levels.Length - 1; field >= 0; field--)
        {
            packed = (packed << 8) | levels[field];
        }

        return packed;
    }

    internal void Add(UInt128 pattern, double count)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(counts, pattern, out _) += count;
        Total += count;
    }

    private byte[] Unpack(UInt128 packed)
    {
        var levels = new byte[Fields];
        for (var field = 0; field < Fields; field++, packed >>= 8)
        {
            levels[field] = (byte)(packed & 0xFF);
        }

        return levels;
    }
}
