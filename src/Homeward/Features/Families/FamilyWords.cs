using System.Globalization;
using System.Text.Json;
using Homeward.Linkage;
using Homeward.Linkage.Families;
using Homeward.Web;

namespace Homeward.Features.Families;

/// <summary>A lead's evidence in sentences that a school secretary understands.</summary>
internal sealed class FamilyWords(FamilyLists lists, Texts texts)
{
    // A name that one in sixty families bears, or fewer, tells people apart.
    private const double RareFromBits = 6, DaysPerWeek = 7;

    private readonly Dictionary<string, ReportedChild> children = lists.Children.ToDictionary(child => child.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, FamilyDeclaration> declarations = lists.Declarations.ToDictionary(one => one.Id, StringComparer.Ordinal);

    public ReportedChild Child(FamilyLead lead) => children[lead.ChildId];

    public DeclaredDependent Dependent(FamilyLead lead) => declarations[lead.DeclarationId].Dependents.First(one => one.Number == lead.DependentNumber);

    public FamilyDeclaration Declaration(FamilyLead lead) => declarations[lead.DeclarationId];

    public string Title(FamilyLead lead) =>
        texts["family_words.pair", lead.ChildId, lead.DependentNumber, lead.DeclarationId, lead.Probability.ToString("0.000", CultureInfo.InvariantCulture)];

    public string Of(FamilyLead lead, FamilyEvidence evidence) => evidence.Reason switch
    {
        FamilyReason.Prior => texts["family_words.prior"],
        FamilyReason.OtherCandidates => texts["family_words.other_candidates"],
        FamilyReason.OtherRecords => texts[evidence.Bits > 0 ? "family_words.other_records.for" : "family_words.other_records.against"],
        FamilyReason.Age => Ages(Child(lead).Age, Dependent(lead).Age) ?? texts["family_words.ages", "?", "?", ""],
        FamilyReason.Mother or FamilyReason.Father => texts[$"family_words.{Name(evidence.Reason)}.{OfParent(evidence.Level)}"],
        _ => texts[$"family_words.{Name(evidence.Reason)}.{Name(evidence.Level)}", evidence.Bits >= RareFromBits ? texts["family_words.rare"] : texts["family_words.common"]],
    };

    private static string OfParent(FamilyLevel level) => level switch
    {
        FamilyLevel.Nickname or FamilyLevel.Close or FamilyLevel.Resembles => "alike",
        FamilyLevel.OnlySurname => "partly_different",
        _ => Name(level),
    };

    private string? Ages(StatedAge? child, StatedAge? dependent)
    {
        if (child is not { } one || dependent is not { } other) { return null; }

        var weeks = (int)Math.Round(Math.Abs(one.StatedOn.DayNumber - other.StatedOn.DayNumber) / DaysPerWeek);
        return texts["family_words.ages", Said(one), Said(other), weeks > 0 ? texts["family_words.ages.apart", weeks] : ""];
    }

    private static string Said(StatedAge age)
    {
        var unit = age.Unit == AgeUnit.Months ? "/12" : "";
        return age.Low == age.High ? $"{age.Low}{unit}" : $"{age.Low}–{age.High}{unit}";
    }

    private static string Name(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
