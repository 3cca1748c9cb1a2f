using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.RollCall;

/// <summary>One child of the roll.</summary>
public sealed record RollRow(Person Child, RollMark Mark, DateTimeOffset MarkedAt, PersonDetails? Details)
{
    /// <summary>Where the page can be scrolled to.</summary>
    public string Anchor => "c-" + Child.Code;

    /// <summary>What tells two children of one name apart.</summary>
    public IEnumerable<string> Facts(Reading reading)
    {
        if (Details?.Grade is { Length: > 0 } grade)
        {
            yield return grade;
        }

        if (reading.AgeOf(Details) is { } age)
        {
            yield return age;
        }

        yield return Child.Code;
    }
}
