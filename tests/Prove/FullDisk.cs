using System.Diagnostics;
using System.Text;
using Homeward.Journal;

namespace Homeward.Prove;

/// <summary>Fills a small disk with a journal until it is refused, makes room, and goes on, and counts what is lost or half kept.</summary>
public static class FullDisk
{
    /// <returns>0 when nothing was lost, or when it was skipped because only root can make a small disk.</returns>
    public static int Prove(int rounds, TextWriter report)
    {
        var disk = Directory.CreateTempSubdirectory("homeward-small-disk-").FullName;
        try
        {
            var (watch, random) = (Stopwatch.StartNew(), new Random(rounds));
            var (acknowledged, refused, lost, wrong, damaged) = (0, 0, 0, 0, 0);
            for (var round = 0; round < rounds; round++)
            {
                if (Run("mount", "-t", "tmpfs", "-o", $"size={random.Next(400, 3000)}k", "tmpfs", disk) != 0)
                {
                    report.WriteLine("full disk: skipped, because only root can mount a small disk");
                    return 0;
                }

                try
                {
                    var (said, found) = Fill(disk, random);
                    acknowledged += said.Count;
                    refused += said.Refusals;
                    lost += found.Lost;
                    wrong += found.Wrong;
                    damaged += found.Damage is null ? 0 : 1;
                    if (!found.Good)
                    {
                        report.WriteLine($"round {round + 1}: {found}");
                    }
                }
                finally
                {
                    Run("umount", disk);
                }
            }

            report.WriteLine($"full disk: {rounds} rounds, {acknowledged} commands acknowledged, {refused} refused, {lost} lost, {wrong} wrong or half kept, {damaged} journals damaged, {watch.Elapsed.TotalSeconds:F0} s");
            return lost + wrong + damaged == 0 && refused >= rounds ? 0 : 1;
        }
        finally
        {
            Directory.Delete(disk, recursive: true);
        }
    }

    private static (Acknowledged Said, Acknowledged.Finding Found) Fill(string disk, Random random)
    {
        using var folder = new ProofFolder(on: disk);
        var ballast = Path.Combine(disk, "ballast");
        File.WriteAllBytes(ballast, new byte[200_000]);
        var notes = new StringBuilder();
        using (var journal = IncidentJournal.Open(folder.Journal, folder.Key, TimeProvider.System))
        {
            for (var refusals = 0; refusals < 20;)
            {
                var command = Guid.NewGuid();
                var payload = Acknowledged.PayloadOf(command, 0, random.Next(6000));
                try
                {
                    journal.Append([new NewEntry(Guid.NewGuid(), 1, command, 0, [], "proof", Guid.Empty, Guid.Empty, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, random.Next(2) == 0 ? Guid.NewGuid() : null, payload)]);
                    notes.Append($"A {command:N} 1\n");
                }
                catch (JournalUnavailableException)
                {
                    notes.Append($"R {command:N} 1\n");

                    // Half way, somebody makes room; the journal is not opened anew for that.
                    if (++refusals == 10)
                    {
                        File.Delete(ballast);
                    }
                }
            }
        }

        // Room for the recovery, as an operator would make before a start. What is checked is what was kept while there was none.
        Run("mount", "-o", "remount,size=16m", disk);
        var said = new Acknowledged();
        said.Add(notes.ToString());
        return (said, said.Compare(folder.Journal, folder.Key, refusalsHold: true));
    }

    private static int Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
