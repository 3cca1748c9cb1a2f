using System.Globalization;
using Homeward.Domain;
using Homeward.Features.Drill.Names;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Families;

/// <summary>One field of the truth after it went through somebody's mouth and somebody's keyboard; empty where nothing was said.</summary>
internal sealed class SaidAbout(SeededRandom random, FamilyNoise noise)
{
    public SeededRandom Random => random;

    public FamilyNoise Noise => noise;

    /// <summary>Said with this probability at level 1, and less with more noise.</summary>
    public string Maybe(double known, Func<string> what) => random.Chance(known) && !random.Chance(noise.LeftOut / 2) ? what() : "";

    public string Given(TruePerson person, bool formally)
    {
        if (!formally && random.Chance(noise.CalledBy))
        {
            return person.Nickname is { } nickname && random.Chance(0.6) ? nickname : Heard(random.Pick(person.Given.Split(' ')));
        }

        return Heard(person.Given);
    }

    public string Surnames(TruePerson person, TruePerson? mother)
    {
        var of = mother is not null && random.Chance(noise.MothersSurnames) ? mother : person;
        return of.SecondSurname is not { } second || random.Chance(noise.SecondSurnameDropped) ? Heard(of.Surname)
            : random.Chance(noise.SurnamesSwapped) ? $"{Heard(second)} {Heard(of.Surname)}"
            : $"{Heard(of.Surname)} {Heard(second)}";
    }

    /// <summary>A parent as a child or a school says them: "Rosa" or "Rosa Hernandez".</summary>
    public string Parent(TruePerson parent, TruePerson other, double inFull)
    {
        var who = random.Chance(noise.WrongParent) ? other : parent;
        var given = Given(who, formally: random.Chance(0.6));
        return random.Chance(inFull) ? $"{given} {Heard(who.Surname)}" : given;
    }

    public string Age(TruePerson child, DateTime at)
    {
        if (random.Chance(noise.AgeUnknown)) { return ""; }

        var off = random.Chance(noise.AgeOffByTwo) ? 2 : random.Chance(noise.AgeOffByOne) ? 1 : 0;
        var age = child.AgeOn(DateOnly.FromDateTime(at));
        return Math.Max(0, random.Chance(0.5) ? age + off : age - off).ToString(CultureInfo.InvariantCulture);
    }

    public string SexOf(TruePerson person) => random.Chance(noise.SexUnknown) ? ""
        : (person.Sex == Sex.Female) != random.Chance(noise.SexWrong) ? "F" : "M";

    public string Phone(string? number) => number is null ? ""
        : random.Chance(noise.PhoneDigit) ? number[..^1] + random.Below(10).ToString(CultureInfo.InvariantCulture)
        : number;

    public string Siblings(IReadOnlyList<TruePerson> children, TruePerson child) =>
        string.Join(';', children.Where(c => c != child && random.Chance(0.85)).Select(c => Given(c, formally: random.Chance(0.5)).Split(' ')[0]));

    public string Heard(string name) => random.Chance(noise.NameMisheard) ? Hearing.Misheard(random, name) : NameTable.AsWritten(name);
}
