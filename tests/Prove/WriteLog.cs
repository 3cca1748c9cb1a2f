using System.Buffers.Binary;
using System.Text;

namespace Homeward.Prove;

/// <summary>What powercut.c wrote down: everything a process did to the files of a folder, in order.</summary>
internal static class WriteLog
{
    public enum Kind
    {
        Write = 1,
        Truncate = 2,
        Sync = 3,
        Remove = 4,
        FailedSync = 5,
    }

    /// <param name="What">What was done.</param>
    /// <param name="File">The full path.</param>
    /// <param name="Offset">Where it was written, or the new length.</param>
    /// <param name="Data">What was written.</param>
    public sealed record Step(Kind What, string File, long Offset, byte[] Data);

    public static List<Step> Read(string file)
    {
        var log = File.ReadAllBytes(file).AsSpan();
        var steps = new List<Step>();
        const int Header = 15;
        while (log.Length >= Header)
        {
            int pathLength = BinaryPrimitives.ReadUInt16LittleEndian(log[1..]);
            var dataLength = BinaryPrimitives.ReadInt32LittleEndian(log[11..]);

            // The record that was being written when the process died has not happened yet.
            if (log.Length < Header + pathLength + dataLength)
            {
                break;
            }

            steps.Add(new Step(
                (Kind)log[0],
                Encoding.UTF8.GetString(log.Slice(Header, pathLength)),
                BinaryPrimitives.ReadInt64LittleEndian(log[3..]),
                log.Slice(Header + pathLength, dataLength).ToArray()));
            log = log[(Header + pathLength + dataLength)..];
        }

        return steps;
    }
}

/// <summary>
/// A file as it is on the disk, and what was written to it since its last sync, of which a power cut may leave
/// nothing, all, a beginning, any writes, or any sectors of any writes.
/// </summary>
internal sealed class DiskFile
{
    private const int Sector = 512;

    private readonly List<WriteLog.Step> pending = [];

    /// <summary>What is certainly on the disk.</summary>
    public byte[] Synced { get; private set; } = [];

    public static DiskFile Of(byte[] content) => new() { Synced = content };

    public void Take(WriteLog.Step step, Random random)
    {
        switch (step.What)
        {
            case WriteLog.Kind.Sync:
                Synced = Apply(Synced, pending, _ => true);
                pending.Clear();
                break;
            case WriteLog.Kind.FailedSync:
                // After a sync that failed the system forgets that these pages were to be written: no later sync brings them to the disk.
                Synced = AfterPowerCut(random);
                pending.Clear();
                break;
            default:
                pending.Add(step);
                break;
        }
    }

    public byte[] AfterPowerCut(Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                return Synced;
            case 1:
                return Apply(Synced, pending, _ => true);
            case 2:
                var survive = random.Next(pending.Count + 1);
                return Apply(Synced, pending.Take(survive), _ => true);
            case 3:
                return Apply(Synced, pending.Where(_ => random.Next(2) == 0), _ => true);
            default:
                return Apply(Synced, pending, _ => random.Next(2) == 0);
        }
    }

    private static byte[] Apply(byte[] content, IEnumerable<WriteLog.Step> steps, Predicate<long> keepsSector)
    {
        using var file = new MemoryStream();
        file.Write(content);
        foreach (var step in steps)
        {
            if (step.What == WriteLog.Kind.Truncate)
            {
                file.SetLength(step.Offset);
                continue;
            }

            for (var at = 0; at < step.Data.Length;)
            {
                var toSectorsEnd = (int)Math.Min(step.Data.Length - at, Sector - ((step.Offset + at) % Sector));
                if (keepsSector(step.Offset + at))
                {
                    file.Position = step.Offset + at;
                    file.Write(step.Data, at, toSectorsEnd);
                }

                at += toSectorsEnd;
            }
        }

        return file.ToArray();
    }
}
