using System.Diagnostics;
using System.Text.Json;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Journal;
using Xunit;

namespace Homeward.Tests.Features.SettingUp;

/// <summary><c>homeward invite</c> as a process of its own on a real data folder.</summary>
public sealed class InviteCommandTests : IDisposable
{
    private readonly DataFolder folder = new(Path.Combine(Directory.CreateTempSubdirectory("homeward-invite").FullName, "data"));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder.Path)!, recursive: true);

    [Fact]
    public async Task The_first_person_is_invited_into_an_empty_folder_and_the_printed_password_is_right()
    {
        var invited = await RunAsync(0, null, "invite", "Rosa Duty", "--role", "coordinator", "--organisation", "Forest Schools");

        var password = invited.Output.Trim();
        Assert.Matches("^([2-9a-z]{4}-){3}[2-9a-z]{4}$", password);
        Assert.DoesNotContain(password, invited.Errors, StringComparison.Ordinal);
        using var accounts = Open();
        var account = accounts.Current.Find("rosa duty")!;
        Assert.Equal((Role.Coordinator, "Forest Schools", true), (account.Role, account.OrganisationName, account.MustSetUpSecondStep));
        using var passwords = new Passwords();
        Assert.True(await passwords.AreRightAsync(account, password, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_same_name_of_an_organisation_is_the_same_organisation()
    {
        await RunAsync(0, null, "invite", "Rosa Duty", "--role", "coordinator", "--organisation", "Forest Schools");
        var second = await RunAsync(0, "a long enough password\n", "invite", "Ana Desk", "--role", "roll", "--organisation", "forest  schools", "--password-from-stdin", "--password-only", "--json");

        using var data = JsonDocument.Parse(second.Output);
        Assert.False(data.RootElement.GetProperty("organisationIsNew").GetBoolean());
        Assert.Equal("Forest Schools", data.RootElement.GetProperty("organisation").GetString());
        Assert.Equal(JsonValueKind.Null, data.RootElement.GetProperty("password").ValueKind);
        using var accounts = Open();
        Assert.Equal(accounts.Current.Find("Rosa Duty")!.Organisation, accounts.Current.Find("Ana Desk")!.Organisation);
        Assert.False(accounts.Current.Find("Ana Desk")!.MustSetUpSecondStep);
        using var passwords = new Passwords();
        Assert.True(await passwords.AreRightAsync(accounts.Current.Find("Ana Desk"), "a long enough password", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Accounts_are_named_without_secrets_and_ended_by_name()
    {
        var password = (await RunAsync(0, null, "invite", "Rosa Duty", "--role", "supervisor", "--organisation", "Gym Shelter")).Output.Trim();
        Assert.Contains("already", (await RunAsync(1, null, "invite", "ROSA DUTY", "--role", "roll", "--organisation", "Gym Shelter")).Errors, StringComparison.Ordinal);

        var list = (await RunAsync(0, null, "invite", "--list")).Output;
        Assert.Contains("Rosa Duty  supervisor  Gym Shelter", list, StringComparison.Ordinal);
        Assert.DoesNotContain(password, list, StringComparison.Ordinal);

        await RunAsync(0, null, "invite", "--end", "rosa duty");
        Assert.Contains("Nobody signs in as", (await RunAsync(1, null, "invite", "--end", "Rosa Duty")).Errors, StringComparison.Ordinal);
        using var ended = JsonDocument.Parse((await RunAsync(0, null, "invite", "--list", "--json")).Output);
        Assert.True(ended.RootElement[0].GetProperty("ended").GetBoolean());
        Assert.False(ended.RootElement[0].TryGetProperty("passwordHash", out _));
    }

    [Fact]
    public async Task What_was_called_wrongly_makes_no_account()
    {
        await RunAsync(2, null, "invite");
        await RunAsync(2, null, "invite", "Rosa Duty", "--role", "coordinator");
        await RunAsync(2, null, "invite", "Rosa Duty", "--organisation", "Gym Shelter");
        await RunAsync(2, null, "invite", "Rosa Duty", "--role", "system", "--organisation", "Gym Shelter");
        await RunAsync(2, null, "invite", "Rosa Duty", "--list");
        Assert.False(folder.HasJournals);

        Assert.Contains("12 to 200", (await RunAsync(1, "short\n", "invite", "Rosa Duty", "--role", "roll", "--organisation", "Gym", "--password-from-stdin")).Errors, StringComparison.Ordinal);
        using var accounts = Open();
        Assert.Empty(accounts.Current.ById);
    }

    [Fact]
    public async Task While_a_server_has_the_folder_nobody_is_invited_beside_it()
    {
        using var server = folder.TryLock();

        Assert.Contains("is using", (await RunAsync(1, null, "invite", "Rosa Duty", "--role", "roll", "--organisation", "Gym")).Errors, StringComparison.Ordinal);
        Assert.False(folder.HasJournals);
    }

    private AccountStore Open() => AccountStore.Open(folder, InstallationKey.FromEnvironmentOrFile(folder.Path), TimeProvider.System);

    private async Task<(string Output, string Errors)> RunAsync(int expected, string? typed, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homeward.dll"), .. arguments, "--data", folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == expected, $"ended with {process.ExitCode}: {await errors}{await output}");
        return (await output, await errors);
    }
}
