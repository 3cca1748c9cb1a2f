using System.Security.Cryptography;
using OtpNet;

namespace Homeward.Journal.Shares;

/// <summary>
/// One organisation's share of the installation key, as it stands on paper: letters and digits in groups of four that say of which
/// split it is, which number it has and how many are needed, and that show a slip of the pen.
/// </summary>
/// <param name="Split">Which splitting it belongs to; shares of two splits give no key.</param>
/// <param name="Needed">How many shares give the key.</param>
/// <param name="Number">This share's own number, from 1.</param>
/// <param name="Value">The share itself, as long as the key.</param>
public sealed record KeyShare(uint Split, byte Needed, byte Number, byte[] Value)
{
    private const int HeadLength = 6, CheckLength = 2, Length = HeadLength + Sealing.KeyLength + CheckLength;

    /// <summary>Splits a key; whoever has fewer shares than are needed learns nothing of it.</summary>
    public static IReadOnlyList<KeyShare> Of(InstallationKey key, int needed, int shares)
    {
        var split = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        return [.. SecretSharing.Split(key.Bytes, needed, shares).Select((value, at) => new KeyShare(split, (byte)needed, (byte)(at + 1), value))];
    }

    /// <summary>The share somebody typed, however they typed its spaces, hyphens and capitals.</summary>
    /// <param name="problem">What is wrong, when nothing is returned.</param>
    public static KeyShare? Parse(string? typed, out string? problem)
    {
        var text = new string([.. (typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')]).ToUpperInvariant();
        if (text.Length != Length * 8 / 5 || !text.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7')))
        {
            problem = $"A share has {Length * 8 / 5} letters A to Z and digits 2 to 7; this has {text.Length} characters.";
            return null;
        }

        var bytes = Base32Encoding.ToBytes(text);
        if (!Check(bytes.AsSpan(0, Length - CheckLength)).AsSpan().SequenceEqual(bytes.AsSpan(Length - CheckLength)))
        {
            problem = "A letter of this share is wrong, or two are swapped. Compare it with the paper.";
            return null;
        }

        problem = null;
        return new(BitConverter.ToUInt32(bytes), bytes[4], bytes[5], bytes[HeadLength..^CheckLength]);
    }

    /// <summary>As it is printed: sixteen groups of four.</summary>
    public override string ToString()
    {
        byte[] body = [.. BitConverter.GetBytes(Split), Needed, Number, .. Value];
        return string.Join('-', Base32Encoding.ToString([.. body, .. Check(body)]).Chunk(4).Select(group => new string(group)));
    }

    private static byte[] Check(ReadOnlySpan<byte> body) => SHA256.HashData(body)[..CheckLength];
}
