namespace Homeward.Features.Import;

/// <summary>
/// Recognises files that only carry the name <c>.csv</c>: a workbook, a PDF, a photo. Looked at by content, never by name.
/// </summary>
public static class NotATable
{
    /// <summary>The largest file that is read, in bytes. 100,000 rows of a school roll are about 15 MB.</summary>
    public const int MaxBytes = 100 * 1024 * 1024;

    /// <summary>Why the bytes are not a table in a text file; null when they may be one.</summary>
    public static ProblemKind? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [] => ProblemKind.FileEmpty,
        _ when bytes.Length > MaxBytes => ProblemKind.FileTooLarge,
        [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..] => ProblemKind.FileIsWorkbook,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => ProblemKind.FileIsPdf,
        [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => ProblemKind.FileIsPicture,
        _ when MostlyUnprintable(bytes) => ProblemKind.FileNotText,
        _ => null,
    };

    // Text holds almost no control characters besides tabs and line breaks. UTF-16 holds zeros, which don't count here.
    private static bool MostlyUnprintable(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 8_192)];
        var controls = 0;
        foreach (var value in sample)
        {
            if (value is (> 0 and < 32 and not 9 and not 10 and not 13) or 127) { controls++; }
        }

        return controls * 20 > sample.Length;
    }
}
