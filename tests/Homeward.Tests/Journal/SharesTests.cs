using System.Net;
using System.Security.Cryptography;
using CsCheck;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Journal;
using Homeward.Journal.Shares;
using Homeward.Tests.Web;
using Homeward.Web;
using Xunit;

namespace Homeward.Tests.Journal;

/// <summary>The installation key in shares that several organisations hold.</summary>
public sealed class SharesTests : IDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("homeward-shares").FullName);

    public void Dispose() => Directory.Delete(folder.Path, recursive: true);

    [Fact]
    public void Any_shares_that_are_enough_give_the_secret_back() =>
        Gen.Select(Gen.Byte.Array[1, 40], Gen.Int[2, 6], Gen.Int[0, 5], Gen.Int).Sample((secret, needed, more, seed) =>
        {
            var shares = SecretSharing.Split(secret, needed, needed + more).Select((share, at) => ((byte)(at + 1), share)).ToArray();
            new Random(seed).Shuffle(shares);
            return SecretSharing.Join(shares[..needed]).SequenceEqual(secret) && SecretSharing.Join(shares).SequenceEqual(secret);
        });

    [Fact]
    public void The_field_is_that_of_AES()
    {
        // FIPS 197, section 4.2: {57} x {83} = {c1}, {57} x {13} = {fe}.
        Assert.Equal((0xc1, 0xfe), (SecretSharing.Multiply(0x57, 0x83), SecretSharing.Multiply(0x57, 0x13)));
        Gen.Select(Gen.Byte, Gen.Byte).Sample((a, b) => SecretSharing.Multiply(a, b) == Slowly(a, b));

        static byte Slowly(byte a, byte b)
        {
            var (product, doubled) = (0, (int)a);
            for (var bit = 0; bit < 8; bit++, doubled = doubled > 127 ? (doubled << 1) ^ 0x11b : doubled << 1)
            {
                product ^= (b >> bit & 1) * doubled;
            }

            return (byte)product;
        }
    }

    [Fact]
    public void One_share_too_few_says_nothing_about_the_secret()
    {
        // Of two needed, one share is equally likely for every secret: its bytes are spread evenly, whatever the secret is.
        foreach (var secret in (byte[])[0, 1, 255])
        {
            var counts = new int[256];
            for (var i = 0; i < 256 * 200; i++)
            {
                counts[SecretSharing.Split([secret], 2, 2)[0][0]]++;
            }

            // 255 degrees of freedom: above 400 by chance less than once in a hundred million times.
            Assert.InRange(counts.Sum(count => (count - 200.0) * (count - 200.0) / 200), 100, 400);
        }
    }

    [Fact]
    public void A_share_is_read_however_it_is_typed_and_a_slip_of_the_pen_is_found()
    {
        var share = KeyShare.Of(new(RandomNumberGenerator.GetBytes(32)), 2, 3)[1];
        var text = share.ToString();
        Assert.Matches("^([A-Z2-7]{4}-){15}[A-Z2-7]{4}$", text);
        var read = KeyShare.Parse($"  {text.ToLowerInvariant().Replace("-", "  ", StringComparison.Ordinal)} ", out _)!;
        Assert.Equal((share.Split, share.Needed, share.Number), (read.Split, read.Needed, read.Number));
        Assert.Equal(share.Value, read.Value);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '-')
            {
                Assert.Null(KeyShare.Parse(text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..], out var problem));
                Assert.NotNull(problem);
            }
        }

        Assert.Null(KeyShare.Parse(text[..^1], out _));
        Assert.Null(KeyShare.Parse(null, out _));
    }

    [Fact]
    public void Shares_of_another_split_and_too_few_open_nothing()
    {
        var key = InstallationKey.FromEnvironmentOrFile(folder.Path);
        var earlier = SharedKey.Make(folder, key, 2, 3);
        var shares = SharedKey.Make(folder, key, 2, 3);
        var shared = SharedKey.Of(folder)!;
        Assert.Null(shared.Join([shares[0]]));
        Assert.Null(shared.Join([shares[0], shares[0]]));
        Assert.Null(shared.Join([shares[0], earlier[1]]));
        Assert.Null(shared.Join([shares[0], shares[1] with { Value = RandomNumberGenerator.GetBytes(32) }]));
        Assert.True(shared.Join([shares[2], shares[0]])!.IsSameAs(key));
    }

    [Fact]
    public void Without_the_key_and_with_one_share_nothing_in_the_folder_is_readable()
    {
        var key = InstallationKey.FromEnvironmentOrFile(folder.Path);
        using (var accounts = AccountStore.Open(folder, key, TimeProvider.System))
        {
            accounts.Invite("Nadia Plantadovic", new(Guid.CreateVersion7()), "Plantadovic School", Role.Coordinator, Site.Password);
        }

        SharedKey.Make(folder, key, 2, 3);
        File.Delete(folder.KeyFile);
        Assert.Contains("3 shares, of which 2 are needed", Assert.Throws<KeyRefusedException>(() => InstallationKey.FromEnvironmentOrFile(folder.Path)).Message, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf("Plantadovic"u8) >= 0, file);
            Assert.False(File.ReadAllText(file).Contains(Convert.ToBase64String(key.Bytes), StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public async Task A_locked_server_opens_when_enough_organisations_have_entered_their_shares()
    {
        var key = InstallationKey.FromEnvironmentOrFile(folder.Path);
        using (var accounts = AccountStore.Open(folder, key, TimeProvider.System))
        {
            accounts.Invite("Rosa Duty", new(Guid.CreateVersion7()), "County", Role.Coordinator, Site.Password);
        }

        var shares = SharedKey.Make(folder, key, 2, 3);
        File.Delete(folder.KeyFile);
        InstallationKey joined;
        await using (var locked = await LockedServer.StartAsync(SharedKey.Of(folder)!, "http://127.0.0.1:0"))
        {
            using var browser = new HttpClient { BaseAddress = locked.Address };
            var first = await browser.GetAsync("/incidents/ANY/children", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
            Assert.Contains("Shares entered: 0 of 2", await first.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", first.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

            Assert.Contains("is wrong, missing or too many", await EnterAsync(browser, "not a share"), StringComparison.Ordinal);
            Assert.Contains("another key", await EnterAsync(browser, KeyShare.Of(key, 2, 3)[0].ToString()), StringComparison.Ordinal);
            Assert.Contains("Shares entered: 1 of 2", await EnterAsync(browser, shares[2].ToString()), StringComparison.Ordinal);
            Assert.Contains("Shares entered: 1 of 2", await EnterAsync(browser, shares[2].ToString()), StringComparison.Ordinal);
            Assert.Contains("at least one of them is not genuine", await EnterAsync(browser, (shares[0] with { Value = new byte[32] }).ToString()), StringComparison.Ordinal);
            Assert.Contains("Partes escritas: 1 de 2", await EnterAsync(browser, shares[1].ToString(), "/?lang=es"), StringComparison.Ordinal);
            Assert.DoesNotContain(shares[1].ToString(), await (await browser.GetAsync("/", Cancel)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            await EnterAsync(browser, shares[0].ToString());
            joined = await locked.OpenedAsync(Cancel);
        }

        await using var server = await Server.StartAsync(folder, "http://127.0.0.1:0", TimeProvider.System, joined);
        Assert.NotNull(server.Accounts.Current.Find("Rosa Duty"));
        Assert.False(File.Exists(folder.KeyFile));
    }

    [Fact]
    public void After_a_rotation_the_old_key_and_its_shares_open_nothing_and_the_new_one_everything()
    {
        var old = InstallationKey.FromEnvironmentOrFile(folder.Path);
        using (var accounts = AccountStore.Open(folder, old, TimeProvider.System))
        {
            accounts.Invite("Rosa Duty", new(Guid.CreateVersion7()), "County", Role.Coordinator, Site.Password);
        }

        IncidentJournal.Create(folder.Incident("ONE"), Guid.CreateVersion7(), old, TimeProvider.System).Dispose();
        IncidentJournal.Create(folder.Reads("ONE"), Guid.CreateVersion7(), old, TimeProvider.System).Dispose();
        SharedKey.Make(folder, old, 2, 3);

        Assert.Equal(3, KeyRotation.Run(folder, old));

        var next = InstallationKey.FromEnvironmentOrFile(folder.Path);
        Assert.False(next.IsSameAs(old));
        Assert.Null(SharedKey.Of(folder));
        foreach (var journal in folder.Journals())
        {
            IncidentJournal.Open(Path.Combine(folder.Path, journal), next, TimeProvider.System).Dispose();
            Assert.Throws<KeyRefusedException>(() => IncidentJournal.Open(Path.Combine(folder.Path, journal), old, TimeProvider.System));
        }

        using var again = AccountStore.Open(folder, next, TimeProvider.System);
        Assert.NotNull(again.Current.Find("Rosa Duty"));
    }

    [Fact]
    public void A_rotation_that_was_cut_short_is_finished_by_the_next_one()
    {
        var old = InstallationKey.FromEnvironmentOrFile(folder.Path);
        foreach (var code in (string[])["ONE", "TWO"])
        {
            IncidentJournal.Create(folder.Incident(code), Guid.CreateVersion7(), old, TimeProvider.System).Dispose();
        }

        // Cut short after the first journal.
        var next = InstallationKey.Make(folder.NextKeyFile);
        KeyStore.Rewrap(Path.Combine(folder.Incident("ONE"), IncidentJournal.KeyFile), old, next);
        Assert.Contains("homeward key rotate", Assert.Throws<KeyRefusedException>(() => InstallationKey.FromEnvironmentOrFile(folder.Path)).Message, StringComparison.Ordinal);

        KeyRotation.Run(folder, old);

        Assert.True(InstallationKey.FromEnvironmentOrFile(folder.Path).IsSameAs(next));
        foreach (var code in (string[])["ONE", "TWO"])
        {
            IncidentJournal.Open(folder.Incident(code), next, TimeProvider.System).Dispose();
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> EnterAsync(HttpClient browser, string share, string address = "/") =>
        await (await browser.PostAsync(address, new FormUrlEncodedContent([new("share", share)]), Cancel)).Content.ReadAsStringAsync(Cancel);
}
