using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Homeward.Prove;

/// <summary>
/// Cuts the power at random moments of a writer's life: rebuilds its files from what had been synced by then and a random part of what had not,
/// opens them as a start after the cut would, and counts acknowledged commands that are gone. Later writers go on from what a cut left.
/// </summary>
public static class PowerCuts
{
    private const int CutsPerWriter = 10;
    private const string Notes = "notes";

    /// <summary>What is missing to cut power here; null when nothing is.</summary>
    public static string? Missing() => BuildLibrary() is null
        ? "There is no gcc to build tests/powercut/powercut.c with, or this is not Linux. On Debian: apt-get install gcc libc6-dev."
        : null;

    /// <param name="synchronous">FULL, NORMAL or OFF, as SQLite means it. The product always runs at FULL.</param>
    /// <param name="failEverySync">Every so many-th sync fails and syncs nothing; 0 for none.</param>
    /// <param name="rounds">The number of cuts.</param>
    /// <param name="report">Where the result goes.</param>
    /// <returns>At FULL, 0 when nothing was lost. At OFF, 0 when the harness saw losses, for otherwise it would prove nothing. At NORMAL, 0.</returns>
    public static int Prove(string synchronous, int failEverySync, int rounds, TextWriter report)
    {
        if (BuildLibrary() is not { } library)
        {
            report.WriteLine("power-cut: skipped, because there is no gcc to build tests/powercut/powercut.c with, or this is not Linux");
            return 0;
        }

        var (watch, random) = (Stopwatch.StartNew(), new Random(rounds));
        var total = new Totals();
        while (total.Cuts < rounds)
        {
            // Ten writers after each other on one journal; then a new one, because each cut is checked by reading it whole.
            using var folder = new ProofFolder();
            var disk = Image.Read(folder.Journal);
            var said = string.Empty;
            for (var writer = 0; writer < 10 && total.Cuts < rounds; writer++)
            {
                (disk, said, var whole) = CutOneWriter(folder, disk, said, Math.Min(CutsPerWriter, rounds - total.Cuts), total);
                if (!whole)
                {
                    break;
                }
            }
        }

        report.WriteLine(
            $"power cut, synchronous={synchronous}{(failEverySync > 0 ? $", every {failEverySync}th sync fails" : "")}: {total.Cuts} cuts of {total.Writers} writers, "
            + $"{total.Acknowledged} commands acknowledged before a cut, {total.Refused} refused, {total.Lost} lost, {total.Wrong} events wrong, "
            + $"{total.Damaged} journals damaged, {watch.Elapsed.TotalSeconds:F0} s");
        var harm = total.Lost + total.Wrong + total.Damaged;
        return synchronous switch
        {
            "FULL" => harm == 0 && total.Acknowledged > rounds ? 0 : 1,
            "OFF" => total.Lost > 0 ? 0 : 1,
            _ => 0,
        };

        (Image Disk, string Said, bool Whole) CutOneWriter(ProofFolder folder, Image before, string saidBefore, int cuts, Totals total)
        {
            before.WriteTo(folder.Journal);
            var log = Path.Combine(folder.Root, "log");
            File.Delete(log);
            var task = new Writer.Task(folder.Journal, folder.KeyText, Path.Combine(folder.Journal, Notes), synchronous, random.Next(), new Writer.Ending(random.Next(5, 120), InOrder: false));
            using (var child = Child.Start(task, ("LD_PRELOAD", library), ("POWERCUT_FOLDER", folder.Journal + "/"), ("POWERCUT_LOG", log), ("POWERCUT_FAIL_SYNC", $"{failEverySync}")))
            {
                child.StandardOutput.ReadToEnd();
                child.WaitForExit();
            }

            total.Writers++;
            var steps = WriteLog.Read(log);
            var image = before.Clone();
            var notes = new StringBuilder(saidBefore);
            var at = 0;
            var whole = true;
            Image after = before;
            foreach (var cut in Enumerable.Range(0, cuts).Select(_ => random.Next(1, steps.Count + 1)).Order())
            {
                for (; at < cut; at++)
                {
                    if (Path.GetFileName(steps[at].File) == Notes)
                    {
                        notes.Append(Encoding.ASCII.GetString(steps[at].Data));
                    }
                    else
                    {
                        image.Take(steps[at], random);
                    }
                }

                after = image.AfterPowerCut(random);
                after.WriteTo(folder.Journal);
                var said = new Acknowledged();
                said.Add(notes.ToString());
                var found = said.Compare(folder.Journal, folder.Key);
                total.Add(said, found);
                whole = found.Good;
                if (!whole && synchronous == "FULL")
                {
                    report.WriteLine($"cut {total.Cuts}: {found}");
                }
            }

            return (after, notes.ToString(), whole);
        }
    }

    /// <summary>Builds the library that writes down what a process does to its files; null where that cannot be.</summary>
    private static string? BuildLibrary()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var library = Path.Combine(AppContext.BaseDirectory, "powercut.so");
        try
        {
            using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-o", library, Path.Combine(AppContext.BaseDirectory, "powercut.c"), "-ldl"]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? library : throw new InvalidOperationException("gcc did not build tests/powercut/powercut.c.");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private sealed class Totals
    {
        public int Cuts { get; private set; }

        public int Writers { get; set; }

        public int Acknowledged { get; private set; }

        public int Refused { get; private set; }

        public int Lost { get; private set; }

        public int Wrong { get; private set; }

        public int Damaged { get; private set; }

        public void Add(Acknowledged said, Acknowledged.Finding found)
        {
            Cuts++;
            Acknowledged += said.Count;
            Refused += said.Refusals;
            Lost += found.Lost;
            Wrong += found.Wrong;
            Damaged += found.Damage is null ? 0 : 1;
        }
    }

    /// <summary>The files of a journal's folder as they are on the disk.</summary>
    private sealed class Image
    {
        private Dictionary<string, DiskFile> files = [];

        public static Image Read(string folder) => new()
        {
            files = Directory.GetFiles(folder).ToDictionary(file => file, file => DiskFile.Of(File.ReadAllBytes(file))),
        };

        public Image Clone() => new() { files = files.ToDictionary(file => file.Key, file => DiskFile.Of(file.Value.Synced)) };

        public void Take(WriteLog.Step step, Random random)
        {
            if (step.What == WriteLog.Kind.Remove)
            {
                files.Remove(step.File);
                return;
            }

            if (!files.TryGetValue(step.File, out var file))
            {
                files[step.File] = file = DiskFile.Of([]);
            }

            file.Take(step, random);
        }

        public Image AfterPowerCut(Random random) => new()
        {
            files = files.ToDictionary(file => file.Key, file => DiskFile.Of(file.Value.AfterPowerCut(random))),
        };

        public void WriteTo(string folder)
        {
            foreach (var old in Directory.GetFiles(folder))
            {
                File.Delete(old);
            }

            foreach (var (path, file) in files)
            {
                File.WriteAllBytes(path, file.Synced);
            }
        }
    }
}
