using System.Text.Json;
using Homeward.Domain;
using Homeward.Web;
using Microsoft.AspNetCore.Html;

namespace Homeward.Features.Leads;

/// <summary>What two records say, field by field in the same order, with how much each agrees.</summary>
public static class Comparison
{
    /// <summary>One field of both sides. Weight: 3 agrees strongly … 0 says nothing … -2 differs strongly.</summary>
    public sealed record Line(string Field, IHtmlContent? Left, IHtmlContent? Right, int Weight)
    {
        /// <summary>The text that says how much it agrees.</summary>
        public string InWords => Weight switch
        {
            3 => "weight.strong",
            2 => "weight.good",
            1 => "weight.some",
            -1 => "weight.off",
            _ => "weight.differs",
        };
    }

    /// <summary>The lines of which at least one side says something.</summary>
    public static IReadOnlyList<Line> Of(Lead lead, Record left, Record right, PersonKind leftKind, PersonKind rightKind, Reading reading, Texts t)
    {
        var (a, b) = (left.Details ?? PersonDetails.Nothing, right.Details ?? PersonDetails.Nothing);
        var lines = new List<Line>();

        void Add(string field, string? l, string? r, bool letters, params string[] evidence)
        {
            if (string.IsNullOrWhiteSpace(l) && string.IsNullOrWhiteSpace(r))
            {
                return;
            }

            var bits = lead.Reasons.Where(reason => evidence.Contains(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.Field))).Sum(reason => reason.Bits);
            var (ml, mr) = letters && !string.IsNullOrWhiteSpace(l) && !string.IsNullOrWhiteSpace(r)
                ? LetterDifference.Mark(l, r)
                : (Plain(l), Plain(r));
            lines.Add(new(t[field], ml, mr, Reasons.WeightOf(bits)));
        }

        if (leftKind != rightKind)
        {
            // A parent and a child: what the one says of the other stands beside what the other says of itself.
            var childIsLeft = leftKind == PersonKind.Child;
            var (child, adult) = childIsLeft ? (a, b) : (b, a);
            var parents = string.Join(" / ", new[] { child.MotherName, child.FatherName }.Where(name => !string.IsNullOrWhiteSpace(name)));
            AddSided("compare.child_name", child.DisplayName(), null);
            AddSided("compare.parent_name", parents, adult.DisplayName(), "named_parent");
            AddSided("compare.age", reading.AgeOf(child), reading.AgeOf(adult), "generation", "age");
            AddSided("compare.phone", child.Phone, adult.Phone, "phone");
            AddSided("compare.town", child.Town, adult.Town, "town");
            AddSided("compare.siblings", child.SiblingNames, adult.SiblingNames, "named_child", "children");

            void AddSided(string field, string? ofChild, string? ofAdult, params string[] evidence) =>
                Add(field, childIsLeft ? ofChild : ofAdult, childIsLeft ? ofAdult : ofChild, letters: true, evidence);
        }
        else
        {
            Add("compare.name", a.DisplayName(), b.DisplayName(), letters: true, "given_name", "surname");
            Add("compare.other_names", a.OtherNames, b.OtherNames, letters: true);
            Add("compare.age", reading.AgeOf(a), reading.AgeOf(b), letters: false, "age");
            Add("compare.sex", Known(a.Sex, t), Known(b.Sex, t), letters: false, "sex");
            Add("compare.mother", a.MotherName, b.MotherName, letters: true, "mother");
            Add("compare.father", a.FatherName, b.FatherName, letters: true, "father");
            Add("compare.siblings", a.SiblingNames, b.SiblingNames, letters: true, "named_sibling", "siblings", "children");
            Add("compare.school", a.School, b.School, letters: true, "school");
            Add("compare.grade", a.Grade, b.Grade, letters: false);
            Add("compare.town", a.Town, b.Town, letters: true, "town");
            Add("compare.phone", a.Phone, b.Phone, letters: true, "phone");
            Add("compare.description", a.Description, b.Description, letters: false);
        }

        Add("compare.said_by", t.Of(left.Source), t.Of(right.Source), letters: false);
        Add("compare.place", PlaceOf(left, reading), PlaceOf(right, reading), letters: false, "place");
        Add("compare.when", reading.At(left.Occurred), reading.At(right.Occurred), letters: false);
        return lines;
    }

    private static string? Known(Sex sex, Texts t) => sex == Sex.Unknown ? null : t.Of(sex);

    private static string? PlaceOf(Record record, Reading reading) => reading.TakenAt(record);

    private static IHtmlContent? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : new HtmlContentBuilder().Append(text);
}
