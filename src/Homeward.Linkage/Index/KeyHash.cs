namespace Homeward.Linkage;

/// <summary>Hashes that are the same on every machine and in every run, so that a search is too.</summary>
internal static class KeyHash
{
    /// <summary>FNV-1a over the characters.</summary>
    internal static ulong OfText(ReadOnlySpan<char> text)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var character in text)
            {
                hash = (hash ^ character) * 1099511628211UL;
            }

            return hash;
        }
    }

    /// <summary>A well-mixed key of a kind and two parts (the finaliser of SplitMix64), never zero.</summary>
    internal static uint Of(KeyKind kind, ulong part, ulong other = 0)
    {
        unchecked
        {
            var mixed = (part * 0x9E3779B97F4A7C15UL) ^ ((other * 0xC2B2AE3D27D4EB4FUL) + (ulong)kind);
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            var key = (uint)(mixed >> 32) ^ (uint)mixed;
            return key == 0 ? 1 : key;
        }
    }
}
