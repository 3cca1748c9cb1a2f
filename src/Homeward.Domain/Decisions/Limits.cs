namespace Homeward.Domain;

/// <summary>What people may type, and how much of it.</summary>
internal static class Limits
{
    private const int NameLength = 200;
    private const int NoteLength = 4000;

    /// <summary>A text that must be there, at most so long.</summary>
    public static Refusal? Text(string? text, int longest, string field = "text") =>
        string.IsNullOrWhiteSpace(text) ? new(RefusalReason.TextMissing, field)
        : text.Length > longest ? new(RefusalReason.TextTooLong, field, $"{text.Length}")
        : null;

    /// <summary>A note that may be left out.</summary>
    public static Refusal? Note(string? text) => text?.Length > NoteLength ? new(RefusalReason.TextTooLong, "Note", $"{text.Length}") : null;

    /// <summary>What one source said about one person: possible ages and dates, names that fit on a page.</summary>
    public static Refusal? Details(PersonDetails details, PersonKind kind)
    {
        if (details.Age is { } age && (!age.IsPossible || (kind == PersonKind.Child && age.LowYears > 21)))
        {
            return new(RefusalReason.AgeImpossible, nameof(PersonDetails.Age), $"{age.Low}-{age.High}");
        }

        if (details.BirthDate is { IsPossible: false } date)
        {
            return new(RefusalReason.DateImpossible, nameof(PersonDetails.BirthDate), $"{date.Year}-{date.Month}-{date.Day}");
        }

        (string Field, string? Text)[] names =
        [
            (nameof(details.NameAsSaid), details.NameAsSaid), (nameof(details.GivenNames), details.GivenNames), (nameof(details.FamilyNames), details.FamilyNames),
            (nameof(details.OtherNames), details.OtherNames), (nameof(details.Phone), details.Phone), (nameof(details.Town), details.Town),
            (nameof(details.School), details.School), (nameof(details.Grade), details.Grade), (nameof(details.MotherName), details.MotherName),
            (nameof(details.FatherName), details.FatherName), (nameof(details.SiblingNames), details.SiblingNames), (nameof(details.Interpreter), details.Interpreter),
        ];
        foreach (var (field, text) in names)
        {
            if (text?.Length > NameLength)
            {
                return new(RefusalReason.TextTooLong, field, $"{text.Length}");
            }
        }

        if (details.Collectors.Length > 20 || details.Collectors.Any(c => c.Name.Length > NameLength || c.Phone?.Length > NameLength))
        {
            return new(RefusalReason.TextTooLong, nameof(details.Collectors));
        }

        return details.Description?.Length > NoteLength ? new(RefusalReason.TextTooLong, nameof(details.Description), $"{details.Description.Length}") : null;
    }
}
