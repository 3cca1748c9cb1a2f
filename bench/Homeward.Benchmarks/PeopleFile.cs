using System.Globalization;
using System.Text;
using Homeward.Linkage;

namespace Homeward.Benchmarks;

/// <summary>
/// Writes a seeded file of records of people in households, for measuring speed and blocking at any size: two thirds of the
/// people have one record, the others two or more with what goes wrong when names are heard and typed. Surnames, addresses
/// and telephones are the household's; the truth is in <c>cluster</c>. Names are as common as in the census the library carries,
/// with a long tail of rare ones, as any million people have.
/// </summary>
internal sealed class PeopleFile(int seed)
{
    private const string Heading = "unique_id,cluster,first_name,middle_name,surname,sex,dob,street_no,street,city,zip,phone";

    private readonly Random random = new(seed);
    private readonly string[] given = Common("given-frequencies.tsv");
    private readonly string[] surnames = Common("surname-frequencies.tsv");
    private readonly string[] rareSurnames = MadeUpNames.OfSyllables(new Random(seed), 60_000, 3);
    private readonly string[] streets = MadeUpNames.OfSyllables(new Random(seed + 1), 12_000, 3);
    private readonly string[] cities = MadeUpNames.OfSyllables(new Random(seed + 2), 800, 3);

    internal static int Run(int records, string path)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        new PeopleFile(7).Write(records, writer);
        return 0;
    }

    internal void Write(int records, TextWriter writer)
    {
        writer.WriteLine(Heading);
        var (record, person) = (0, 0);
        while (record < records)
        {
            var home = NextHome();
            var spanish = random.Next(100) < 45;
            var (father, mother) = (Surname(), Surname());
            var members = random.Next(1, 6);
            for (var member = 0; member < members && record < records; member++, person++)
            {
                var truth = Person(home, member, spanish, father, mother);
                var copies = random.Next(3) > 0 ? 1 : random.Next(2, 5);
                for (var copy = 0; copy < copies && record < records; copy++, record++)
                {
                    WriteRecord(writer, record, person, copy == 0 ? truth : Reported(truth));
                }
            }
        }
    }

    private static void WriteRecord(TextWriter writer, int record, int person, Said said)
    {
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"R{record},P{person},{said.First},{said.Middle},{said.Surname},{said.Sex},{said.Born},"));
        writer.WriteLine($"{said.Home.Number},{said.Home.Street},{said.Home.City},{said.Home.Zip},{said.Phone}");
    }

    private Said Person(Home home, int member, bool spanish, string father, string mother)
    {
        var adult = member < 2;
        var female = member == 0 || (member > 1 && random.Next(2) == 0);
        var surname = (adult, spanish) switch
        {
            (true, true) => $"{(member == 0 ? mother : father)} {Surname()}",
            (true, false) => father,
            (false, true) => $"{father} {mother}",
            (false, false) => father,
        };
        var born = new DateOnly(adult ? random.Next(1960, 1999) : random.Next(2001, 2019), random.Next(1, 13), random.Next(1, 29));
        return new(Given(), random.Next(2) == 0 ? Given() : "", surname, female ? "F" : "M", Date(born), home, home.Phone);
    }

    private Said Reported(Said truth)
    {
        var said = truth with { First = Heard(truth.First), Surname = Heard(truth.Surname) };
        if (Happens(35) && said.Surname.Contains(' ', StringComparison.Ordinal)) { said = said with { Surname = said.Surname.Split(' ')[0] }; }

        if (Happens(40)) { said = said with { Middle = "" }; }

        if (Happens(15)) { said = said with { Born = "" }; }
        else if (Happens(5)) { said = said with { Born = Date(new(random.Next(1960, 2019), random.Next(1, 13), random.Next(1, 29))) }; }
        else if (Happens(3)) { said = said with { Born = $"{truth.Born[..5]}{truth.Born[8..]}-{truth.Born[5..7]}" }; }

        if (Happens(30)) { said = said with { Phone = "" }; }

        return Happens(15) ? said with { Home = NextHome() } : said;
    }

    // One letter lost, doubled, changed or swapped with the next in every seventh name.
    private string Heard(string name)
    {
        if (!Happens(14) || name.Length < 4)
        {
            return name;
        }

        var at = random.Next(1, name.Length - 1);
        return random.Next(4) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, name[at].ToString()),
            2 => $"{name[..at]}{(char)('a' + random.Next(26))}{name[(at + 1)..]}",
            _ => $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}",
        };
    }

    private bool Happens(int percent) => random.Next(100) < percent;

    private Home NextHome()
    {
        var city = Skewed(cities);
        return new(random.Next(1, 4000), streets[random.Next(streets.Length)], cities[city], $"{10_000 + (city * 97) + random.Next(20):00000}", $"601{random.Next(10_000_000):0000000}");
    }

    private string Given() => given[Skewed(given)];

    private string Surname() => random.Next(100) < 75 ? surnames[Skewed(surnames)] : rareSurnames[Skewed(rareSurnames)];

    // Zipf-like: the commonest of n is as common as García.
    private int Skewed(string[] names) => (int)Math.Pow(names.Length, random.NextDouble()) - 1;

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string[] Common(string table)
    {
        using var stream = typeof(Profile).Assembly.GetManifestResourceStream(table) ?? throw new InvalidOperationException($"The library carries no {table}.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0])];
    }

    private sealed record Said(string First, string Middle, string Surname, string Sex, string Born, Home Home, string Phone);

    private sealed record Home(int Number, string Street, string City, string Zip, string Phone);
}
