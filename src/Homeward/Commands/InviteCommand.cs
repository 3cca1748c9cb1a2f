using System.CommandLine;
using System.Text.Json;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Journal;
using Homeward.Web.Acting;
using Command = System.CommandLine.Command;

namespace Homeward.Commands;

/// <summary><c>homeward invite</c>: who signs in here. Makes an account, names all of them, or ends one.</summary>
internal static class InviteCommand
{
    private const int LongestName = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Role> Roles =
        Enum.GetValues<Role>().Where(role => role != Role.System).ToDictionary(WordChoices.Sent, StringComparer.OrdinalIgnoreCase);

    public static Command Build()
    {
        var (data, json) = (Options.Data(), Options.Json());
        var name = new Argument<string?>("NAME") { Description = "The name somebody signs in by.", Arity = ArgumentArity.ZeroOrOne };
        var role = new Option<string?>("--role") { Description = $"What they may do: {string.Join(", ", Roles.Keys)}.", HelpName = "ROLE" };
        role.AcceptOnlyFromAmong([.. Roles.Keys]);
        var organisation = new Option<string?>("--organisation") { Description = "The organisation they work for. A name that is known here means that one; any other is new.", HelpName = "NAME" };
        var incident = new Option<string?>("--incident") { Description = "Look for the organisation among those of this incident only.", HelpName = "CODE" };
        var stdin = new Option<bool>("--password-from-stdin") { Description = "Read the password from the first line of stdin instead of making one." };
        var passwordOnly = new Option<bool>("--password-only") { Description = "Let a password be enough, for somebody without a phone of their own. Otherwise they set up an authenticator app first." };
        var list = new Option<bool>("--list") { Description = "Name everybody who signs in." };
        var end = new Option<string?>("--end") { Description = "End the account of this name. Whoever is signed in with it is out.", HelpName = "NAME" };
        var command = new Command("invite", Options.WithExample(
            "Lets somebody sign in. The password is printed once, and nobody can read it again.",
            "homeward invite \"Rosa Duty\" --role coordinator --organisation \"Forest Schools\""))
        { name, role, organisation, incident, stdin, passwordOnly, list, end, data, json };
        command.Validators.Add(result =>
        {
            var asked = (result.GetValue(name) is null ? 0 : 1) + (result.GetValue(list) ? 1 : 0) + (result.GetValue(end) is null ? 0 : 1);
            if (asked != 1) { result.AddError("Give a NAME to invite, or --list, or --end NAME."); }
            else if (result.GetValue(name) is { } said && (string.IsNullOrWhiteSpace(said) || said.Length > LongestName)) { result.AddError($"A name has 1 to {LongestName} characters."); }
            else if (result.GetValue(name) is not null && result.GetResult(role) is null) { result.AddError("Say what they may do with --role."); }
            else if (result.GetValue(name) is not null && (result.GetValue(organisation) is not { } of || string.IsNullOrWhiteSpace(of) || of.Length > LongestName)) { result.AddError("Say for whom they work with --organisation."); }
        });
        command.SetAction(async (parsed, _) =>
        {
            var asData = parsed.GetValue(json);
            if (parsed.GetValue(name) is not { } who)
            {
                using var existing = new Opened(Options.Existing(parsed.GetValue(data)!));
                if (parsed.GetValue(list)) { List(existing.Accounts, asData); }
                else { End(existing.Accounts, parsed.GetValue(end)!, asData); }
                return CommandLine.Good;
            }

            using var opened = new Opened(new DataFolder(parsed.GetValue(data)!));
            var known = await FindAsync(opened, parsed.GetValue(organisation)!, parsed.GetValue(incident));
            Invite(opened.Accounts, who, Roles[parsed.GetValue(role)!], known, parsed.GetValue(organisation)!.Trim(), parsed.GetValue(stdin) ? await TypedAsync() : null, !parsed.GetValue(passwordOnly), asData);
            return CommandLine.Good;
        });
        return command;
    }

    /// <summary>A folder that this command alone writes to, with its accounts.</summary>
    private sealed class Opened : IDisposable
    {
        private readonly IDisposable locked;

