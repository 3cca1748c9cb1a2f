using System.Text;
using System.Text.Unicode;

namespace Homeward.Features.Import;

/// <summary>How the bytes of an uploaded file are turned into letters, and how sure we are of it.</summary>
/// <param name="Name">The usual name, for the report: <c>UTF-8</c>, <c>UTF-16</c> or <c>Windows-1252</c>.</param>
/// <param name="Guessed">
/// True when nothing in the file says so: it isn't valid UTF-8, so it is read as the encoding Excel writes in
/// Western Europe and the Americas (Windows-1252, which holds all of Latin-1). The person is asked to look at the accents.
/// </param>
/// <param name="Decoder">Reads the bytes after the byte order mark.</param>
/// <param name="MarkLength">Length in bytes of the byte order mark to skip.</param>
public sealed record FileEncoding(string Name, bool Guessed, Encoding Decoder, int MarkLength)
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)
        ?? throw new InvalidOperationException("Windows-1252 is part of .NET and was not found.");

    /// <summary>Finds the encoding from the byte order mark, else from the bytes themselves.</summary>
    public static FileEncoding Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] when Utf8.IsValid(bytes) => new("UTF-8", Guessed: false, Encoding.UTF8, MarkLength: 3),
        [0xEF, 0xBB, 0xBF, ..] => new("Windows-1252", Guessed: true, Windows1252, MarkLength: 3),
        [0xFF, 0xFE, ..] => new("UTF-16", Guessed: false, Encoding.Unicode, MarkLength: 2),
        [0xFE, 0xFF, ..] => new("UTF-16", Guessed: false, Encoding.BigEndianUnicode, MarkLength: 2),
        _ when ZerosAt(bytes, remainder: 1) => new("UTF-16", Guessed: true, Encoding.Unicode, MarkLength: 0),
        _ when ZerosAt(bytes, remainder: 0) => new("UTF-16", Guessed: true, Encoding.BigEndianUnicode, MarkLength: 0),
        _ when Utf8.IsValid(bytes) => new("UTF-8", Guessed: false, Encoding.UTF8, MarkLength: 0),
        _ => new("Windows-1252", Guessed: true, Windows1252, MarkLength: 0),
    };

    // UTF-16 without a mark: in Western text every other byte is zero, and always on the same side.
    private static bool ZerosAt(ReadOnlySpan<byte> bytes, int remainder)
    {
        var sample = bytes[..Math.Min(bytes.Length, 2_000)];
        var (here, there) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                if (i % 2 == remainder) { here++; } else { there++; }
            }
        }

        return there == 0 && here >= 4 && here * 10 >= sample.Length * 3;
    }
}
