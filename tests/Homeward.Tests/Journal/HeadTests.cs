using System.Security.Cryptography;
using CsCheck;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Journal;

public sealed class HeadTests
{
    private static readonly Gen<Head> Heads =
        from position in Gen.Long[0, 1_000_000_000_000]
        from hash in Gen.Byte.Array[32]
        from fingerprint in Gen.Byte.Array[5]
        select new Head(position, hash, fingerprint);

    [Fact]
    public void A_printed_head_is_read_back_however_it_is_typed() => Heads.Sample(head =>
    {
        var text = head.ToString();
        foreach (var typed in (string[])[text, text.ToLowerInvariant(), text.Replace("-", " ", StringComparison.Ordinal), text.Replace('0', 'O').Replace('1', 'l')])
        {
            var read = Head.Parse(typed, out var problem);
            Assert.Null(problem);
            Assert.Equal((head.Position, Convert.ToHexString(head.KeyFingerprint)), (read!.Position, Convert.ToHexString(read.KeyFingerprint)));
            Assert.True(read.Matches(head.Hash));
        }
    });

    [Fact]
    public void One_slip_of_the_pen_is_noticed() =>
        (from head in Heads from at in Gen.Int[0, 40] from to in Gen.Char["0123456789ABCDEFGHJKMNPQRSTVWXYZ"] select (head, at, to)).Sample(slip =>
        {
            var text = slip.head.ToString().ToCharArray();
            if (text[^(slip.at + 1)] == '-' || text[^(slip.at + 1)] == slip.to)
            {
                return;
            }

            text[^(slip.at + 1)] = slip.to;
            Assert.Null(Head.Parse(new string(text), out var problem));
            Assert.NotNull(problem);
        });

    [Fact]
    public void Two_neighbouring_characters_typed_the_wrong_way_round_are_noticed() =>
        Gen.Select(Heads, Gen.Int[0, 39]).Sample((head, at) =>
        {
            var text = head.ToString().Replace("-", "", StringComparison.Ordinal).ToCharArray();
            (text[^(at + 1)], text[^(at + 2)]) = (text[^(at + 2)], text[^(at + 1)]);
            var typed = new string(text);
            Assert.True(typed == head.ToString().Replace("-", "", StringComparison.Ordinal) || Head.Parse(typed, out _) is null);
        });

    [Theory]
    [InlineData("")]
    [InlineData("1042")]
    [InlineData("the head of the journal")]
    [InlineData("99999999999999999999-00000000-00000000-00000000-00000000-00000000-0000")]
    public void What_is_not_a_head_is_refused_with_a_sentence(string text)
    {
        Assert.Null(Head.Parse(text, out var problem));
        Assert.Contains("is not the head of a journal", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_of_another_row_does_not_match()
    {
        var hash = RandomNumberGenerator.GetBytes(32);
        var head = Head.Parse(new Head(3, hash, [1, 2, 3, 4, 5]).ToString(), out _)!;
        hash[19] ^= 1;
        Assert.False(head.Matches(hash));
    }
}
