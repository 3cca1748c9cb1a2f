using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Homeward.Domain;
using Homeward.Engine;

namespace Homeward.Features.OpenPages;

/// <summary>
/// Makes cards and looks them up. A look takes the same steps whether the code was ever given, whether the PIN is right and whether the card is closed: the
/// same stretching, the same two prints, one look into the same table, one comparison, one answer worked out.
/// </summary>
public sealed class CardDesk(TimeProvider clock)
{
    // What is stretched is keyed as well, and nobody without the incident's key can try anything; this slows down somebody who has it.
    private const int Stretches = 10_000;

    // Looked at where there is none, so that nothing is left out.
    private static readonly FamilyCard Nobody = new(default, default, Guid.Empty, Guid.Empty, default, default, default, 0);

    private readonly Lock gate = new();
    private readonly Dictionary<Id<FamilyCard>, int> mistyped = [];
    private long stretched;
    private long looked;

    /// <summary>How often something was stretched and how often the table was looked into, since the start.</summary>
    public (long Stretched, long Looked) Steps => (Interlocked.Read(ref stretched), Interlocked.Read(ref looked));

    /// <summary>What the journal holds of a code and its PIN.</summary>
    public (Guid Code, Guid Pin) Prints(IncidentEngine engine, string code, string pin)
    {
        Interlocked.Increment(ref stretched);
        var strong = Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(pin), Encoding.ASCII.GetBytes("homeward card " + code), Stretches, HashAlgorithmName.SHA256, 32);
        return (engine.Journal.CardPrint(Printable(code)), engine.Journal.CardPrint(strong));
    }

    /// <summary>
    /// What a card answers. Null when there is no such card, the PIN is another one, or the card is closed: whoever asks can't be told which.
    /// </summary>
    public FamilyAnswer? Ask(IncidentEngine engine, string code, string pin)
    {
        var (codePrint, pinPrint) = Prints(engine, code, pin);
        var state = engine.Current;
        Interlocked.Increment(ref looked);
        var given = state.CardsByCode.TryGetValue(codePrint, out var id);
        var card = given ? state.FamilyCards[id] : Nobody;
        var answer = FamilyAnswers.Of(state, card);
        var same = CryptographicOperations.FixedTimeEquals(pinPrint.ToByteArray(), card.PinPrint.ToByteArray());
        bool opens, count;
        lock (gate)
        {
            // The journal learns of a wrong PIN a moment later; until then it is known here, so that five tries at once are five tries.
            var used = Math.Max(card.Mistyped, mistyped.GetValueOrDefault(card.Id));
            var open = !card.Revoked && used < FamilyCard.MostMistyped;
            opens = given & same & open;
            count = given & !same & open;
            if (count)
            {
                mistyped[card.Id] = used + 1;
            }
        }

        if (count)
        {
            _ = CountAsync(engine, card.Id);
        }

        return opens ? answer : null;
    }

    /// <summary>The card with this code, for whoever has it in hand at a desk; null when there is none, or it was taken back.</summary>
    public static FamilyCard? Given(IncidentEngine engine, string code) =>
        engine.Current.CardsByCode.TryGetValue(engine.Journal.CardPrint(Printable(code)), out var id) && engine.Current.FamilyCards[id] is { Revoked: false } card ? card : null;

    private static byte[] Printable(string code) => Encoding.ASCII.GetBytes("code " + code);

    private async Task CountAsync(IncidentEngine engine, Id<FamilyCard> card)
    {
        try
        {
            await engine.SubmitAsync(new(Guid.CreateVersion7(clock.GetUtcNow()), Actor.OpenPages, clock.GetUtcNow(), new CountMistypedPin(card)));
        }
        catch (ChannelClosedException)
        {
            // The incident is being closed; nobody can try further.
        }
    }
}
