using System.Diagnostics;
using System.Text;
using Xunit;

namespace Homeward.Tests.Commands;

/// <summary><c>homeward dedupe</c> with what people decided, and <c>homeward link</c> with lists made to hurt, as processes of their own.</summary>
public sealed class DedupeDecisionsTests : IDisposable
{
    private static readonly string[] Given = ["Ana", "Luis", "Rosa", "Pedro", "Inés", "Marta", "Hugo", "Elena", "Omar", "Noemí", "Saúl", "Teresa"];
    private static readonly string[] Surnames = ["García", "Pérez", "Chávez", "Ramos", "Quispe", "Soto", "Vega", "Mora", "Ríos", "Luna", "Paz", "Cruz", "Ochoa"];

    private readonly string folder = Directory.CreateTempSubdirectory("homeward-dedupe").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_people_decided_stands_in_the_clusters()
    {
        WritePeople("people.csv", doubles: true);
        File.WriteAllText(At("apart.csv"), "left_id,right_id\n0,d0\n");
        File.WriteAllText(At("together.csv"), "left_id,right_id\n1,2\n");

        await RunAsync(0, "dedupe", At("people.csv"), "--out", At("plain.csv"));
        await RunAsync(0, "dedupe", At("people.csv"), "--out", At("decided.csv"), "--apart", At("apart.csv"), "--together", At("together.csv"));

        var (plain, decided) = (Clusters("plain.csv"), Clusters("decided.csv"));
        Assert.Equal(plain["0"], plain["d0"]);
        Assert.NotEqual(plain["1"], plain["2"]);
        Assert.NotEqual(decided["0"], decided["d0"]);
        Assert.Equal(decided["1"], decided["2"]);
        Assert.Equal(plain["7"] == plain["d7"], decided["7"] == decided["d7"]);
    }

    [Fact]
    public async Task Decisions_that_contradict_each_other_or_name_nobody_are_refused_and_nothing_is_written()
    {
        WritePeople("people.csv", doubles: false);
        File.WriteAllText(At("together.csv"), "left_id,right_id\n1,2\n2,3\n");
        File.WriteAllText(At("apart.csv"), "left_id,right_id\n3,1\n");
        File.WriteAllText(At("nobody.csv"), "left_id,right_id\n1,nobody\n");

        var contradict = await RunAsync(1, "dedupe", At("people.csv"), "--out", At("out.csv"), "--apart", At("apart.csv"), "--together", At("together.csv"));
        var nobody = await RunAsync(1, "dedupe", At("people.csv"), "--out", At("out.csv"), "--apart", At("nobody.csv"));

        Assert.Contains("3 and 1 are two people, and the pairs of --together make them one", contradict, StringComparison.Ordinal);
        Assert.Contains("line 2: there is no record \"nobody\"", nobody, StringComparison.Ordinal);
        Assert.False(File.Exists(At("out.csv")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public async Task Thousands_of_equal_rows_take_nothing_from_the_others(int equal)
    {
        WritePeople("left.csv", doubles: false);
        WritePeople("right.csv", doubles: false);
        var same = string.Concat(Enumerable.Range(0, equal).Select(row => $"same{row},Ramona,Quispe,2009-05-04,6015551234\n"));
        File.AppendAllText(At("left.csv"), same);
        File.AppendAllText(At("right.csv"), same);
        File.WriteAllText(At("none.csv"), "id,given_name,surname,dob,phone\n");

        await RunAsync(0, "link", At("left.csv"), At("right.csv"), "--out", At("links.csv"));
        await RunAsync(0, "link", At("left.csv"), At("none.csv"), "--out", At("nolinks.csv"));

        var links = File.ReadLines(At("links.csv")).Skip(1).Select(line => line.Split(',')).Where(link => !link[0].StartsWith("same", StringComparison.Ordinal)).ToList();
        Assert.InRange(links.Count(link => link[0] == link[1]), 290, 300);
        Assert.InRange(links.Count, 290, 303);
        Assert.Single(File.ReadLines(At("nolinks.csv")));
    }

    private void WritePeople(string name, bool doubles)
    {
        var random = new Random(5);
        var file = new StringBuilder("id,given_name,surname,dob,phone\n");
        for (var row = 0; row < 300; row++)
        {
            var (given, surname) = (Given[random.Next(Given.Length)], Surnames[random.Next(Surnames.Length)]);
            var (born, phone) = ($"{random.Next(1960, 2015)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}", $"601{random.Next(10_000_000):0000000}");
            file.Append($"{row},{given},{surname},{born},{phone}\n");
            if (doubles && row % 3 != 2) { file.Append($"d{row},{given},{surname},{born},{(row % 2 == 0 ? phone : "")}\n"); }
        }

        File.WriteAllText(At(name), file.ToString());
    }

    private Dictionary<string, string> Clusters(string name) => File.ReadLines(At(name)).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1]);

    private string At(string name) => Path.Combine(folder, name);

    private static async Task<string> RunAsync(int expected, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homeward.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == expected, $"exit {process.ExitCode}: {await errors}{await output}");
        return await errors;
    }
}
