using System.Text;
using System.Text.Unicode;

namespace Homeward.Linkage;

/// <summary>How the bytes of a file are turned into letters.</summary>
/// <param name="Decoder">What decodes them.</param>
/// <param name="FirstGuessed">The place, counted in letters, of the first that says the file is not UTF-8; beyond any when it is.</param>
internal readonly record struct CsvEncoding(Encoding Decoder, long FirstGuessed)
{
    private const long Never = long.MaxValue;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)
        ?? throw new InvalidOperationException("Windows-1252 is part of .NET and was not found.");

    internal bool IsGuessed => FirstGuessed != Never;

    /// <summary>Reads the stream once through and goes back to where it stood, or behind a mark that was wrong.</summary>
    internal static CsvEncoding Of(Stream stream)
    {
        var start = stream.Position;
        var buffer = new byte[1 << 16];
        var (held, passed, guess) = (0, 0L, new CsvEncoding(Encoding.UTF8, Never));
        while (stream.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false) is var read && held + read > 0)
        {
            var bytes = buffer.AsSpan(0, held + read);
            if (passed == 0 && bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            {
                // UTF-16: its mark says so, and the reader heeds it.
                break;
            }

            // A letter may be cut in two by the buffer's end, but no file ends within one.
            var whole = read == 0 ? bytes.Length : bytes.Length - LengthOfUnfinished(bytes);
            if (!Utf8.IsValid(bytes[..whole]))
            {
                var first = passed + FirstInvalid(bytes[..whole]);
                var mark = passed == 0 && bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
                (guess, start) = (new(Windows1252, first - mark), start + mark);
                break;
            }

            bytes[whole..].CopyTo(buffer);
            passed += whole;
            held = bytes.Length - whole;
            if (read == 0) { break; }
        }

        stream.Position = start;
        return guess;
    }

    private static int LengthOfUnfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var needed = bytes[^back] switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 0 };
            if (needed > 0)
            {
                return needed > back ? back : 0;
            }
        }

        return 0;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var taken) == System.Buffers.OperationStatus.Done)
        {
            at += taken;
        }

        return at;
    }
}