        public Opened(DataFolder folder)
        {
            (Folder, locked) = (folder, Options.Lock(folder));
            try
            {
                Key = InstallationKey.FromEnvironmentOrFile(folder.Path);
                Accounts = AccountStore.Open(folder, Key, TimeProvider.System);
            }
            catch
            {
                locked.Dispose();
                throw;
            }
        }

        public DataFolder Folder { get; }

        public InstallationKey Key { get; }

        public AccountStore Accounts { get; }

        public void Dispose()
        {
            Accounts.Dispose();
            locked.Dispose();
        }
    }

    private static void Invite(AccountStore accounts, string name, Role role, KnownOrganisation? known, string organisation, string? typed, bool needsSecondStep, bool json)
    {
        var password = typed ?? Passwords.Random();
        var id = known?.Id ?? new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var account = accounts.Invite(name, id, known?.Name ?? organisation, role, password, needsSecondStep: needsSecondStep)
            ?? throw new CommandRefusedException($"Somebody signs in as \"{name}\" already. Choose another name, or end that account first with --end. Nothing was changed.");
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new { account.Name, Role = WordChoices.Sent(role), Organisation = account.OrganisationName, OrganisationIsNew = known is null, Password = typed is null ? password : null }, Json));
            return;
        }

        Console.Error.WriteLine($"{account.Name} may sign in now, as {WordChoices.Sent(role)} of {account.OrganisationName}{(known is null ? ", an organisation that is new here" : "")}{(needsSecondStep ? ", and sets up an authenticator app first" : "")}.");
        if (typed is null)
        {
            Console.Error.WriteLine("The password is shown this once. Hand it over on paper or by voice, not by e-mail:");
            Console.Out.WriteLine(password);
        }
    }

    private static void List(AccountStore accounts, bool json)
    {
        var all = accounts.Current.ById.Values.OrderBy(account => account.Ended).ThenBy(account => account.Name, StringComparer.OrdinalIgnoreCase).ToList();
        Console.Out.WriteLine(json
            ? JsonSerializer.Serialize(all.Select(account => new { account.Name, Role = WordChoices.Sent(account.Role), Organisation = account.OrganisationName, account.Ended }), Json)
            : all.Count == 0 ? "Nobody signs in here yet."
            : string.Join(Environment.NewLine, all.Select(account => $"{account.Name}  {WordChoices.Sent(account.Role)}  {account.OrganisationName}{(account.Ended ? "  (ended)" : "")}")));
    }

    private static void End(AccountStore accounts, string name, bool json)
    {
        if (accounts.Current.Find(name) is not { Ended: false } account)
        {
            throw new CommandRefusedException($"Nobody signs in as \"{name}\" here. homeward invite --list names everybody who does. Nothing was changed.");
        }

        accounts.End(account.Id);
        Console.Out.WriteLine(json ? JsonSerializer.Serialize(new { account.Name, Ended = true }, Json) : $"{account.Name} can't sign in any more. What they did stays in the journal.");
    }

    // In one incident when it is named, so that an organisation of a drill can be meant as well.
    private static async Task<KnownOrganisation?> FindAsync(Opened opened, string name, string? code)
    {
        await using var incidents = Incidents.Open(opened.Folder, opened.Key, TimeProvider.System);
        IReadOnlyList<KnownOrganisation> all = code is null
            ? KnownOrganisations.Of(opened.Accounts.Current, [.. incidents.All.Select(engine => engine.Current)])
            : [.. incidents.Find(Options.Only(opened.Folder, code))!.Current.Organisations.Values.Select(one => new KnownOrganisation(one.Id, one.Name, one.Kind))];
        return all.Named(name) switch
        {
            [] when code is not null => throw new CommandRefusedException(
                $"No organisation \"{name}\" takes part in {code}. These do: {string.Join(", ", all.Select(one => one.Name).Order(StringComparer.OrdinalIgnoreCase))}. Nothing was changed."),
            [] => null,
            [var only] => only,
            var several => throw new CommandRefusedException($"{several.Count} organisations are called \"{name}\". Say which one with --incident CODE. Nothing was changed."),
        };
    }

    private static async Task<string> TypedAsync() =>
        await Console.In.ReadLineAsync() is { Length: >= Passwords.ShortestLength and <= Passwords.LongestLength } typed
            ? typed
            : throw new CommandRefusedException($"A password has {Passwords.ShortestLength} to {Passwords.LongestLength} characters. Nothing was changed.");
}
