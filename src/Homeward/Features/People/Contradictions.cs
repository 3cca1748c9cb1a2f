using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.People;

/// <summary>Where sources disagree about one person: the same question, different answers, each with who said it and when.</summary>
public static class Contradictions
{
    /// <summary>One question and the different answers to it, the newest first.</summary>
    public sealed record Difference(string Question, IReadOnlyList<Answer> Answers);

    /// <summary>An answer, and the record that gave it.</summary>
    public sealed record Answer(string Said, Record Record);

    public static IReadOnlyList<Difference> In(IReadOnlyList<Record> records, Reading reading, Texts t)
    {
        var differences = new List<Difference>();
        Compare("person.name", details => details.DisplayName(), Same);
        Compare("person.age", details => details.Age is { } age ? reading.AgeOf(age) : null, string.Equals);
        Compare("person.birth_date", details => details.BirthDate is { } born ? reading.BirthText(born) : null, string.Equals);
        Compare("person.sex", details => details.Sex == Sex.Unknown ? null : t.Of(details.Sex), string.Equals);
        Compare("person.mother", details => details.MotherName, Same);
        Compare("person.father", details => details.FatherName, Same);
        Compare("person.school", details => details.School, Same);
        Compare("person.town", details => details.Town, Same);
        return differences;

        void Compare(string question, Func<PersonDetails, string?> ask, Func<string, string, bool> same)
        {
            var answers = new List<Answer>();
            foreach (var record in records)
            {
                if (record.Details is { } details && ask(details) is { Length: > 0 } said && !answers.Any(answer => same(answer.Said, said)))
                {
                    answers.Add(new Answer(said, record));
                }
            }

            if (answers.Count > 1)
            {
                differences.Add(new Difference(t[question], answers));
            }
        }
    }

    // Capitals, accents and the order of names are how it was written down, not what was said.
    private static bool Same(string one, string other) => NameSearch.Words(one).Order(StringComparer.Ordinal).SequenceEqual(NameSearch.Words(other).Order(StringComparer.Ordinal));
}
