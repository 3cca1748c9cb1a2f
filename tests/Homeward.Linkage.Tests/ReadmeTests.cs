using System.Globalization;
using System.Text;

namespace Homeward.Linkage.Tests;

/// <summary>What the package's page shows is this code, word for word, and it says what the page says.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_examples_of_the_package_page_stand_in_this_file_as_they_are_shown()
    {
        var here = Words(Read("ReadmeTests.cs"));
        var blocks = Read("README.md").ReplaceLineEndings("\n").Split("```csharp\n").Skip(1).Select(block => block.Split("```")[0]).ToList();
        Assert.Equal(2, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(Words(block), here, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_people_is_linked_as_the_page_says()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, People());
        var said = Said(() =>
        {
            using var file = File.OpenRead(path);
            var table = CsvTable.Read(file);
            var result = Deduplication.Run(table, new LinkageSettings());
            foreach (var link in result.Links.Where(link => link.Probability >= 0.5))
            {
                Console.WriteLine($"rows {link.Left} and {link.Right}: {link.Probability:P1}");
            }
        });
        File.Delete(path);
        Assert.Equal(30, said.Count(line => line.StartsWith("rows ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_misheard_name_is_found_as_the_page_says()
    {
        var said = Said(() =>
        {
            using var index = new LinkageIndex<int>();
            index.Add(1, new Profile { GivenNames = "Jimena", Surnames = "Vallejo Ríos", Age = new(7, 7, AgeUnit.Years, new(2031, 8, 7)), Town = "Forest" });
            index.Add(2, new Profile { GivenNames = "Tomás", Surnames = "Quintana", Age = new(9, 9, AgeUnit.Years, new(2031, 8, 7)), Town = "Morton" });
            var heard = new Profile { GivenNames = "Ximena", Surnames = "Ballejo", Age = new(7, 7, AgeUnit.Years, new(2031, 8, 8)) };
            var best = index.Search(heard, Hypothesis.SamePerson, top: 10, minimumBits: 0)[0];
            Console.WriteLine($"{best.Id}: {best.Comparison.Explanation!.InEnglish()}");
        });
        Assert.StartsWith("1: One of the surnames almost the same. The ages fit", Assert.Single(said), StringComparison.Ordinal);
    }

    // Sixty people, every second of them a second time with a letter more.
    private static string People()
    {
        string[] given = ["Alma", "Bruno", "Celia", "Darío", "Elisa", "Fabián", "Gloria", "Hugo", "Inés", "Julián"];
        string[] surnames = ["Quintana", "Vallejo", "Montiel", "Barrera", "Salcedo", "Urbina"];
        var text = new StringBuilder("given_name,surname,date_of_birth,town\n");
        for (var i = 0; i < 60; i++)
        {
            var (name, surname, born) = (given[i % 10], surnames[i / 10], new DateOnly(2020, 1, 1).AddDays(i * 37).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $"{name},{surname},{born},Forest\n");
            if (i % 2 == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name},{surname}s,{born},Forest\n");
            }
        }

        return text.ToString();
    }

    private static readonly Lock OneConsole = new();

    private static string[] Said(Action example)
    {
        lock (OneConsole)
        {
            var (before, heard) = (Console.Out, new StringWriter(CultureInfo.InvariantCulture));
            Console.SetOut(heard);
            try { example(); }
            finally { Console.SetOut(before); }
            return heard.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
