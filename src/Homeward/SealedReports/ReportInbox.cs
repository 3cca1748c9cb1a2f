using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Homeward.Journal;

namespace Homeward.SealedReports;

/// <summary>
/// Takes sealed reports in, also while nobody can read them: each is on the disk before it is answered, and answered with a signed receipt. It knows
/// the public halves of enrolled keys from a list that the open server leaves beside it; whether a key was really enrolled is asked again of the journal before a report is filed.
/// </summary>
public sealed class ReportInbox
{
    // Enough for a night of a large incident; beyond it somebody has to look.
    private const int MostWaiting = 20_000;
    private const int MostCopies = 1_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string root;
    private readonly Lock gate = new();

    public ReportInbox(DataFolder folder) => root = folder.SealedReports;

    /// <summary>What became of a report.</summary>
    public enum Outcome { TooLarge, Unreadable, UnknownKey, BadSignature, Stored, Duplicate, OtherWithSameId, Full }

    /// <summary>Where a report is on its way: waiting, refused when it was to be filed, or a second one with the id of another.</summary>
    public enum Kept { Waiting, Refused, Copies }

    /// <param name="Receipt">Signed, for a report that is stored; null for any other.</param>
    public sealed record Taken(Outcome Outcome, SignedReceipt? Receipt);

    /// <summary>That this server has exactly these bytes. The device may let go of its own copy three days later.</summary>
    public sealed record SignedReceipt(Guid Id, string Sha256, DateTimeOffset Stored, string ReceiptKey, string Signature);

    /// <summary>Verifies and stores a report. When it returns, what it says it stored is on the disk.</summary>
    public Taken TakeIn(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (SealedReport.Read(body.Span) is not { } report)
        {
            return new(Outcome.Unreadable, null);
        }

        if (Enrolled(report.Incident).GetValueOrDefault(report.Key) is not { } key)
        {
            return new(Outcome.UnknownKey, null);
        }

        if (!report.IsSignedBy(key))
        {
            return new(Outcome.BadSignature, null);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        lock (gate)
        {
            if (HashOf(report) is { } known)
            {
                if (known == hash)
                {
                    return new(Outcome.Duplicate, Receipt(report.Id, hash, now));
                }

                // Authentic, and not what came before under this id: kept for somebody to look at, never filed.
                var copies = Folder(report.Incident, Kept.Copies);
                if (Directory.GetFiles(copies).Length < MostCopies)
                {
                    DurableFile.Write(Path.Combine(copies, $"{report.Id:N}-{hash[..16]}"), body.Span);
                }

                return new(Outcome.OtherWithSameId, null);
            }

            if (Directory.EnumerateFiles(Folder(report.Incident, Kept.Waiting)).Skip(MostWaiting - 1).Any())
            {
                return new(Outcome.Full, null);
            }

            DurableFile.Write(Path.Combine(Folder(report.Incident, Kept.Waiting), $"{report.Id:N}"), body.Span);
            return new(Outcome.Stored, Receipt(report.Id, hash, now));
        }
    }

    /// <summary>The files of an incident that are here, oldest first.</summary>
    public IReadOnlyList<string> Files(string incident, Kept kept) =>
        [.. new DirectoryInfo(Folder(incident, kept)).GetFiles().Where(file => Guid.TryParseExact(file.Name.Split('-')[0], "N", out _) && !file.Name.Contains('.')).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).Select(file => file.FullName)];

    /// <summary>The report is in the journal now. What remains here is its hash, so that it is known when it comes again.</summary>
    public void Filed(string incident, Guid id, ReadOnlySpan<byte> body)
    {
        lock (gate)
        {
            var filed = Directory.CreateDirectory(Path.Combine(root, Name(incident), "filed")).FullName;
            DurableFile.Write(Path.Combine(filed, $"{id:N}"), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))));
            Overwrite(Path.Combine(Folder(incident, Kept.Waiting), $"{id:N}"));
        }
    }

    /// <summary>The report couldn't be filed: it is put aside with the reason, for somebody to look at.</summary>
    public void Refuse(string incident, string file, string reason)
    {
        lock (gate)
        {
            DurableFile.Write(Path.Combine(Folder(incident, Kept.Refused), Path.GetFileName(file) + ".why"), Encoding.UTF8.GetBytes(reason));
            DurableFile.Replace(file, Path.Combine(Folder(incident, Kept.Refused), Path.GetFileName(file)));
        }
    }

    /// <summary>Says which keys reports of an incident may be signed with.</summary>
    public void Enrol(string incident, IReadOnlyDictionary<Guid, byte[]> keys)
    {
        lock (gate)
        {
            Directory.CreateDirectory(Path.Combine(root, Name(incident)));
            DurableFile.Write(Path.Combine(root, Name(incident), "enrolled.json"), JsonSerializer.SerializeToUtf8Bytes(keys, Json));
        }
    }

    /// <summary>Removes everything of an incident, when its key is destroyed.</summary>
    public void Forget(string incident)
    {
        lock (gate)
        {
            var folder = Path.Combine(root, Name(incident));
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [])
            {
                Overwrite(file);
            }
        }
    }

    private Dictionary<Guid, byte[]> Enrolled(string incident)
    {
        var file = Path.Combine(root, Name(incident), "enrolled.json");
        lock (gate)
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<Guid, byte[]>>(File.ReadAllBytes(file), Json)! : [];
        }
    }

    // The hash of a report with this id that came before, whether it waits, was filed or was refused.
    private string? HashOf(SealedReport report)
    {
        foreach (var kept in (Kept[])[Kept.Waiting, Kept.Refused])
        {
            if (Path.Combine(Folder(report.Incident, kept), $"{report.Id:N}") is var file && File.Exists(file))
            {
                return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
            }
        }

        return Path.Combine(root, Name(report.Incident), "filed", $"{report.Id:N}") is var filed && File.Exists(filed) ? File.ReadAllText(filed) : null;
    }

    private string Folder(string incident, Kept kept) => Directory.CreateDirectory(Path.Combine(root, Name(incident), WordOf(kept))).FullName;

    private static string WordOf(Kept kept) => kept switch { Kept.Waiting => "waiting", Kept.Refused => "refused", _ => "copies" };

    // Codes are known in any case, and a file system may not be.
    private static string Name(string incident) => incident.ToUpperInvariant();

    private SignedReceipt Receipt(Guid id, string hash, DateTimeOffset now)
    {
        using var key = ReceiptKey();
        var signature = key.SignData(Encoding.ASCII.GetBytes($"homeward receipt\n{id:N}\n{hash}\n{now.UtcTicks}\n"), HashAlgorithmName.SHA256);
        return new(id, hash, now, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), Convert.ToBase64String(signature));
    }

    // In clear, because a locked server must sign with it: it says that this server stored something, and opens nothing.
    private ECDsa ReceiptKey()
    {
        var file = Path.Combine(root, "receipt.key");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
        {
            key.ImportPkcs8PrivateKey(File.ReadAllBytes(file), out _);
        }
        else
        {
            // The folder is closed to others before the key is in it.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            DurableFile.Write(file, key.ExportPkcs8PrivateKey());
        }

        return key;
    }

    private static void Overwrite(string file)
    {
        if (File.Exists(file))
        {
            using (var content = new FileStream(file, FileMode.Open, FileAccess.Write))
            {
                content.Write(new byte[content.Length]);
                content.Flush(flushToDisk: true);
            }

            File.Delete(file);
            DurableFile.SyncFolder(Path.GetDirectoryName(file)!);
        }
    }
}
