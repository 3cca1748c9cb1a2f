using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Homeward.Domain;
using Homeward.Linkage;
using PersonKind = Homeward.Domain.PersonKind;
using Record = Homeward.Domain.Record;

namespace Homeward.Engine.Leads;

/// <summary>Which pairs of records may become a lead, how strong one must be, and under which id it is known for ever.</summary>
internal static class LeadRules
{
    /// <summary>Best leads of a kind that one record proposes.</summary>
    public const int MostPerRecord = 5;

    /// <summary>Open leads one record may be part of; what comes after is no help to anybody who reads the list.</summary>
    public const int MostOpenPerRecord = 12;

    // Chosen from bench/results/leads.md, measured against the truth of the drill. A duplicate nobody is shown makes the
    // census too high and is settled with one look, so a weaker lead is worth showing than between members of a family.
    private const double LeastSamePersonBits = -2;
    private const double LeastFamilyBits = 0;
    private const double StrongBits = 5;

    /// <summary>A lead that was shown is not taken back for a rounding of the name counts.</summary>
    public const double SlackBits = 2;

    /// <summary>
    /// How much stronger another pair of records must be to take the place of the one that is shown: twice the odds.
    /// Less is the drift of the name counts, and would change what people are looking at for nothing.
    /// </summary>
    public const double ReplaceBits = 1;

    // People read steps such as "about 3 in 4"; less than this would only fill the journal.
    private const double WorthSaying = 0.02;

    // Somebody looked at the two persons and said no. Another record of theirs that says the same again, in another spelling
    // or with one more name that agrees, must not bring the question back. Five bits are odds thirty-two times as high as
    // those that were rejected: that takes something new that weighs as much as the same phone number does.
    private const double MuchStrongerBits = 5;

    /// <summary>Below this no lead is proposed.</summary>
    public static double LeastBits(Hypothesis hypothesis) => hypothesis == Linkage.Hypothesis.SamePerson ? LeastSamePersonBits : LeastFamilyBits;

    /// <summary>Below this no lead of a kind is proposed between two persons about whom these leads have been answered.</summary>
    public static double LeastBits(LeadKind kind, IReadOnlyCollection<Lead> answered) => answered.Count == 0
        ? LeastBits(Hypothesis(kind))
        : Math.Max(LeastBits(Hypothesis(kind)), answered.Max(lead => lead.Bits) + MuchStrongerBits);

    /// <summary>
    /// Whoever decides a lead must see both records. Of two pairs about as strong, one held by a single organisation is
    /// answered there; the other waits until one of the two cares for the child.
    /// </summary>
    public static double AnswerableBits(Record one, Record other) => one.Owner == other.Owner ? 2 : 0;

    /// <summary>How a lead is called where its reasons may not be shown, by log2 of the odds that it is true.</summary>
    public static LeadBand Band(double calibratedBits) => calibratedBits >= StrongBits ? LeadBand.Strong : LeadBand.Medium;

    /// <summary>The question behind a kind of lead.</summary>
    public static Hypothesis Hypothesis(LeadKind kind) => kind == LeadKind.SamePerson ? Linkage.Hypothesis.SamePerson : Linkage.Hypothesis.SameFamily;

    /// <summary>The kind of a family lead between two records; null between two adults.</summary>
    public static LeadKind? FamilyKind(IncidentState state, Record record, Record other) =>
        (state.People[record.Person].Kind, state.People[other.Person].Kind) switch
        {
            (PersonKind.Child, PersonKind.Child) => LeadKind.Siblings,
            (PersonKind.Adult, PersonKind.Adult) => null,
            _ => LeadKind.ParentAndChild,
        };

    /// <summary>Whether a pair is a question somebody should answer: not answered yet, not impossible, and about the event.</summary>
    public static bool IsOpenQuestion(IncidentState state, LeadKind kind, Record record, Record other)
    {
        if (state.Find(record.Person) is not { } person || state.Find(other.Person) is not { } second || person.Id == second.Id)
        {
            return false;
        }

        // A roll names hundreds of children the event never touched. Only with one that somebody reported does a pair concern us.
        if (!IsInEvent(person) && !IsInEvent(second))
        {
            return false;
        }

        return kind == LeadKind.SamePerson ? person.Kind == second.Kind && !AreListedSideBySide(state, record, other) : !IsKnownFamily(state, kind, person, second);
    }

