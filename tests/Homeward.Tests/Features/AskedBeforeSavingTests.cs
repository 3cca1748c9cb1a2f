using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Journal;
using Homeward.Tests.Features.Browser;
using Homeward.Tests.Support;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Homeward.Tests.Features;

/// <summary>
/// Wherever words can be typed, what must never be held is asked about before it is saved. The words come from the types of the commands
/// and from the pages' own forms, so that a new field is held to it without anybody remembering.
/// </summary>
[Collection<SharedFullTown.Collection>]
public sealed partial class AskedBeforeSavingTests(SharedFullTown shared, ITestOutputHelper output)
{
    private const string Never = "123-45-6789";

    /// <summary>Commands whose words are about an incident, a place, an organisation or a number for everybody, and about nobody in particular.</summary>
    private static readonly HashSet<Type> WordsAboutNobody = [typeof(OpenIncident), typeof(AddOrganisation), typeof(AddPlace), typeof(ListAgency), typeof(StateFigure), typeof(OpenFamilyPage)];

    /// <summary>Boxes on the pages of those commands; a place may have a street, and a figure is noted as it was said.</summary>
    private static readonly string[] NotAsked =
        ["family-page HelpNumber", "family-page OtherLanguages", "figures/new About", "figures/new SaidBy", "figures/new Source", "figures/new Words", "notifications/add Name", "places/add Name", "places/add Town", "places/add-organisation Name"];

