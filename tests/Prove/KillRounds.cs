using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Homeward.Journal;

namespace Homeward.Prove;

/// <summary>
/// Kills a writing process at random moments, again and again on the same journal, and counts acknowledged events that are gone.
/// The system's cache survives a kill, so this proves less than <see cref="PowerCuts"/>; it proves recovery, retries and the keys' order.
/// </summary>
public static class KillRounds
{
    // The journal is checked whole after each round, so it begins anew now and then.
    private const int RoundsPerJournal = 25;

    /// <returns>0 when nothing was lost, 1 otherwise.</returns>
    public static int Prove(int rounds, TextWriter report)
    {
        var (watch, random) = (Stopwatch.StartNew(), new Random(rounds));
        var (acknowledged, lost, wrong, damaged) = (0, 0, 0, 0);
        for (var done = 0; done < rounds;)
        {
            using var folder = new ProofFolder();
            var said = new Acknowledged();
            for (var round = 0; round < RoundsPerJournal && done < rounds; round++, done++)
            {
                said.Add(RunAndKill(folder, random));
                var found = said.Compare(folder.Journal, folder.Key);
                lost += found.Lost;
                wrong += found.Wrong;
                damaged += found.Damage is null ? 0 : 1;
                if (!found.Good)
                {
                    report.WriteLine($"round {done + 1}: {found}");
                }
            }

            acknowledged += said.Count;
        }

        report.WriteLine($"kill -9: {rounds} rounds, {acknowledged} commands acknowledged, {lost} lost, {wrong} events wrong, {damaged} journals damaged, {watch.Elapsed.TotalSeconds:F0} s");
        return lost + wrong + damaged == 0 && acknowledged > rounds ? 0 : 1;
    }

    private static string RunAndKill(ProofFolder folder, Random random)
    {
        using var writer = Child.Start(new Writer.Task(folder.Journal, folder.KeyText, "-", "FULL", random.Next(), new Writer.Ending(0, InOrder: false)));
        var notes = new StringBuilder();
        for (var lines = random.Next(2, 60); lines > 0 && writer.StandardOutput.ReadLine() is { } line; lines--)
        {
            notes.Append(line).Append('\n');
        }

        // A moment more, of any length, so that the kill hits any step and not only the one after an acknowledgement.
        Thread.SpinWait(random.Next(2_000_000));
        writer.Kill();
        notes.Append(writer.StandardOutput.ReadToEnd());
        writer.WaitForExit();
        return notes.ToString();
    }
}

/// <summary>A journal in a folder of its own, with its key, removed at the end.</summary>
internal sealed class ProofFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("homeward-proof-").FullName;

    public ProofFolder()
        : this(null)
    {
    }

    /// <param name="on">Where to make it, or null for the system's place for such things.</param>
    public ProofFolder(string? on)
    {
        Journal = Path.Combine(on ?? root, "incident");
        Key = new InstallationKey(Convert.FromBase64String(KeyText));
        IncidentJournal.Create(Journal, Guid.NewGuid(), Key, TimeProvider.System).Dispose();
    }

    public string Root => root;

    public string Journal { get; }

    public string KeyText { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public InstallationKey Key { get; }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
