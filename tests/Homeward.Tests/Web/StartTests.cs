using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;
using Homeward.Web;
using Xunit;

namespace Homeward.Tests.Web;

public sealed class StartTests
{
    [Fact]
    public async Task A_server_that_cannot_open_an_incident_leaves_no_file_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which files a process holds open is read from /proc.");
        var folder = new DataFolder(Directory.CreateTempSubdirectory("homeward-start").FullName);
        try
        {
            await (await Server.StartAsync(folder, "http://127.0.0.1:0", TimeProvider.System)).DisposeAsync();
            await using (var incidents = Incidents.Open(folder, InstallationKey.FromEnvironmentOrFile(folder.Path), TimeProvider.System))
            {
                incidents.Create("A-GOOD", Guid.CreateVersion7());
                incidents.Create("B-DAMAGED", Guid.CreateVersion7());
            }

            Assert.Empty(OpenFiles(folder));
            File.Delete(Path.Combine(folder.Incident("B-DAMAGED"), "keys.db"));
            await File.WriteAllTextAsync(Path.Combine(folder.Incident("B-DAMAGED"), "keys.db"), new string('x', 8_192), TestContext.Current.CancellationToken);

            await Assert.ThrowsAnyAsync<Exception>(() => Server.StartAsync(folder, "http://127.0.0.1:0", TimeProvider.System));

            Assert.Empty(OpenFiles(folder));
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static List<string> OpenFiles(DataFolder folder) =>
        [.. from handle in Directory.EnumerateFileSystemEntries("/proc/self/fd")
            let file = new FileInfo(handle).LinkTarget
            where file is not null && file.StartsWith(folder.Path, StringComparison.Ordinal)
            select file];
}