    /// <summary>Whether it is known already of two persons what a kind of family lead asks.</summary>
    public static bool IsKnownFamily(IncidentState state, LeadKind kind, Person person, Person second) => kind == LeadKind.Siblings
        ? AreNotedAsSiblings(state, person, second) || ShareAParent(state, person, second)
        : Claims(state, person, second).Any();

    /// <summary>The relationships claimed between an adult and a child, refuted ones too.</summary>
    public static IEnumerable<Relationship> Claims(IncidentState state, Person person, Person other) =>
        Relationships(state, person).Where(one => Joins(state, one, person, other) || Joins(state, one, other, person));

    /// <summary>The id of the lead between two records: the same whoever comes first and whenever it is found again.</summary>
    public static Id<Lead> IdOf(LeadKind kind, Id<Record> record, Id<Record> other)
    {
        var (left, right) = InOrder(record, other);
        Span<byte> text = stackalloc byte[33];
        left.Value.TryWriteBytes(text);
        right.Value.TryWriteBytes(text[16..]);
        text[32] = (byte)kind;
        return new(new Guid(SHA256.HashData(text).AsSpan(0, 16)));
    }

    /// <summary>The command that proposes a lead. Its bits are those of the evidence, its probability and band say how often such leads are true.</summary>
    public static ProposeLead Propose(Calibration calibration, IncidentState state, LeadKind kind, Record record, Record other, Comparison comparison)
    {
        var (left, right) = InOrder(record.Id, other.Id);
        var bits = Math.Round(comparison.Bits, 2);
        var calibrated = calibration.Bits(Calibration.GroupOf(state, kind, record, other), bits);
        return new(IdOf(kind, record.Id, other.Id), kind, left, right, bits, Probability(calibrated), Band(calibrated), Reasons(comparison));
    }

    /// <summary>The command that says of an open lead what it is worth by now; null when that is about what it says already.</summary>
    public static ProposeLead? WeighedAgain(Calibration calibration, IncidentState state, Lead lead)
    {
        var calibrated = calibration.Bits(state, lead);
        return lead.Status == LeadStatus.Open && (Band(calibrated) != lead.Band || Math.Abs(Probability(calibrated) - lead.Probability) >= WorthSaying)
            ? new(lead.Id, lead.Kind, lead.Left, lead.Right, lead.Bits, Probability(calibrated), Band(calibrated), lead.Reasons)
            : null;
    }

    // Four digits, and never certainty.
    private static double Probability(double bits) => Math.Clamp(Math.Round(1 / (1 + Math.Pow(2, -bits)), 4), 0.0001, 0.9999);

    /// <summary>Codes and weights; never a value, so that a lead holds nothing personal.</summary>
    private static ImmutableArray<LeadReason> Reasons(Comparison comparison) =>
        [.. comparison.Evidence.Select(e => new LeadReason(Word(e.Field), Word(e.Level), Math.Round(e.Bits, 2)))];

    private static string Word<T>(T code) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    private static (Id<Record> Left, Id<Record> Right) InOrder(Id<Record> record, Id<Record> other) =>
        record.Value.CompareTo(other.Value) <= 0 ? (record, other) : (other, record);

    private static bool IsInEvent(Person person) => person.Kind == PersonKind.Adult || person.Child is { InCensus: true };

    // One roll lists nobody twice, one adult declares no child twice.
    private static bool AreListedSideBySide(IncidentState state, Record record, Record other) =>
        record.Source == other.Source && record.Source switch
        {
            Source.Roll => record.At == other.At,
            Source.Dependent => ShareAParent(state, state.People[record.Person], state.People[other.Person]),
            _ => false,
        };

    // Noted between the persons as they were counted then; since, either may have been linked into another.
    private static bool AreNotedAsSiblings(IncidentState state, Person child, Person other) =>
        state.Cluster(child).SelectMany(member => member.Child!.Siblings).Any(sibling => state.Find(sibling)?.Id == other.Id);

    private static bool ShareAParent(IncidentState state, Person child, Person other) =>
        Relationships(state, child).Any(one => Relationships(state, other).Any(two => state.Find(one.Adult)?.Id == state.Find(two.Adult)?.Id));

    private static bool Joins(IncidentState state, Relationship relationship, Person adult, Person child) =>
        state.Find(relationship.Adult)?.Id == adult.Id && state.Find(relationship.Child)?.Id == child.Id;

    private static IEnumerable<Relationship> Relationships(IncidentState state, Person person) =>
        state.Cluster(person).SelectMany(member => member.Relationships).Select(id => state.Relationships[id]);
}
