using System.Text.Json;
using Homeward.Access;
using Homeward.Domain;
using Homeward.Features.Drill.Reports;

namespace Homeward.Features.Drill.Play;

/// <summary>
/// The accounts a drill makes for itself, with random passwords that exist nowhere else, and the file beside the drill's
/// journal that remembers them, so that they go when the drill goes.
/// </summary>
internal sealed record SignIns(string Scenario, long Seed, int Scale, IReadOnlyList<SignIn> People)
{
    /// <summary>The file's name in the incident's folder.</summary>
    public const string FileName = "drill.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes one account for every seat of the crew.</summary>
    public static SignIns Make(AccountStore accounts, Stage stage, string code, string scenario, long seed, int scale)
    {
        var names = stage.Organisations.ToDictionary(o => o.Id, o => o.Name);
        var people = new List<SignIn>();
        foreach (var post in Crew.Posts)
        {
            var password = Passwords.Random();
            var name = Name(code, post, names[post.Organisation]);
            var account = accounts.Invite(name, stage.Organisation(post.Organisation), names[post.Organisation], post.Role, password)
                ?? throw new InvalidOperationException($"There is an account {name} already, and no drill {code}.");
            people.Add(new(account.Id, name, password, post.Role, names[post.Organisation], post.Organisation, post.Number));
        }

        return new(scenario, seed, scale, people);
    }

    /// <summary>The crew behind these accounts.</summary>
    public Crew CrewOn(Stage stage) => new(stage, post => People.Single(p => p.Post == post).User);

    /// <summary>Writes the file, readable by its owner only.</summary>
    public void WriteTo(string folder)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }

        using var file = new FileStream(Path.Combine(folder, FileName), options);
        JsonSerializer.Serialize(file, this, Json);
    }

    /// <summary>Reads the file of a drill; null when the incident has none.</summary>
    public static SignIns? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<SignIns>(File.ReadAllBytes(path), Json) : null;
    }

    // "drill-7 release, Community gym in Forest": somebody who reads it in a list of accounts knows what it is.
    private static string Name(string code, Post post, string organisation)
    {
        var role = JsonNamingPolicy.KebabCaseLower.ConvertName(post.Role.ToString());
        var desk = JsonNamingPolicy.KebabCaseLower.ConvertName(organisation.Split(' ')[0]);
        return $"{code.ToLowerInvariant()}-{desk}-{role}{(post.Number > 0 ? $"-{post.Number + 1}" : "")}";
    }
}

/// <summary>One account of a drill.</summary>
internal sealed record SignIn(Id<User> User, string Name, string Password, Role Role, string OrganisationName, string Organisation, int Number)
{
    public Post Post => new(Organisation, Role, Number);
}
