using System.Text;
using CsCheck;

namespace Homeward.Linkage.Tests;

/// <summary>What the sieve rules out, against the comparison it spares.</summary>
public sealed class PairSieveTests
{
    private const int Records = 24;

    [Fact]
    public void No_pair_that_can_be_likely_enough_is_ruled_out() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Float[-12, 20]).Sample((seed, least) =>
        {
            var random = new Random(seed);
            var people = Some(random);
            var comparer = new PairComparer(people);
            var model = Any(random, comparer);
            var sieve = new PairSieve(people, comparer, model, least);
            var (levels, rarity) = (new byte[comparer.Fields.Count], new float[comparer.Fields.Count]);
            for (var i = 0; i < Records; i++)
            {
                int[] others = [.. Enumerable.Range(0, Records)];
                var most = new int[Records];
                var look = sieve.Of(i);
                var kept = look.Keep(others, most);
                bool MayReach(int j, int bits)
                {
                    var given = comparer.CompareGiven(sieve.NamesOf(i), sieve.NamesOf(j));
                    return look.MayReach(bits, given.Level, comparer.Evidence(given, model))
                        && sieve.MayReach(bits, comparer.Evidence(comparer.CompareNames(sieve.NamesOf(i), sieve.NamesOf(j), given), model));
                }

                var near = others.Take(kept).Zip(most).ToDictionary();
                for (var j = 0; j < Records; j++)
                {
                    comparer.Compare(i, j, levels, rarity);
                    var mayReach = near.TryGetValue(j, out var bits) && MayReach(j, bits);
                    Assert.True(mayReach || !model.CanReach(least, model.Evidence(levels, rarity).Same), $"{i} {j}: {string.Join(' ', levels)}");
                }
            }
        }, iter: 400);

    private static People Some(Random random)
    {
        string One(params string[] of) => random.Next(5) == 0 ? "" : of[random.Next(of.Length)];
        var csv = new StringBuilder("first_name,surname,dob,age,sex,street_no,street,city,zip,phone,email,occupation,team\n");
        for (var row = 0; row < Records; row++)
        {
            csv.AppendJoin(',',
                One("Maria", "Maria Jose", "Jose", "Pepe", "M", "Mariah", "Garcia"), One("Garcia", "Garcia Lopez", "Gracia", "Lopez Garcia", "Garcialopez", "Maria"),
                One("2010-01-01", "2010-01-02", "2011-10-01", "1980-05-07", "1980", "2010-07-05"), One("7", "8", "40"), One("F", "M"),
                One("1", "12", "13"), One("Oak Street", "Oak Stret", "Elm Road"), One("Forest", "Forrest", "Morton"), One("39074", "39075", "40001"),
                One("6015551234", "6015551235", "6019990000"), One("a@b.org", "a@c.org"), One("clerk", "cook", "clark"), One("red", "blue")).Append('\n');
        }

        var table = CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())));
        return PeopleReader.Read(table, ColumnRoles.Recognise(table));
    }

    private static PairModel Any(Random random, PairComparer comparer)
    {
        double[][] Chances() => [.. comparer.Fields.Select(field => Enumerable.Range(0, field.Levels).Select(_ => Math.Pow(random.NextDouble(), 6) + 1e-6).ToArray())];
        double[][] rarity = [.. comparer.Fields.Select(field => Enumerable.Range(0, field.Levels).Select(_ => random.Next(3) == 0 ? double.NaN : random.NextDouble() * 12).ToArray())];
        return new(new LatentClassModel([0.3, 0.3, 0.4], (double[][][])[Chances(), Chances(), Chances()]), rarity, -8, -8, null, telling: 0);
    }
}
