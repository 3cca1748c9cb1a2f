using CsCheck;

namespace Homeward.Linkage.Tests;

/// <summary>Profiles of few names, so that agreements of every kind really occur, with holes and nonsense among them.</summary>
internal static class Profiles
{
    private static readonly string?[] Givens = ["Ana", "Ana María", "María", "José Luis", "Pepe", "Luis J.", "Yesenia", "Jesenia", "", null, "Ñ", "\ud800", "Kevin", "Kewin"];
    private static readonly string?[] Surnames = ["García", "García López", "López García", "Garcialopez", "de la Cruz", "Vasquez", "Basques", "Smith", "", null, "Oxlaj"];
    private static readonly string[] Numbers = ["601 555 0142", "6015550143", "1", "+16015550142"];

    private static readonly Gen<PartialDate?> Dates =
        Gen.Select(Gen.Int[2000, 2019], Gen.Int[0, 13], Gen.Int[0, 32]).Select(PartialDate? (y, m, d) => d == 0 ? null : new(y, m, d));

    private static readonly Gen<StatedAge?> Ages =
        Gen.Select(Gen.Int[-1, 40], Gen.Int[0, 4], Gen.Bool).Select(StatedAge? (low, more, none) => none ? null : new(low, low + more, AgeUnit.Years, new(2019, 8, 7)));

    private static readonly Gen<NamedRelative> Relatives =
        Gen.Select(Gen.Enum<Relation>(), From(Givens), From(Surnames), Ages).Select((relation, given, surname, age) => new NamedRelative(relation, $"{given} {surname}") { Age = age });

    internal static readonly Gen<Profile> Any =
        Gen.Select(
            Gen.Select(From(Givens), From(Surnames), Gen.Bool),
            Gen.Select(Gen.Enum<PersonKind>(), Gen.Enum<Sex>(), Dates, Ages),
            Gen.Select(Gen.Int[0, Numbers.Length - 1].Select(i => Numbers[i]).Array[0, 2], Relatives.Array[0, 3], Gen.Int[0, 3]))
        .Select((name, person, around) => new Profile
        {
            GivenNames = name.Item3 ? name.Item1 : null,
            Surnames = name.Item3 ? name.Item2 : null,
            FullName = $"{name.Item1} {name.Item2}",
            Kind = person.Item1,
            Sex = person.Item2,
            Born = person.Item3,
            Age = person.Item4,
            Phones = around.Item1,
            Relatives = around.Item2,
            Town = around.Item3 == 0 ? null : $"Town {around.Item3}",
            School = around.Item3 == 1 ? "Morton Elementary" : null,
        });

    private static Gen<string?> From(string?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