    [Fact]
    public void Every_command_with_words_in_it_is_made_on_a_page_that_asks()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Folder(), "src", "Homeward", "Features"), "*.cs", SearchOption.AllDirectories)
            // Lists are held to it cell by cell, and a drill's people are invented.
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Import{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}Drill{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(Folder(), file), File.ReadAllText);
        var withWords = typeof(Command).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract && !WordsAboutNobody.Contains(type) && HasWords(type, [])).ToList();
        var careless = from command in withWords
                       from source in sources
                       where Regex.IsMatch(source.Value, $@"\bnew {command.Name}\(")
                       where !source.Value.Contains(": ActionPage", StringComparison.Ordinal) && !source.Value.Contains("Questioned.In(", StringComparison.Ordinal) || source.Value.Contains("IsAboutPeople => false", StringComparison.Ordinal)
                       select $"{command.Name} is made in {source.Key}, which asks about nothing.";

        Assert.Empty(careless);
        Assert.InRange(withWords.Count, 20, int.MaxValue);

        // Only a page that asks, the opening of an incident, and the desks behind the pages for families (which ask) send anything.
        Assert.Equal(["CardDesk.cs", "ClaimDesk.cs", "IncidentOpening.cs"], sources.Where(source => Regex.IsMatch(source.Value, @"\b[Ee]ngine\.Submit")).Select(source => Path.GetFileName(source.Key)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whatever_box_of_whatever_page_it_is_typed_into_it_is_asked_about_and_not_saved()
    {
        var (town, full) = (shared.Town, shared.Full);
        var (asked, silent) = (new List<string>(), new List<string>());
        foreach (var (address, worker) in await PagesAsync(full))
        {
            var name = Ids().Replace(address[($"/incidents/{Town.Code}/".Length)..], "*");
            var (page, drawnAt) = (await worker.OpenAsync(address), town.State.Position);
            var forms = Forms().Count(page.Main);
            for (var i = 0; i < forms; i++)
            {
                foreach (var box in Boxes(Forms().Matches(page.Main)[i].Value))
                {
                    // One box at a time, so that each is asked about for its own sake, and a form drawn anew when something was saved.
                    (page, drawnAt) = town.State.Position == drawnAt ? (page, drawnAt) : (await worker.OpenAsync(address), town.State.Position);
                    if (Forms().Matches(page.Main).ElementAtOrDefault(i)?.Value is not { } drawn)
                    {
                        break;
                    }

                    var action = Action().Match(drawn) is { Success: true } to ? WebUtility.HtmlDecode(to.Groups[1].Value) : address;
                    using var answer = await worker.Browser.PostAsync(action, new FormUrlEncodedContent(
                    [
                        new("form-token", page.Hidden("form-token")!), new("command", Guid.CreateVersion7().ToString()),
                        .. Filled(drawn).Where(field => field.Name != box).Select(field => KeyValuePair.Create(field.Name, field.Value)), new(box, $"{name}~{box} {Never}"),
                    ]));
                    var text = (await Screen.OfAsync(answer, action)).Text;
                    (text.Contains("something Homeward never keeps", StringComparison.Ordinal) ? asked : silent).Add($"{name} {box}");
                }
            }
        }

        output.WriteLine($"{asked.Count} boxes asked; {silent.Count} were not sent so far or hold no words.\n{string.Join('\n', silent)}");
        var journal = Saved(town);
        Assert.Equal(NotAsked.Order(StringComparer.Ordinal), silent.Where(box => journal.Contains(box.Replace(' ', '~'), StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(asked, box => journal.Contains(box.Replace(' ', '~') + " " + Never, StringComparison.Ordinal));
        Assert.InRange(asked.Count, 40, int.MaxValue);
    }

    // Where the sources are that these tests were built from.
    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BannedSymbols.txt")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }

    // All that is in the incident's journal, opened.
    private static string Saved(Town town)
    {
        var text = new StringBuilder();
        var copy = Directory.CreateTempSubdirectory("homeward-asked");
        foreach (var file in new DirectoryInfo(Path.Combine(town.Site.Folder, "incidents", Town.Code)).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(copy.FullName, file.Name));
        }

        using (var journal = IncidentJournal.Open(copy.FullName, InstallationKey.FromEnvironmentOrFile(town.Site.Folder), TimeProvider.System))
        {
            foreach (var entry in journal.Read())
            {
                text.AppendLine(entry.Payload is { } payload ? Regex.Unescape(Encoding.UTF8.GetString(payload)) : "");
            }
        }

        copy.Delete(recursive: true);
        return text.ToString();
    }

    // Every page of an incident with something to send, opened by whoever may.
    private static async Task<List<(string Address, Worker Worker)>> PagesAsync(FullTown full)
    {
        var found = new List<(string, Worker)>();
        var templates = full.Town.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>()?.HandlerMethods.Any(handler => handler.HttpMethod == "Post") == true)
            .Where(endpoint => typeof(ActionPage).IsAssignableFrom(endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>()!.ModelTypeInfo))
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal);
        foreach (var template in templates)
        {
            var whats = template.Contains("{what}", StringComparison.Ordinal) ? full.Values["what"] : [""];
            foreach (var what in whats)
            {
                if (await FirstOpenAsync(full, "/" + template.Replace("{what}", what, StringComparison.Ordinal)) is { } open)
                {
                    found.Add(open);
                }
            }
        }

        return found;
    }

    private static async Task<(string, Worker)?> FirstOpenAsync(FullTown full, string template)
    {
        IEnumerable<string> addresses = [template];
        foreach (Match part in Parameters().Matches(template))
        {
            addresses = addresses.SelectMany(address => full.Values[part.Groups[1].Value].Select(value => address.Replace(part.Value, value, StringComparison.Ordinal)));
        }

        var query = full.Values.FirstOrDefault(pair => pair.Key[^1] == '?' && template.EndsWith("/" + pair.Key[..^1], StringComparison.Ordinal)).Value;
        foreach (var address in addresses)
        {
            foreach (var worker in full.Workers)
            {
                var page = await worker.OpenAsync(query is null ? address : $"{address}?{query[0]}");
                if (page.Status == HttpStatusCode.OK && page.Main.Contains("method=\"post\"", StringComparison.Ordinal))
                {
                    return (page.Address, worker);
                }
            }
        }

        return null;
    }

    // The form as somebody in a hurry fills it in: the first choice everywhere, something in every box.
    private static IEnumerable<(string Name, string Value)> Filled(string html)
    {
        foreach (var group in Choices().Matches(html).GroupBy(match => match.Groups["name"].Value))
        {
            yield return (WebUtility.HtmlDecode(group.Key), WebUtility.HtmlDecode(group.First().Groups["value"].Value));
        }

        foreach (Match select in Selects().Matches(html))
        {
            if (Option().Match(select.Value) is { Success: true } option)
            {
                yield return (WebUtility.HtmlDecode(select.Groups["name"].Value), WebUtility.HtmlDecode(option.Groups[1].Value));
            }
        }

        foreach (var name in Boxes(html))
        {
            yield return (name, name.EndsWith("Age", StringComparison.Ordinal) ? "7" : name is "Happened" or "Known" or "AsOf" or "Value" or "Low" or "High" or "Latitude" or "Longitude" ? "" : "Nadia Pruebas");
        }
    }

    private static IEnumerable<string> Boxes(string html) =>
        TextBoxes().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["name"].Value)).Where(box => !box.Contains("Password", StringComparison.Ordinal)).Distinct();

    private static bool HasWords(Type type, HashSet<Type> seen) => seen.Add(type) && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(property =>
        property.PropertyType == typeof(string)
        || (Inner(property.PropertyType) is { } inner && inner.Assembly == typeof(Command).Assembly && !inner.IsEnum && !inner.Name.StartsWith("Id", StringComparison.Ordinal)
            && (HasWords(inner, seen) || inner.GetNestedTypes().Any(nested => HasWords(nested, seen)))));

    private static Type Inner(Type type) => Nullable.GetUnderlyingType(type) ?? (type.IsGenericType && type.Name.StartsWith("ImmutableArray", StringComparison.Ordinal) ? type.GetGenericArguments()[0] : type);

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<form[^>]*? action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<(?:textarea|input(?![^>]*type=\"(?:hidden|radio|checkbox|file|password|datetime-local)\"))[^>]*? name=\"(?<name>[^\"]+)\"")]
    private static partial Regex TextBoxes();

    [GeneratedRegex("<input[^>]*type=\"radio\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Choices();

    [GeneratedRegex("<select[^>]*name=\"(?<name>[^\"]+)\".*?</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex("<option[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Option();

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Parameters();

    [GeneratedRegex("[0-9a-f]{32}|[0-9A-Z]{4}-[0-9A-Z]{4}|[?].*")]
    private static partial Regex Ids();
}
