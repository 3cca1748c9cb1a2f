using System.Buffers.Binary;
using System.Text;
using Homeward.Domain;
using Homeward.Domain.Tests;
using Homeward.Journal;
using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Journal;

/// <summary>
/// Names, notes and phones are planted in an incident, and then nobody finds one of them in a backup or in the data folder without the
/// key: not in UTF-8, not in UTF-16. 300 people in every run, 10,000 with HOMEWARD_PROVE=1.
/// </summary>
public sealed class PlantedNamesTests(ITestOutputHelper output)
{
    private const int Together = 100;

    [Fact]
    public async Task Whoever_has_a_backup_or_the_disk_and_not_the_key_finds_no_name_in_it()
    {
        var count = Proof.Thorough ? 10_000 : 300;
        var planted = new Planted();
        var town = new Town();
        await town.InitializeAsync();
        await using var closing = town;
        var worker = await town.WorkerAsync(Role.Supervisor, town.School);
        foreach (var group in Enumerable.Range(0, count).Chunk(Together))
        {
            await town.SubmitAsync(worker.Actor, group.Select(i => (Command)new ReportChild(
                new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Source.Intake, town.Classroom.Id,
                new() { NameAsSaid = planted.Word("Nadia", i), MotherName = planted.Word("Maria", i), Phone = planted.Word("601555", i), Collectors = [new(planted.Word("Olga", i), Kinship.AuntOrUncle, null)] },
                new Situation.InOurCare(town.Classroom.Id), Note: planted.Word("afraid of dogs ", i))));
        }

        // Somebody opened one of them, so that the read journal is there, and a snapshot was written.
        await worker.OpenAsync($"people/{town.State.People.Values.First(person => person.Kind == PersonKind.Child).Code}");
        var backup = Path.Combine(town.Site.Folder, "backup");
        Backup.Make(new DataFolder(town.Site.Folder), backup, town.Site.Clock);

        var bytes = 0L;
        foreach (var file in Directory.EnumerateFiles(town.Site.Folder, "*", SearchOption.AllDirectories))
        {
            var content = await ReadAsync(file);
            bytes += content.Length;
            Assert.True(planted.In(content) == 0, $"{Path.GetFileName(file)} holds {planted.In(content)} of the planted words in clear.");
        }

        output.WriteLine($"{planted.Count:N0} words planted with {count:N0} people; none of them in {bytes:N0} bytes of data folder and backup.");

        // The same search finds every one of them where they are in clear.
        var clear = string.Join('\n', town.State.Records.Values.Select(record => string.Join(' ', record.Details?.NameAsSaid, record.Details?.MotherName, record.Details?.Phone, record.Details?.Collectors[0].Name, record.Notes.FirstOrDefault()?.Text)));
        Assert.Equal(planted.Count, planted.In(Encoding.UTF8.GetBytes(clear)));
        Assert.Equal(planted.Count, planted.In(Encoding.Unicode.GetBytes(clear)));
    }

    // A running server holds its files open, and shares them.
    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>Words of which each ends in eight letters that no other has, by which all of them are looked for at once.</summary>
    private sealed class Planted
    {
        private readonly HashSet<ulong> ends = [];

        public int Count => ends.Count;

        public string Word(string begins, int number)
        {
            Span<char> letters = stackalloc char[8];
            do
            {
                for (var i = 0; i < letters.Length; i++)
                {
                    letters[i] = (char)('a' + Random.Shared.Next(26));
                }
            }
            while (!ends.Add(End(Encoding.ASCII.GetBytes(letters.ToArray()))));

            return $"{begins}{number} {letters}";
        }

        public int In(byte[] content)
        {
            var found = new HashSet<ulong>();
            for (var at = 0; at + 8 <= content.Length; at++)
            {
                if (BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(at)) is var word && ends.Contains(word))
                {
                    found.Add(word);
                }
            }

            Span<byte> narrow = stackalloc byte[8];
            for (var at = 0; at + 16 <= content.Length; at++)
            {
                var wide = content.AsSpan(at, 16);
                if (wide[1] != 0 || wide[0] == 0)
                {
                    continue;
                }

                for (var i = 0; i < 8; i++)
                {
                    narrow[i] = wide[2 * i];
                }

                if (ends.Contains(End(narrow)))
                {
                    found.Add(End(narrow));
                }
            }

            return found.Count;
        }

        private static ulong End(ReadOnlySpan<byte> letters) => BinaryPrimitives.ReadUInt64LittleEndian(letters);
    }
}
