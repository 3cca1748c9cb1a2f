using Homeward.Domain;
using Homeward.Web.Forms;

namespace Homeward.Web.Acting;

/// <summary>What a form asks about one person. The boxes are named like the fields of <see cref="PersonDetails"/>.</summary>
public sealed class PersonForm
{
    public string? NameAsSaid { get; set; }

    public string? OtherNames { get; set; }

    public string? Age { get; set; }

    public string? Sex { get; set; }

    public string? School { get; set; }

    public string? MotherName { get; set; }

    public string? FatherName { get; set; }

    public string? SiblingNames { get; set; }

    public string? Description { get; set; }

    public string? Interpreter { get; set; }

    public string? Phone { get; set; }

    public string? Town { get; set; }

    /// <summary>Whether nothing was typed at all.</summary>
    public bool IsEmpty => ToArray().All(string.IsNullOrWhiteSpace);

    /// <summary>What was typed, as details; an age that can't be read becomes a problem at its box.</summary>
    /// <param name="prefix">Where the boxes are, when the form asks about several people ("Children[1].").</param>
    public PersonDetails Read(FormProblems problems, Texts t, string prefix = "")
    {
        if (!AgeText.TryRead(Age, out var age))
        {
            problems.Add(prefix + nameof(Age), t["person_form.unreadable_age", Age]);
        }

        return new PersonDetails
        {
            NameAsSaid = Trimmed(NameAsSaid),
            OtherNames = Trimmed(OtherNames),
            Age = age,
            Sex = WordChoices.Read<Sex>(Sex) ?? Domain.Sex.Unknown,
            School = Trimmed(School),
            MotherName = Trimmed(MotherName),
            FatherName = Trimmed(FatherName),
            SiblingNames = Trimmed(SiblingNames),
            Description = Trimmed(Description),
            Interpreter = Trimmed(Interpreter),
            Phone = Trimmed(Phone),
            Town = Trimmed(Town),
        };
    }

    /// <summary>What is known already, to be corrected or confirmed.</summary>
    public static PersonForm From(PersonDetails details, Texts t) => new()
    {
        NameAsSaid = details.DisplayName(),
        OtherNames = details.OtherNames,
        Age = details.Age is { } age ? AgeText.Write(age, t) : null,
        Sex = WordChoices.Sent(details.Sex),
        School = details.School,
        MotherName = details.MotherName,
        FatherName = details.FatherName,
        SiblingNames = details.SiblingNames,
        Description = details.Description,
        Interpreter = details.Interpreter,
        Phone = details.Phone,
        Town = details.Town,
    };

    /// <summary>The text without spaces around it; nothing when there is none.</summary>
    public static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private string?[] ToArray() =>
        [NameAsSaid, OtherNames, Age, School, MotherName, FatherName, SiblingNames, Description, Interpreter, Phone, Town];
}
