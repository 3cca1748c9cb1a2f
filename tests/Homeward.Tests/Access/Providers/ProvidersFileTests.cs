using Homeward.Access;
using Homeward.Access.Providers;
using Homeward.Domain;
using Homeward.Journal;
using Homeward.Tests.Journal;
using Xunit;

namespace Homeward.Tests.Access.Providers;

public sealed class ProvidersFileTests
{
    private const string Right = """{ "key": "county", "organisation": "County", "authority": "https://login.example", "clientId": "homeward", "secretFile": "s" }""";

    [Fact]
    public void A_file_that_is_right_gives_providers_and_no_file_gives_none()
    {
        using var folder = new JournalFolder();
        var data = new DataFolder(folder.Root);
        Assert.Empty(ProvidersFile.Read(data).All);
        Write(folder, "[" + Right + ", // a word about it\n]");
        var provider = Assert.Single(ProvidersFile.Read(data).All);
        Assert.Equal(("County", "sub", "hidden", "/sign-in/returned/county"), (provider.Organisation, provider.Claim, provider.Secret, provider.Returning));
        Assert.Equal(["mfa"], provider.SecondStep);
    }

    [Theory]
    [InlineData("[{]", "at line 1")]
    [InlineData("""[{ "key": "County!" }]""", "entry 1: \"key\" is missing or not one word")]
    [InlineData("""[{ "key": "county", "organisation": "County", "authority": "https://login.example" }]""", "\"clientId\" is missing")]
    [InlineData("""[{ "key": "county", "organisation": "County", "authority": "http://login.example", "clientId": "x" }]""", "It has to begin with https://")]
    [InlineData("""[{ "key": "county", "organisation": "County", "authority": "https://login.example", "clientId": "x", "secretFile": "nowhere" }]""", "there is no secret in")]
    [InlineData("""[{ "key": "county", "organisation": "County", "authority": "https://login.example", "clientId": "x", "secretVariable": "HOMEWARD_NO_SUCH" }]""", "the environment has no HOMEWARD_NO_SUCH")]
    [InlineData("""[{ "key": "county", "secret": "in the open" }]""", "at line 1")]
    [InlineData("[" + Right + "," + Right + "]", "two entries have the key \"county\"")]
    public void A_file_that_is_wrong_says_what_and_where(string text, string said)
    {
        using var folder = new JournalFolder();
        Write(folder, text);
        Assert.Contains(said, Assert.Throws<ProvidersFileException>(() => ProvidersFile.Read(new(folder.Root))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_linked_sign_in_is_there_after_a_restart_and_gone_when_the_account_ends()
    {
        using var folder = new JournalFolder();
        var data = new DataFolder(folder.Root);
        var link = new ProviderLink("https://login.example", "1234");
        using (var store = AccountStore.Open(data, folder.Key, folder.Clock))
        {
            var (asks, agrees) = (Account(store, "Ana Admin", Role.Administrator), Account(store, "Carla", Role.Coordinator));
            store.AskToInvite("Luis", asks.Organisation, "County", Role.Release, asks);
            store.Approve(store.Current.FindRequest("Luis")!.User, agrees);
            Assert.NotNull(store.TakeUp(store.Current.FindRequest("Luis")!, link));
        }

        using (var store = AccountStore.Open(data, folder.Key, folder.Clock))
        {
            var luis = store.Current.FindByProvider(link)!;
            Assert.Equal("Luis", luis.Name);
            store.End(luis.Id);
            Assert.Null(store.Current.FindByProvider(link));
        }
    }

    private static Account Account(AccountStore store, string name, Role role) =>
        store.Invite(name, new(Guid.CreateVersion7()), name, role, "correct horse battery")!;

    private static void Write(JournalFolder folder, string text)
    {
        File.WriteAllText(Path.Combine(folder.Root, "s"), " hidden\n");
        File.WriteAllText(Path.Combine(folder.Root, ProvidersFile.Name), text);
    }
}
